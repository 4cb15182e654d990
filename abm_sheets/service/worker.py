"""A worker: the durable jobs, running in this process for as long as it lives, and its accounts at Google."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import sqlalchemy as sa
from dbos import DBOS
from google.auth.credentials import Credentials

from abm_sheets.errors.google import SharedWithNoneError
from abm_sheets.language import catalogue
from abm_sheets.service.beat import Ticker
from abm_sheets.service.channels import get_ready
from abm_sheets.service.configuration import Configuration
from abm_sheets.service.database import metadata, open_database
from abm_sheets.service.jobs.messages import check_alerts
from abm_sheets.service.jobs.queue import (
    APPLICATION,
    SERIALIZER,
    VERSION,
    cancel_pickled,
    open_queue,
    register_queues,
)
from abm_sheets.service.jobs.refreshes import Runtime
from abm_sheets.service.jobs.workflows import Jobs
from abm_sheets.service.sealing import count_unreadable, is_open
from abm_sheets.service.slots import slots_of
from abm_sheets.service.store.workbooks import account_of, by_load, change, release_accounts
from abm_sheets.workbook.google.address import Use
from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.google.credentials import credentials_paths, first_with_access, load_all, share
from abm_sheets.workbook.google.drive import own_address
from abm_sheets.workbook.google.session import email_of
from abm_sheets.workbook.google.spreadsheet import GoogleWorkbook

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
