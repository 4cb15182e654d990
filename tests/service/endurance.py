"""What the service endures: killed again and again while rows come in and workbooks are due.

`python -m tests.service.endurance [--kills 50] [--events 500] [--workbooks 20] [--postgres]` starts a
local Google, the service in processes of its own (two of them on PostgreSQL), posts events with repeats,
kills a service with -9 at random moments and starts it again, and at the end reads every sheet: each
event must be there once and in order, each workbook refreshed, no dashboard half written.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import requests

from abm_sheets.language import catalogue
from abm_sheets.refresh import refresh
from abm_sheets.service.configuration import read_configuration
from abm_sheets.service.desk import Desk, Wishes
from abm_sheets.service.jobs.refreshes import Runtime
from abm_sheets.service.store.events import count_waiting
from abm_sheets.service.store.runs import count_pending, list_runs
from abm_sheets.service.store.workbooks import change, get_workbook
from abm_sheets.service.worker import prepare
from tests.google.launch import LocalGoogle, local_google
from tests.loading import key_file, load_file, open_robot, values
from tests.service.postgres import postgres
from tests.service.process import Service

ARTICLE = Path(__file__).parents[1] / "golden" / "article.xlsx"
MINUTE_S = 1.5
PATIENCE_S = 180
_FED = 5


@dataclass(frozen=True)
class Trial:
    """How much is asked of the service."""

    kills: int = 50
    events: int = 500
    workbooks: int = 20
    workers: int = 1
    seed: int = 1


@dataclass
class Found:
    """What came of it; every count but the first three must be as it should."""

    kills: int = 0
    seconds: float = 0
    repeats_sent: int = 0
    missing: int = 0
    doubled: int = 0
    disordered: int = 0
    not_refreshed: int = 0
    half_written: int = 0
    failed_runs: int = 0
    posted: dict[str, list[str]] = field(default_factory=dict, repr=False)

    @property
    def is_right(self) -> bool:
        """Whether nothing was lost, doubled, misplaced or left undone."""
        wrong = (
            self.missing,
            self.doubled,
            self.disordered,
            self.not_refreshed,
            self.half_written,
            self.failed_runs,
        )
        return not any(wrong)


class Endurance:
    """A local Google with workbooks, services that are killed, and tools that post."""

    def __init__(self, google: LocalGoogle, runtime: Runtime, trial: Trial, folder: Path) -> None:
        """Load the workbooks, have them served, and let a tool feed some of them."""
        self.google, self.runtime, self.trial = google, runtime, trial
        self.desk = Desk(runtime)
        self.chance = random.Random(trial.seed)  # noqa: S311 (no secret)
        self.sheets = [load_file(google, ARTICLE) for _ in range(trial.workbooks)]
        for sheet in self.sheets:
            self.desk.add(sheet, Wishes())
        self.fed = self.sheets[:_FED]
        self.secrets = {
            sheet: self.desk.set_hook(sheet, "zapier", "interactions", fresh=True)[1] for sheet in self.fed
        }
        self.services = [Service({}, folder / f"service-{n}.log") for n in range(trial.workers)]
        self.found = Found(posted={sheet: [] for sheet in self.fed})
        self._posting = threading.Event()

    def run(self) -> Found:
        """Kill, post, wait, and look."""
        start = time.monotonic()
        for service in self.services:
            service.start()
        try:
            posters = [threading.Thread(target=self._post, args=(sheet,)) for sheet in self.fed]
            for poster in posters:
                poster.start()
            self._kill()
            self._posting.set()
            for poster in posters:
                poster.join(PATIENCE_S)
            self._drain()
        finally:
            for service in self.services:
                service.kill()
        self._look()
        self.found.seconds = round(time.monotonic() - start, 1)
        return self.found

    def _kill(self) -> None:
        """Kill a service at random moments; the workbooks become due meanwhile, one after the other."""
        due = list(self.sheets)
        each = max(len(due) // max(self.trial.kills, 1), 1)
        for _ in range(self.trial.kills):
            with self.runtime.engine.begin() as connection:
                for sheet in [due.pop() for _ in range(min(each, len(due)))]:
                    change(connection, sheet, next_due=datetime.now(UTC))
            victim = self.chance.choice(self.services)
            time.sleep(self.chance.uniform(0.05, 1.2))
            victim.kill()
            self.found.kills += 1
            # Now and then it is killed again before it even answers.
            victim.start(wait=self.chance.random() < 0.7)
        for service in self.services:
            service.wait()
        with self.runtime.engine.begin() as connection:
            for sheet in due:
                change(connection, sheet, next_due=datetime.now(UTC) - timedelta(minutes=1))

    def _post(self, sheet: str) -> None:
        """Send events of a workbook one after the other, some of them again, until each is taken."""
        chance = random.Random(f"{self.trial.seed}-{sheet}")  # noqa: S311 (no secret)
        sent = self.found.posted[sheet]
        for number in range(self.trial.events // _FED):
            name = f"evt-{number}"
            self._until_taken(sheet, name)
            sent.append(name)
            if chance.random() < 0.3:
                self.found.repeats_sent += 1
                self._until_taken(sheet, chance.choice(sent))
            if not self._posting.is_set():
                time.sleep(chance.uniform(0, 0.4))

    def _until_taken(self, sheet: str, name: str) -> None:
        row = {"date": "2026-09-20", "account": "Alizé", "type": "webinaire", "event_id": name}
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            try:
                answer = requests.post(
                    f"{random.choice(self.services).url}/hooks/zapier",  # noqa: S311 (no secret)
                    json=row,
                    headers={"Authorization": f"Bearer {self.secrets[sheet]}"},
                    timeout=10,
                )
            except requests.RequestException:
                time.sleep(0.1)
                continue
            if answer.status_code == requests.codes.accepted:
                return
            time.sleep(0.1)
        raise TimeoutError(name)

    def _drain(self) -> None:
        """Wait until nothing is left to do."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            with self.runtime.engine.begin() as connection:
                left = count_pending(connection) + count_waiting(connection)
                due = [get_workbook(connection, sheet).next_due for sheet in self.sheets]
            if not left and all(each and each > datetime.now(UTC) for each in due):
                return
            time.sleep(0.2)

    def _look(self) -> None:
        for sheet in self.sheets:
            self._look_at_runs(sheet)
            self._look_at_dashboard(sheet)
        for sheet in self.fed:
            self._look_at_rows(sheet)

    def _look_at_runs(self, sheet: str) -> None:
        with self.runtime.engine.begin() as connection:
            states = [run.state for run in list_runs(connection, sheet, limit=100)]
        self.found.not_refreshed += "done" not in states
        self.found.failed_runs += states.count("failed")

    def _look_at_rows(self, sheet: str) -> None:
        header, *rows = values(self.google, sheet, "Interactions")
        column = [str(name).strip() for name in header].index("Identifiant")
        names = [row[column] for row in rows if len(row) > column and str(row[column]).startswith("evt-")]
        counts, wanted = Counter(names), self.found.posted[sheet]
        self.found.missing += sum(not counts[name] for name in wanted)
        self.found.doubled += sum(count > 1 for count in counts.values())
        self.found.disordered += names != sorted(names, key=lambda name: int(name.removeprefix("evt-")))

    def _look_at_dashboard(self, sheet: str) -> None:
        """Refresh it once more: but for the stamp, nothing may be different."""
        if sheet in self.fed:
            return
        before = self._outputs(sheet)
        refresh(open_robot(self.google, sheet))
        self.found.half_written += before != self._outputs(sheet)

    def _outputs(self, sheet: str) -> dict[str, list[list[object]]]:
        words = catalogue("fr")
        keys = ("account_view", "analysis", "review", "definitions", "quality")
        found = {key: values(self.google, sheet, words.title(key)) for key in keys}
        # The first rows of the dashboard say when it was made.
        return found | {"dashboard": values(self.google, sheet, words.title("dashboard"))[5:]}


