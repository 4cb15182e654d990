"""The queue of jobs: what waits is kept in the service's database, within the caller's transaction."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

import sqlalchemy as sa
from dbos import DBOS, DBOSClient, DBOSPortableJSONSerializer, EnqueueOptions, _serialization
from pydantic import BaseModel, ConfigDict

from abm_sheets.errors import AbmSheetsError, AlreadyClaimedError
from abm_sheets.errors.google import GoogleUnavailableError, QuotaError, UnclearWriteError
from abm_sheets.errors.incoming import UnforeseenError
from abm_sheets.language import LANGUAGES
from abm_sheets.outputs.message import Message
from abm_sheets.service.configuration import Configuration
from abm_sheets.service.store.workbooks import account_of
from abm_sheets.story.digest import Digest

_PASSING = (GoogleUnavailableError, QuotaError, UnclearWriteError, AlreadyClaimedError, UnforeseenError)
"""Failures that may be over when the job is tried again."""

LOG = logging.getLogger(__name__)
SERIALIZER = DBOSPortableJSONSerializer()
_OVER = ("SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")
APPLICATION = "abm-sheets"
VERSION = "2"
"""The version of the jobs' steps: jobs begun under one are not resumed under another."""

CLASS, INSTANCE = "Jobs", "service"
"""How the jobs are found again by a worker that resumes them."""

GOOGLE, MESSAGES = "google", "messages"
"""The queues of what calls Google, one at a time for a workbook, and of what is sent, one for an address."""

STARTED_A_MINUTE = 29
"""Jobs that may start within a minute: two reads and one write each keep below Google's sixty."""

_READS = 2
"""What a refresh reads; it writes once."""

_AT_ONCE = 8
_MESSAGES_AT_ONCE = 8


class Failure(BaseModel):
    """A failure's sentence in each language, and whether it may pass by itself."""

    model_config = ConfigDict(frozen=True)

    sentence: Mapping[str, str]
    passing: bool


class Refreshed(BaseModel):
    """What a refresh gives: the workbook's title and settings, and the digest in each language.

    `messages` are those to send, one for each role that the workbook's channels are of; `currencies` are as
    in `Learnt`. `unread` has, by system, why it could not be read, in each language.
    """

    model_config = ConfigDict(frozen=True)

    title: str
    locale: str
    zone: str
    rows: int
    issues: int
    digests: Mapping[str, Digest]
    messages: Sequence[Message] = ()
    currencies: Mapping[str, str] = {}
    unread: Mapping[str, Mapping[str, str]] = {}


def failure_of(error: Exception) -> Failure:
    """A failure as it is kept; what nobody foresaw is named by its kind only."""
    known = error if isinstance(error, AbmSheetsError) else UnforeseenError(reason=type(error).__name__)
    sentences = {language: known.sentence(language) for language in LANGUAGES}
    return Failure(sentence=sentences, passing=isinstance(known, _PASSING))


