"""What the service bears: floods of silent connections, a Google that hangs, a database that fails, a stop.

`python -m tests.service.siege [--silent 1100] [--calls 40] [--hang 20] [--broken 15] [--postgres]` starts a
local Google and the service in a process of its own, attacks it in one way after the other, and prints what
was seen beside what is asked for. The counts and seconds bound how long it takes: two minutes as they are.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

import requests

from abm_sheets.outputs.cards.addresses import Route
from abm_sheets.service.configuration import read_configuration
from abm_sheets.service.desk import Desk, Wishes
from abm_sheets.service.store.runs import count_pending
from abm_sheets.service.worker import prepare
from tests.google.launch import LocalGoogle, local_google
from tests.loading import OWNER, key_file, values
from tests.service.app.calling import SCHEDULER, Panel, texts
from tests.service.attack import post, silence, slowest
from tests.service.callers.calls import ADDON, CERTS, CLIENT
from tests.service.faults import PostgresFaults, full_disk, locked
from tests.service.postgres import Server, postgres_server
from tests.service.process import Service
from tests.upkeep.access.sheet import make

MINUTE_S = 6
PATIENCE_S = 120
_FILES = 1024


@dataclass(frozen=True)
class Trial:
    """How hard the service is tried."""

    silent: int = 1100
    calls: int = 40
    hang: float = 20
    broken: float = 15


@dataclass
class Found:
    """What was seen: an attack, a measure, its value, and whether that is what is asked for."""

    rows: list[tuple[str, str, str, bool]] = field(default_factory=list)

    def note(self, attack: str, measure: str, value: object, *, right: bool) -> None:
        """Add a measure."""
        self.rows.append((attack, measure, str(value), right))

    @property
    def is_right(self) -> bool:
        """Whether all is as is asked for."""
        return all(right for *_, right in self.rows)

    def table(self) -> str:
        """The measures as lines."""
        lines = [
            f"{attack:<20} {what:<34} {value:<24} {'right' if right else 'WRONG'}"
            for attack, what, value, right in self.rows
        ]
        return "\n".join(lines) + "\n"


class Siege:
    """A local Google with a workbook, the service, a tool that feeds it, and what befalls them."""

    def __init__(self, google: LocalGoogle, trial: Trial, folder: Path, server: Server | None = None) -> None:
        """Have a workbook served and fed, on SQLite unless a server is given."""
        self.google, self.trial, self.server = google, trial, server
        self.runtime = prepare(read_configuration())
        self.desk, self.sheet = Desk(self.runtime), make(google)
        self.desk.add(self.sheet, Wishes(schedule="none"))
        self.secret = self.desk.set_hook(self.sheet, "zapier", "interactions", fresh=True)[1]
        let_in = {
            "ABM_SHEETS_ADDON_ACCOUNT": ADDON,
            "ABM_SHEETS_ADDON_CLIENT_ID": CLIENT,
            "ABM_SHEETS_SCHEDULER_ACCOUNT": SCHEDULER,
        }
        self.service = Service(let_in, folder / "service.log")
        self.panel = Panel(google, requests, self.service.url, OWNER)
        self.accepted: list[str] = []
        self.found = Found()

    def run(self) -> Found:
        """Attack in one way after the other."""
        try:
            self.service.start()
            self._answers("peace")
            self._flood()
            self._hang()
            for attack, fault in self._faults().items():
                self._fail(attack, fault)
            self._stop()
            self._look()
        finally:
            self.service.kill()
            self.runtime.engine.dispose()
        return self.found

    def _faults(self) -> Mapping[str, AbstractContextManager[None]]:
        """What may befall the database."""
        engine = self.runtime.engine
        if self.server is None:
            return {"locked database": locked(engine), "full disk": full_disk(self.service.pid)}
        faults = PostgresFaults(self.server)
        return {
            "stopped database": faults.stopped(engine),
            "read-only database": faults.read_only(engine),
            "locked tables": faults.locked(engine),
        }

    def _answers(self, attack: str, paths: Sequence[str] = ("/healthz", "/readyz")) -> None:
        for path in paths:
            seconds, statuses = slowest(self.service, path)
            right = seconds < 1 and statuses == {200}
            self.found.note(attack, f"slowest {path}, ms", f"{seconds * 1000:.0f} {statuses}", right=right)

    def _flood(self) -> None:
        """Open connections that say nothing, more than there may be files."""
        # What systems give a process by default; we need more ourselves.
        resource.prlimit(self.service.pid, resource.RLIMIT_NOFILE, (_FILES, _FILES))
        before = self.service.log.stat().st_size
        silent = silence(self.service, self.trial.silent)
        self._answers("silent connections")
        files = self._files()
        self.found.note("silent connections", "open files", files, right=files < _FILES * 0.9)
        time.sleep(12)
        files = self._files()
        self.found.note("silent connections", "open files after 12 s", files, right=files < 100)
        grown = self.service.log.stat().st_size - before
        self.found.note("silent connections", "log, bytes", grown, right=grown < 10_000)
        for each in silent:
            each.close()

    def _files(self) -> int:
        return len(list(Path(f"/proc/{self.service.pid}/fd").iterdir()))

    def _hang(self) -> None:
        """Have Google keep those waiting who verify the panel's calls."""
        self.google.faults([{"match": CERTS, "hang_s": self.trial.hang, "times": 99}])
        with ThreadPoolExecutor(self.trial.calls) as pool:
            calls = [pool.submit(self.panel.call, Route.HOME, self.sheet) for _ in range(self.trial.calls)]
            time.sleep(1)
            self._answers("hanging Google")
            self._post("hanging Google", "h", {202})
            statuses = {call.result().status_code for call in calls}
        self.found.note("hanging Google", "the panel's answers", statuses, right=statuses <= {503})
        self.google.control("DELETE", "faults")

    def _fail(self, attack: str, fault: AbstractContextManager[None]) -> None:
        """Let nothing be written for a while."""
        self._post(attack, "before", {202})
        with fault:
            end = time.monotonic() + self.trial.broken
            self._post(attack, "during", {503})
            self._answers(attack, ["/healthz"])
            said = texts(self.panel.call(Route.REFRESH, self.sheet).json())
            reported = "réessayez dans une minute" in said
            self.found.note(attack, "the panel says to try again", reported, right=reported)
            asked = self._ask_all()
            again = asked.status_code == requests.codes.service_unavailable and "Retry-After" in asked.headers
            self.found.note(attack, "another scheduler", asked.status_code, right=again)
            ready = requests.get(f"{self.service.url}/readyz", timeout=30).status_code
            self.found.note(attack, "/readyz", ready, right=ready == requests.codes.service_unavailable)
            time.sleep(max(end - time.monotonic(), 0))
        start = time.monotonic()
        self._until(self.service.answers)
        seconds = time.monotonic() - start
        self.found.note(attack, "ready again after, s", f"{seconds:.1f}", right=seconds < 10)
        self._post(attack, "after", {202})

    def _ask_all(self) -> requests.Response:
        """Have everything refreshed, as another scheduler does."""
        url = f"{self.service.url}/jobs/refresh"
        token = self.google.id_token(email=SCHEDULER, aud=url)
        return requests.post(url, headers={"Authorization": f"Bearer {token}"}, timeout=60)

    def _post(self, attack: str, name: str, wanted: set[int]) -> None:
        event = f"evt-{attack}-{name}"
        start = time.monotonic()
        try:
            status = post(self.service, self.secret, event).status_code
        except requests.RequestException:
            status = 0
        if status == requests.codes.accepted:
            self.accepted.append(event)
        shown = f"{status} in {time.monotonic() - start:.1f} s"
        self.found.note(attack, f"a row sent, {name}", shown, right=status in wanted)

    def _stop(self) -> None:
        """Tell it to stop while a refresh waits for Google."""
        self._until(lambda: set(self.accepted) <= set(self._ids()))
        self.google.clear_requests()
        self.google.faults([{"match": f"^GET /v4/spreadsheets/{self.sheet}$", "hang_s": 300, "times": 99}])
        self.desk.run(self.sheet)
        self._until(lambda: any(self.sheet in call["path"] for call in self.google.requests()))
        start = time.monotonic()
        status = self.service.stop()
        seconds = time.monotonic() - start
        self.found.note("stop", "ended after, s", f"{seconds:.1f} ({status})", right=seconds < 20)
        self.google.control("DELETE", "faults")
        self.service.start()

    def _look(self) -> None:
        """Everything accepted is in the sheet once, and nothing waits."""
        self._until(lambda: set(self.accepted) <= set(self._ids()) and not self._pending())
        written = self._ids()
        missing = [name for name in self.accepted if name not in written]
        self.found.note("in the end", "rows accepted and missing", len(missing), right=not missing)
        doubled = len(written) - len(set(written))
        self.found.note("in the end", "rows twice", doubled, right=not doubled)
        self.found.note("in the end", "refreshes waiting", self._pending(), right=not self._pending())

    def _pending(self) -> int:
        with self.runtime.engine.begin() as connection:
            return count_pending(connection)

    def _ids(self) -> list[str]:
        return [str(row[-1]) for row in values(self.google, self.sheet, "Interactions")[1:]]

    def _until(self, done: Callable[[], object]) -> None:
        """Wait until something is done, not for ever: what is not is seen in the table."""
        end = time.monotonic() + PATIENCE_S
        while not done() and time.monotonic() < end:
            time.sleep(0.1)


