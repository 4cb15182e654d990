"""A worker: the durable jobs, running in this process for as long as it lives, and its accounts at Google."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from dbos import DBOS, DBOSConfiguredInstance
from google.auth.credentials import Credentials

from abm_sheets.errors.google import SharedWithNoneError
from abm_sheets.language import catalogue
from abm_sheets.service.beat import Ticker
from abm_sheets.service.channels import get_ready
from abm_sheets.service.configuration import Configuration
from abm_sheets.service.database import metadata, open_database
from abm_sheets.service.jobs.feeds import attempt_feed, settle_feed
from abm_sheets.service.jobs.messages import check_alerts, put_off, send_message
from abm_sheets.service.jobs.queue import (
    APPLICATION,
    INSTANCE,
    SERIALIZER,
    VERSION,
    Failure,
    Refreshed,
    Sending,
    cancel_pickled,
    open_queue,
    register_queues,
)
from abm_sheets.service.jobs.refreshes import Runtime, attempt_run, settle_run
from abm_sheets.service.sealing import count_unreadable, is_open
from abm_sheets.service.slots import slots_of
from abm_sheets.service.store.workbooks import account_of, by_load, change, release_accounts
from abm_sheets.service.telemetry import run_named
from abm_sheets.workbook.google.address import Use
from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.google.credentials import credentials_paths, first_with_access, load_all, share
from abm_sheets.workbook.google.drive import own_address
from abm_sheets.workbook.google.session import email_of
from abm_sheets.workbook.google.spreadsheet import GoogleWorkbook

_UNTIL_THE_DATABASE_ANSWERS = 8
"""Attempts of a step that only the database can fail."""


@DBOS.dbos_class()
class Jobs(DBOSConfiguredInstance):
    """The workflows, bound to what they work with."""

    def __init__(self, runtime: Runtime) -> None:
        """Bind what jobs run with; a process has one such object, found again by its name."""
        self.runtime = runtime
        super().__init__(INSTANCE)

    @DBOS.workflow(name="refresh", max_recovery_attempts=None)
    def refresh(self, run: str, attempt: int) -> None:
        """One attempt of a run, and what follows from it."""
        with run_named(run):
            outcome = self.attempt_run(run)
            if outcome is not None:
                self.settle_run(run, attempt, outcome)

    @DBOS.workflow(name="feed", max_recovery_attempts=None)
    def feed(self, workbook: str, name: str) -> None:
        """Write the next rows received for a workbook."""
        with run_named(name):
            self.settle_feed(workbook, name, self.attempt_feed(workbook, name))

    @DBOS.workflow(name="message", max_recovery_attempts=None)
    def message(self, sending: dict[str, Any]) -> None:
        """One attempt to send a message or an alert, and what follows from it."""
        with run_named(sending["name"]):
            if not self.send_message(sending):
                self.put_off(sending)

    @DBOS.step(name="attempt_run")
    def attempt_run(self, run: str) -> dict[str, Any] | None:
        """Read, compute, write: a step that may be repeated."""
        outcome = attempt_run(self.runtime, run)
        return None if outcome is None else outcome.model_dump(mode="json")

    @DBOS.step(name="settle_run", retries_allowed=True, max_attempts=_UNTIL_THE_DATABASE_ANSWERS)
    def settle_run(self, run: str, attempt: int, outcome: dict[str, Any]) -> None:
        """Note how an attempt went."""
        settle_run(self.runtime, run, attempt, _read(outcome))

    @DBOS.step(name="attempt_feed", retries_allowed=True, max_attempts=_UNTIL_THE_DATABASE_ANSWERS)
    def attempt_feed(self, workbook: str, name: str) -> dict[str, Any] | str | None:
        """Write rows and read them back: a step that may be repeated."""
        outcome = attempt_feed(self.runtime, workbook, name)
        return outcome.model_dump(mode="json") if isinstance(outcome, Failure) else outcome

    @DBOS.step(name="settle_feed", retries_allowed=True, max_attempts=_UNTIL_THE_DATABASE_ANSWERS)
    def settle_feed(self, workbook: str, name: str, outcome: Any) -> None:
        """Note what is written."""
        read = Failure.model_validate(outcome) if isinstance(outcome, dict) else outcome
        settle_feed(self.runtime, workbook, name, read)

    @DBOS.step(name="send_message", retries_allowed=True, max_attempts=_UNTIL_THE_DATABASE_ANSWERS)
    def send_message(self, sending: dict[str, Any]) -> bool:
        """Send a message: a channel that took it is not sent it again."""
        return send_message(self.runtime.engine, Sending.model_validate(sending))

    @DBOS.step(name="put_off", retries_allowed=True, max_attempts=_UNTIL_THE_DATABASE_ANSWERS)
    def put_off(self, sending: dict[str, Any]) -> None:
        """Have a message sent again later."""
        runtime = self.runtime
        put_off(runtime.engine, runtime.queue, Sending.model_validate(sending), runtime.configuration.minute)


def _read(outcome: dict[str, Any]) -> Refreshed | Failure:
    return Refreshed.model_validate(outcome) if "digests" in outcome else Failure.model_validate(outcome)


LOG = logging.getLogger(__name__)

_LAST_SECONDS = 8
"""How long jobs in progress may take to end when the service is stopped; the others are resumed later."""

_LAST_BEAT = 2


def prepare(configuration: Configuration) -> Runtime:
    """What jobs work with: database, queue, and the service's own account.

    Raises:
        InvalidAlertError: an address for alerts is of no kind that is known.
        DatabaseUnreachableError: the database does not answer.
        GoogleError: there are no usable credentials.

    """
    check_alerts(configuration.alerts)
    engine = open_database(configuration.database, configuration.secret_keys)
    # Kept for all jobs: each would else ask for a token of its own.
    credentials = load_all(Use.WRITE, configuration.credentials)
    fleet = Fleet(engine, credentials)

    account = own_address(GoogleClient(credentials[0]))
    return Runtime(
        engine, open_queue(engine), configuration, fleet.open, account, fleet.reassign, fleet.shares
    )


def _warn(runtime: Runtime) -> None:
    """Say once in the log what an administrator had better mend."""
    words = catalogue(runtime.configuration.language)
    with runtime.engine.begin() as connection:
        unreadable = count_unreadable(connection, metadata.tables.values())
    for path in filter(is_open, credentials_paths(runtime.configuration.credentials)):
        LOG.warning("others may read the key %s: run chmod 600 on it", path)
    if unreadable:
        LOG.warning("%s", words.text("service.unreadable", unreadable))


@contextmanager
def working(runtime: Runtime) -> Iterator[str]:
    """Take jobs up for the length of a block; gives the worker's name.

    Raises:
        TooManyWorkersError: too many workers share the database.

    """
    _warn(runtime)
    slots = slots_of(runtime.engine)
    name = slots.take()
    get_ready()
    with runtime.engine.begin() as connection:
        release_accounts(connection, list(runtime.shares))
    cancel_pickled(runtime.engine)
    DBOS(
        config={
            "name": APPLICATION,
            "system_database_engine": runtime.engine,
            "application_version": VERSION,
            "executor_id": name,
            "log_level": "WARNING",
            "run_migrations": True,
            "serializer": SERIALIZER,
        }
    )
    Jobs(runtime)
    DBOS.launch()
    register_queues(runtime.configuration, runtime.shares)
    ticker = Ticker(runtime, slots)
    ticker.start()
    LOG.info("%s works", name)
    try:
        yield name
    finally:
        ticker.stop()
        ticker.join(_LAST_BEAT)
        DBOS.destroy(workflow_completion_timeout_sec=_LAST_SECONDS)
        slots.leave()


class Fleet:
    """One account or several; which one a workbook keeps to is in the service's database."""

    def __init__(self, engine: sa.Engine, accounts: Sequence[Credentials]) -> None:
        """Name the accounts by their addresses."""
        self._engine = engine
        self._accounts = {email_of(account): account for account in accounts}

    @property
    def addresses(self) -> Sequence[str]:
        """The addresses of the accounts where there are several, to one of which each workbook keeps."""
        return list(self._accounts) if len(self._accounts) > 1 else []

    @property
    def shares(self) -> Mapping[str, int]:
        """What each of several accounts may read, or write, in a minute."""
        found = dict(zip(self._accounts, share(list(self._accounts.values())), strict=True))
        return found if self.addresses else {}

    def open(self, workbook: str) -> GoogleWorkbook:
        """A workbook as its account opens it.

        Raises:
            SharedWithNoneError: it has none yet, and is shared with none of several.

        """
        return GoogleWorkbook(GoogleClient(self._account(workbook)), workbook)

    def reassign(self, workbook: str) -> bool:
        """Give a workbook that lost its account's access another one; False where there is no other.

        Raises:
            SharedWithNoneError: it is shared with none of several.

        """
        if self.addresses:
            self._choose(workbook)
        return bool(self.addresses)

    def _account(self, workbook: str) -> Credentials:
        if not self.addresses:
            return next(iter(self._accounts.values()))
        with self._engine.begin() as connection:
            kept = account_of(connection, workbook)
        return self._accounts.get(kept or "") or self._choose(workbook)

    def _choose(self, workbook: str) -> Credentials:
        """Of the accounts that may edit a workbook, the one with the fewest others; kept if it is served."""
        with self._engine.begin() as connection:
            order = by_load(connection, self._accounts)
        found = first_with_access(workbook, [self._accounts[email] for email in order])
        if found is None:
            raise SharedWithNoneError(email=", ".join(self._accounts))
        with self._engine.begin() as connection:
            change(connection, workbook, account=email_of(found))
        return found
