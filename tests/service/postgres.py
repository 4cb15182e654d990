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

PATIENCE_S = 30
_USER = "postgres"


def binaries() -> Path | None:
    """The folder of PostgreSQL's programs, the latest version's, if it is installed."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: int(each.parent.name))
    return folders[-1] if folders else None


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a database on a server that listens on a socket only, stopped and deleted at the end."""
    programs = binaries()
    if programs is None:
        raise FileNotFoundError("PostgreSQL is not installed")
    # A socket's path may have a hundred bytes or so: pytest's own folders are longer.
    folder = Path(tempfile.mkdtemp(prefix="abm-pg-"))
    try:
        with _server(programs, folder):
            yield f"postgresql+psycopg://{_USER}@/{_USER}?host={folder}"
    finally:
        shutil.rmtree(folder)


@contextmanager
def _server(programs: Path, folder: Path) -> Iterator[None]:
    if os.geteuid() == 0:
        shutil.chown(folder, _USER)
    data = folder / "data"
    _run(programs / "initdb", "-D", str(data), "-U", _USER, "-A", "trust", "--no-sync")
    options = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={folder}"]
    quick = ["-c", "fsync=off", "-c", "max_connections=200"]
    command = [*_as_nobody_important(), str(programs / "postgres"), "-D", str(data), *options, *quick]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            _wait(programs, folder)
            yield
        finally:
            # The fast way: the usual one waits for whoever is still connected.
            process.send_signal(signal.SIGINT)


def _wait(programs: Path, folder: Path) -> None:
    end = time.monotonic() + PATIENCE_S
    ready = [str(programs / "pg_isready"), "-q", "-h", str(folder)]
    while subprocess.run(ready, check=False).returncode:
        if time.monotonic() > end:
            raise TimeoutError("PostgreSQL did not start")
        time.sleep(0.1)


def _run(program: Path, *arguments: str) -> None:
    command = [*_as_nobody_important(), str(program), *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _as_nobody_important() -> list[str]:
    """PostgreSQL refuses to run as the administrator, as whom containers run everything."""
    return ["setpriv", f"--reuid={_USER}", f"--regid={_USER}", "--clear-groups"] if os.geteuid() == 0 else []