class Sending(BaseModel):
    """A message, where it goes, and how often that was tried, this time included.

    `name` is the same for all that a channel is sent of one week. It goes to the channel of a number, if it
    is still wanted then, else to a sealed address; `place` distinguishes addresses, and no more.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    place: str
    message: Message
    channel: int | None = None
    address: str = ""
    attempt: int = 1

    @property
    def again(self) -> Sending:
        """The next attempt."""
        return self.model_copy(update={"attempt": self.attempt + 1})


class _NoPickles(_serialization.DefaultSerializer):
    """What DBOS takes for a row that says of itself that it is a pickle, whatever serializer it was given."""

    def serialize(self, data: Any) -> NoReturn:
        """Refuse."""
        raise TypeError(type(data).__name__)

    def deserialize(self, serialized_data: str) -> NoReturn:  # noqa: ARG002 (it is not even looked at)
        """Refuse: whoever can write the database could have anything run."""
        raise TypeError(self.name())


def refuse_pickles() -> None:
    """Have DBOS open no pickle in this process: it has no setting for that."""
    _serialization.DBOSDefaultSerializer = _NoPickles()


def cancel_pickled(engine: sa.Engine) -> int:
    """Cancel the jobs that an earlier version left as pickles; how many there were.

    Refreshes, and rows to write, get new jobs within minutes; an alert or a message on its way is lost.
    """
    schema = "dbos" if engine.dialect.name == "postgresql" else None
    names = ("status", "serialization")
    jobs = sa.table("workflow_status", *map(sa.column, names), schema=schema)
    left = jobs.c.status.not_in(_OVER) & jobs.c.serialization.is_distinct_from(SERIALIZER.name())
    with engine.begin() as connection:
        cancelled = int(connection.execute(jobs.update().where(left).values(status="CANCELLED")).rowcount)
    if cancelled:
        LOG.warning("jobs of an earlier version cancelled, to be made anew: %d", cancelled)
    return cancelled


@dataclass(frozen=True)
class Queue:
    """Where jobs are put; workers, in this process or another, take them from there."""

    client: DBOSClient

    def refresh(
        self, connection: sa.Connection, run: str, workbook: str, attempt: int, delay: float = 0
    ) -> None:
        """Have a run attempted once more."""
        options = _options("refresh", refresh_name(run, attempt), delay)
        options["queue_name"] = queue_of(account_of(connection, workbook))
        options["queue_partition_key"] = workbook
        self.client.enqueue_in_transaction(connection, options, run, attempt)

    def feed(self, connection: sa.Connection, workbook: str, name: str, delay: float) -> None:
        """Have the rows that wait for a workbook written, as a job of that name."""
        options = _options("feed", name, delay)
        options["queue_name"] = queue_of(account_of(connection, workbook))
        options["queue_partition_key"] = workbook
        self.client.enqueue_in_transaction(connection, options, workbook, name)

    def message(self, connection: sa.Connection, sending: Sending, delay: float = 0) -> None:
        """Have a message or an alert sent, once for a name and an attempt."""
        options = _options("message", f"{sending.name}-{sending.attempt}", delay)
        options["queue_name"] = MESSAGES
        options["queue_partition_key"] = sending.place
        self.client.enqueue_in_transaction(connection, options, sending.model_dump(mode="json"))

    def alive(self, names: Sequence[str]) -> set[str]:
        """Those of some jobs that wait or run."""
        if not names:
            # DBOS would list every job there is.
            return set()
        found = self.client.list_workflows(workflow_ids=list(names), load_input=False, load_output=False)
        return {job.workflow_id for job in found if job.status not in _OVER}


def refresh_name(run: str, attempt: int) -> str:
    """The name of the job that is an attempt of a run."""
    return f"refresh-{run}-{attempt}"


def open_queue(engine: sa.Engine) -> Queue:
    """The queue of a database that `open_database` opened."""
    refuse_pickles()
    return Queue(
        DBOSClient(
            system_database_engine=engine,
            application_name=APPLICATION,
            serializer=SERIALIZER,
            # Who asks learns at once that the database is out, rather than kept until it is back.
            retry_connection_errors=False,
        )
    )


def queue_of(account: str | None) -> str:
    """The queue of what calls Google as an account; each has its own quota."""
    return f"{GOOGLE}-{account}" if account else GOOGLE


def register_queues(configuration: Configuration, shares: Mapping[str, int]) -> None:
    """Say how the queues are worked through, on all workers together.

    `shares` is what each of several accounts may read, or write, in a minute.
    """
    at_once = max(2, _AT_ONCE * 2 // len(shares)) if shares else _AT_ONCE
    limits = {queue_of(account): each // _READS - 1 for account, each in shares.items()}
    for name, limit in {GOOGLE: STARTED_A_MINUTE, **limits}.items():
        DBOS.register_queue(
            name,
            worker_concurrency=at_once,
            partition_concurrency=1,
            limiter={"limit": max(1, limit), "period": configuration.minute},
            polling_interval_sec=configuration.poll,
            on_conflict="always_update",
        )
    DBOS.register_queue(
        MESSAGES,
        worker_concurrency=_MESSAGES_AT_ONCE,
        partition_concurrency=1,
        polling_interval_sec=configuration.poll,
        on_conflict="always_update",
    )


def _options(workflow: str, name: str, delay: float = 0) -> EnqueueOptions:
    options: EnqueueOptions = {
        "workflow_name": workflow,
        "queue_name": GOOGLE,
        "workflow_id": name,
        "class_name": CLASS,
        "instance_name": INSTANCE,
        "app_version": VERSION,
    }
    return {**options, "delay_seconds": delay} if delay else options