@contextmanager
def _surroundings(*, on_postgres: bool = False) -> Iterator[tuple[LocalGoogle, Path, Server | None]]:
    with ExitStack() as stack:
        server = stack.enter_context(postgres_server()) if on_postgres else None
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        google = stack.enter_context(local_google())
        reported = {
            "ABM_SHEETS_GOOGLE_URL": google.url,
            "ABM_SHEETS_GOOGLE_MINUTE": str(MINUTE_S),
            "ABM_SHEETS_CREDENTIALS": str(key_file(google, folder)),
            "ABM_SHEETS_DATABASE_URL": server.url if server else f"sqlite:///{folder / 'service.sqlite'}",
        }
        stack.enter_context(patch.dict(os.environ, reported))
        yield google, folder, server


def main(arguments: Sequence[str] | None = None) -> int:
    """Try the service and print what was seen."""
    parser = argparse.ArgumentParser(prog="python -m tests.service.siege")
    for name, default in Trial().__dict__.items():
        parser.add_argument(f"--{name}", type=type(default), default=default)
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL of its own")
    given = vars(parser.parse_args(arguments))
    on_postgres = given.pop("postgres")
    trial = Trial(**given)
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with _surroundings(on_postgres=on_postgres) as (google, folder, server):
        found = Siege(google, trial, folder, server).run()
    sys.stdout.write(found.table())
    return not found.is_right


if __name__ == "__main__":
    sys.exit(main())
