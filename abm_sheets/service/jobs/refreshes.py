"""One attempt of a refresh, and what follows from how it went."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar

import sqlalchemy as sa

from abm_sheets.errors import AbmSheetsError
from abm_sheets.errors.google import ExpiredCredentialsError, NotSharedError, SpreadsheetNotFoundError
from abm_sheets.intake.sources.live import find_live
from abm_sheets.intake.sources.reading import Access, System
from abm_sheets.intake.synchronisation import Source, Synchronised, sources_of, synchronise_all
from abm_sheets.language import LANGUAGES
from abm_sheets.metrics.scope import first_day
from abm_sheets.outputs.message import Role
from abm_sheets.refresh import Options, examine
from abm_sheets.refresh import run as run_refresh
from abm_sheets.service import telemetry
from abm_sheets.service.configuration import Configuration
from abm_sheets.service.jobs.messages import queue_alert, queue_messages, readers, write_messages
from abm_sheets.service.jobs.queue import Failure, Queue, Refreshed, failure_of
from abm_sheets.service.schedule import MONDAY_AT_NINE, stale_after
from abm_sheets.service.store.runs import PENDING, Run, change_run, find_run
from abm_sheets.service.store.systems import Keyed, list_keys, note_failing
from abm_sheets.service.store.workbooks import Learnt, Served, change, find_workbook, hold, learn
from abm_sheets.story.digest import digest
from abm_sheets.tables import read_tables
from abm_sheets.tables.sources import Mirror
from abm_sheets.upkeep.setup import set_up
from abm_sheets.workbook.google.address import own_address
from abm_sheets.workbook.google.spreadsheet import GoogleWorkbook
from abm_sheets.workbook.interface import Snapshot

LOG = logging.getLogger(__name__)

ATTEMPTS = 5
_PAUSES = (0.5, 2, 8, 30)
"""Minutes of Google's between the attempts of a run."""

OURSELVES = "abm-sheets"
"""Who asked for what nobody asked for."""

Opening = Callable[[str], GoogleWorkbook]
"""Opens a workbook by its id, under the service's own account."""


Done = TypeVar("Done")


def _alone(workbook: str) -> bool:
    """There is no account but one."""
    del workbook
    return False


@dataclass(frozen=True)
class Runtime:
    """What the jobs work with; `account` is the address of the service's own account, or of the first.

    `reassign` gives a workbook that lost its account's access another of several, if there are. `shares`
    is what each of several accounts may read, or write, in a minute.
    """

    engine: sa.Engine
    queue: Queue
    configuration: Configuration
    open_workbook: Opening
    account: str
    reassign: Callable[[str], bool] = _alone
    shares: Mapping[str, int] = field(default_factory=dict)

    def as_its_account(self, workbook: str, work: Callable[[GoogleWorkbook], Done]) -> Done:
        """Do something with a workbook, once more with another account where its own may not any more."""
        try:
            return work(self.open_workbook(workbook))
        except (NotSharedError, SpreadsheetNotFoundError, ExpiredCredentialsError):
            if not self.reassign(workbook):
                raise
        return work(self.open_workbook(workbook))


def attempt_run(runtime: Runtime, run_id: str) -> Refreshed | Failure | None:
    """Read, compute and write a workbook; None where the run, or its workbook, is no more wanted.

    It may be repeated at any moment: each time, the workbook becomes what a refresh makes of it.
    """
    now = datetime.now(UTC)
    with runtime.engine.begin() as connection:
        run = find_run(connection, run_id)
        served = None if run is None else find_workbook(connection, run.workbook)
        if run is None or served is None or run.state not in PENDING:
            return None
        change_run(connection, run_id, state="running", started=run.started or now)
        roles, keys = readers(connection, run), list_keys(connection, served.id)
    try:
        with telemetry.timed("refresh"):
            return runtime.as_its_account(
                served.id, lambda opened: _refresh(opened, (run, served), roles, keys)
            )
    except Exception as error:  # noqa: BLE001 (whatever it is, the run goes on to its end)
        return _failed(error, run)


def _failed(error: Exception, run: Run) -> Failure:
    failure = failure_of(error)
    # Where nobody foresaw it, the place where it happened is what helps.
    foreseen = isinstance(error, AbmSheetsError)
    LOG.warning("attempt failed: %s", type(error).__name__, exc_info=None if foreseen else error)
    telemetry.FAILURES.labels(run.trigger, type(error).__name__).inc()
    return failure


