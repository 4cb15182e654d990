"""A worker: the durable jobs, running in this process for as long as it lives."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from dbos import DBOS

from abm_sheets.language import catalogue
from abm_sheets.service.alerts import check_alerts
from abm_sheets.service.configuration import Configuration
from abm_sheets.service.database import metadata, open_database
from abm_sheets.service.delivery import get_ready
from abm_sheets.service.fleet import Fleet
from abm_sheets.service.jobs.keeping import SERIALIZER, cancel_pickled
from abm_sheets.service.jobs.queue import APPLICATION, VERSION, open_queue, register_queues
from abm_sheets.service.jobs.refreshing import Parts
from abm_sheets.service.jobs.workflows import Jobs
from abm_sheets.service.private import is_open
from abm_sheets.service.sealing import count_unreadable
from abm_sheets.service.slots import slots_of
from abm_sheets.service.store.workbooks import release_accounts
from abm_sheets.service.ticking import Ticker
from abm_sheets.workbook.google.address import Use
from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.google.credentials import credentials_paths, load_all
from abm_sheets.workbook.google.drive import own_address

LOG = logging.getLogger(__name__)

_LAST_SECONDS = 8
"""How long jobs in progress may take to end when the service is stopped; the others are resumed later."""

_LAST_BEAT = 2


def prepare(configuration: Configuration) -> Parts:
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
    return Parts(engine, open_queue(engine), configuration, fleet.open, account, fleet.reassign, fleet.shares)


def _warn(parts: Parts) -> None:
    """Say once in the log what an administrator had better mend."""
    words = catalogue(parts.configuration.language)
    with parts.engine.begin() as connection:
        unreadable = count_unreadable(connection, metadata.tables.values())
    for path in filter(is_open, credentials_paths(parts.configuration.credentials)):
        LOG.warning("others may read the key %s: run chmod 600 on it", path)
    if unreadable:
        LOG.warning("%s", words.text("service.unreadable", unreadable))


@contextmanager
def working(parts: Parts) -> Iterator[str]:
    """Take jobs up for the length of a block; gives the worker's name.

    Raises:
        TooManyWorkersError: too many workers share the database.

    """
    _warn(parts)
    slots = slots_of(parts.engine)
    name = slots.take()
    get_ready()
    with parts.engine.begin() as connection:
        release_accounts(connection, list(parts.shares))
    cancel_pickled(parts.engine)
    DBOS(
        config={
            "name": APPLICATION,
            "system_database_engine": parts.engine,
            "application_version": VERSION,
            "executor_id": name,
            "log_level": "WARNING",
            "run_migrations": True,
            "serializer": SERIALIZER,
        }
    )
    Jobs(parts)
    DBOS.launch()
    register_queues(parts.configuration, parts.shares)
    ticker = Ticker(parts, slots)
    ticker.start()
    LOG.info("%s works", name)
    try:
        yield name
    finally:
        ticker.stop()
        ticker.join(_LAST_BEAT)
        DBOS.destroy(workflow_completion_timeout_sec=_LAST_SECONDS)
        slots.leave()
