"""A PostgreSQL server of the tests' own, from Debian's packages, for as long as a test needs it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

PATIENCE_S = 30
_USER = "postgres"


def binaries() -> Path | None:
    """The folder of PostgreSQL's programs, the latest version's, if it is installed."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: int(each.parent.name))
    return folders[-1] if folders else None


class Server:
    """A server that listens on a socket only, with one database."""

    def __init__(self, programs: Path, folder: Path) -> None:
        """Make the database; nothing is started yet."""
        self._programs, self._folder = programs, folder
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"postgresql+psycopg://{_USER}@/{_USER}?host={folder}"
        if os.geteuid() == 0:
            shutil.chown(folder, _USER)
        _run(programs / "initdb", "-D", str(folder / "data"), "-U", _USER, "-A", "trust", "--no-sync")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={self._folder}"]
        quick = ["-c", "fsync=off", "-c", "max_connections=200"]
        program = [str(self._programs / "postgres"), "-D", str(self._folder / "data")]
        command = [*_as_nobody_important(), *program, *options, *quick]
        self._process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        ready = [str(self._programs / "pg_isready"), "-q", "-h", str(self._folder)]
        end = time.monotonic() + PATIENCE_S
        while subprocess.run(ready, check=False).returncode:
            if time.monotonic() > end:
                raise TimeoutError("PostgreSQL did not start")
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop it the fast way: the usual one waits for whoever is still connected."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(PATIENCE_S)


@contextmanager
def postgres_server() -> Iterator[Server]:
    """A server that is started, then stopped and deleted at the end."""
    programs = binaries()
    if programs is None:
        raise FileNotFoundError("PostgreSQL is not installed")
    # A socket's path may have a hundred bytes or so: pytest's own folders are longer.
    folder = Path(tempfile.mkdtemp(prefix="abm-pg-"))
    try:
        server = Server(programs, folder)
        try:
            server.start()
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


@contextmanager
def postgres() -> Iterator[str]:
    """The address of the database of a server of its own."""
    with postgres_server() as server:
        yield server.url


def places_held(engine: sa.Engine) -> int:
    """How many workers' places are somebody's, as the server itself sees it."""
    held = sa.text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted")
    with engine.connect() as connection:
        return int(connection.execute(held).scalar_one())


def _run(program: Path, *arguments: str) -> None:
    command = [*_as_nobody_important(), str(program), *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _as_nobody_important() -> list[str]:
    """PostgreSQL refuses to run as the administrator, as whom containers run everything."""
    return ["setpriv", f"--reuid={_USER}", f"--regid={_USER}", "--clear-groups"] if os.geteuid() == 0 else []