def _refresh(
    workbook: GoogleWorkbook,
    about: tuple[Run, Served],
    roles: Sequence[Role | None],
    keys: Mapping[str, Keyed],
) -> Refreshed:
    run, served = about
    now = datetime.now(UTC)
    begun = True
    try:
        if run.trigger == "setup":
            set_up(workbook, None, now.year)
            # A sheet in which nothing has begun gets no dashboard of zeros.
            begun = first_day(read_tables(workbook.read(), now)) is not None
        fresh = stale_after(served.schedule or MONDAY_AT_NINE, served.clock, now)
        sources = _Sources(keys, now)
        by = run.who or OURSELVES
        options = Options(now=now, by=by, stale_after=fresh, incoming=sources.read)
        view = run_refresh(workbook, **options)[0] if begun else examine(workbook, **options)
    finally:
        telemetry.count_calls(workbook.client.calls)
    settings = view.tables.settings
    return Refreshed(
        title=workbook.name,
        locale=settings.locale,
        zone=str(settings.zone),
        rows=view.tables.rows_read,
        issues=len(view.report.issues),
        digests={language: digest(view, language, begun=begun) for language in LANGUAGES},
        messages=write_messages(view, served.id, roles),
        currencies=view.tables.currencies,
        unread={system: failure_of(error).sentence for system, error in sources.found.failures.items()},
    )


class _Sources:
    """The systems of a workbook, read once it is; one that cannot be stops no refresh."""

    def __init__(self, keys: Mapping[str, Keyed], now: datetime) -> None:
        self._keys = keys
        self._now = now
        self.found = Synchronised()

    def read(self, snapshot: Snapshot) -> Mapping[str, Mirror]:
        if self._keys:
            known = [source for source in sources_of(snapshot) if source.system in self._keys]
            self.found = synchronise_all(snapshot, known, self._open, self._now)
        return self.found.incoming

    def _open(self, source: Source, language: str) -> System:
        live = find_live(source.system)
        address = own_address(live.variable, os.environ)
        secrets = self._keys[source.system].secrets
        return live.open(Access(secrets, self._now, source.options, language, address))


def settle_run(runtime: Runtime, run_id: str, attempt: int, outcome: Refreshed | Failure) -> None:
    """Note how an attempt went and ask for what follows: another one, an alert, nothing.

    All of it, or none, whatever happens meanwhile; done again, it changes nothing more.
    """
    now = datetime.now(UTC)
    with runtime.engine.begin() as connection:
        asked = find_run(connection, run_id)
        if asked is None or not hold(connection, asked.workbook):
            return
        run, served = find_run(connection, run_id), find_workbook(connection, asked.workbook)
        if run is None or served is None or run.attempts >= attempt or run.state not in PENDING:
            return
        change_run(connection, run_id, attempts=attempt)
        if isinstance(outcome, Refreshed):
            _succeeded(connection, runtime, (run, served), outcome, now)
        elif outcome.passing and attempt < ATTEMPTS:
            change_run(connection, run_id, state="queued", failure=dict(outcome.sentence))
            pause = _PAUSES[attempt - 1] * runtime.configuration.minute
            runtime.queue.refresh(connection, run_id, served.id, attempt + 1, pause)
        else:
            _given_up(connection, runtime, (run, served), outcome, now)


def _succeeded(
    connection: sa.Connection, runtime: Runtime, about: tuple[Run, Served], found: Refreshed, now: datetime
) -> None:
    run, served = about
    change_run(
        connection,
        run.id,
        state="done",
        ended=now,
        failure=None,
        row_count=found.rows,
        issue_count=found.issues,
    )
    learnt = Learnt(found.title, found.locale, found.zone, found.digests, found.currencies)
    learn(connection, served, learnt, now)
    telemetry.RUNS.labels(run.trigger, "done").inc()
    if served.failing_since is not None:
        queue_alert(connection, runtime, f"alert-{run.id}", served.id, "refresh_again")
    for system, keyed in list_keys(connection, served.id).items():
        why = found.unread.get(system)
        note_failing(connection, served.id, system, (keyed.failing_since or now) if why else None)
        if why and keyed.failing_since is None:
            name = f"alert-{run.id}-{system}"
            queue_alert(connection, runtime, name, served.id, "source_failed", why)
    queue_messages(connection, runtime.queue, about, found.messages)


def _given_up(
    connection: sa.Connection, runtime: Runtime, about: tuple[Run, Served], failure: Failure, now: datetime
) -> None:
    run, served = about
    change_run(connection, run.id, state="failed", ended=now, failure=dict(failure.sentence))
    telemetry.RUNS.labels(run.trigger, "failed").inc()
    if served.failing_since is None:
        change(connection, served.id, failing_since=now)
        queue_alert(connection, runtime, f"alert-{run.id}", served.id, "refresh_failed")