def endure(trial: Trial, database: str | None = None) -> Found:
    """Try the service, on SQLite unless a database is given."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        google = stack.enter_context(local_google())
        stack.enter_context(patch.dict(os.environ, _environment(google, folder, database)))
        runtime = prepare(read_configuration())
        stack.callback(runtime.engine.dispose)
        return Endurance(google, runtime, trial, folder).run()


def _environment(google: LocalGoogle, folder: Path, database: str | None) -> dict[str, str]:
    return {
        "ABM_SHEETS_GOOGLE_URL": google.url,
        "ABM_SHEETS_GOOGLE_MINUTE": str(MINUTE_S),
        "ABM_SHEETS_CREDENTIALS": str(key_file(google, folder)),
        "ABM_SHEETS_DATABASE_URL": database or f"sqlite:///{folder / 'service.sqlite'}",
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a trial and print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.service.endurance")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--events", type=int, default=500)
    parser.add_argument("--workbooks", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true", help="two workers on a PostgreSQL of its own")
    given = parser.parse_args(arguments)
    trial = Trial(given.kills, given.events, given.workbooks, 2 if given.postgres else 1, given.seed)
    with ExitStack() as stack:
        database = stack.enter_context(postgres()) if given.postgres else None
        found = endure(trial, database)
    sys.stdout.write(f"{'PostgreSQL, two workers' if given.postgres else 'SQLite'}: {trial}\n{found}\n")
    sys.stdout.write("right\n" if found.is_right else "WRONG\n")
    return not found.is_right


if __name__ == "__main__":
    sys.exit(main())
