"""The service's database: what is about running, never what the workbooks hold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import SQLITE_BUSY, OperationalError
from typing import Any

import sqlalchemy as sa
from dbos import DBOS
from sqlalchemy import event
from sqlalchemy.engine import Dialect, ExceptionContext
from sqlalchemy.exc import SQLAlchemyError
from tenacity import Retrying, retry_if_exception, stop_after_delay, wait_random

from abm_sheets.errors import AbmSheetsError
from abm_sheets.errors.incoming import DatabaseUnreachableError, TooLongError
from abm_sheets.service.sealing import Sealed, make_empty, narrow, reseal, seal_with

_SHOWN = 40
_BUSY_MS, _STARTING_S = 8_000, 30
"""How long a process waits for another's write on SQLite, and for others that start with it."""

_LOCKED_S, _LONGEST_S, _CONNECTING_S = 8, 30, 5
"""How long PostgreSQL waits for another's lock, works on one statement, and may take to be reached.

Who calls is answered within the ten seconds that the doors wait for.
"""

_OF_STATEMENTS = (sa.exc.DataError, sa.exc.IntegrityError)  # a statement's own fault

metadata = sa.MetaData()
pulse = sa.Table(
    "abm_pulse",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("beat", sa.Integer, nullable=False),
)
"""What is written to see whether anything can be."""


class Short(sa.types.TypeDecorator[str]):
    """A text of so many characters at most: SQLite would keep more, and PostgreSQL fail."""

    impl = sa.String
    cache_ok = True

    def __init__(self, most: int) -> None:
        """Bound the text."""
        super().__init__(most)
        self.most = most

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Refuse a text that is longer.

        Raises:
            TooLongError: it is.

        """
        del dialect
        if value is not None and len(value) > self.most:
            raise TooLongError(value=f"{value[:_SHOWN]}…", limit=self.most)
        return value


class Moment(sa.types.TypeDecorator[datetime]):
    """A moment, kept in UTC on every database, and always given with its zone."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Bring a moment to UTC."""
        del dialect
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Give the moment its zone back."""
        del dialect
        return None if value is None else value.replace(tzinfo=UTC)


def _is_busy(failure: BaseException) -> bool:
    return isinstance(failure, OperationalError) and failure.sqlite_errorcode & 0xFF == SQLITE_BUSY


_PATIENTLY = Retrying(
    retry=retry_if_exception(_is_busy),
    stop=stop_after_delay(_STARTING_S),
    wait=wait_random(0.01, 0.05),
    reraise=True,
)


workbooks = sa.Table(
    "abm_workbooks",
    metadata,
    sa.Column("id", Short(200), primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("schedule", Short(100), nullable=False),
    sa.Column("zone", Short(64), comment="chosen; the spreadsheet's own where null"),
    sa.Column("sheet_zone", Short(64), nullable=False),
    sa.Column("locale", Short(32), nullable=False),
    sa.Column("paused", sa.Boolean, nullable=False, default=False),
    sa.Column("added", Moment, nullable=False),
    sa.Column("next_due", Moment, index=True),
    sa.Column("alerts", Sealed, nullable=False, default="", comment="encrypted"),
    sa.Column("when_changed", sa.Boolean, nullable=False, default=False, comment="else no message"),
    sa.Column("digests", sa.JSON, comment="what the last refresh found, by language"),
    sa.Column("refreshed", Moment),
    sa.Column("failing_since", Moment),
    sa.Column("feeding_failing_since", Moment),
    sa.Column("feeding", Short(64), comment="the workflow that writes its events, if any"),
    sa.Column("feed_failures", sa.Integer, nullable=False, default=0),
    sa.Column("currencies", sa.JSON, comment="what the amounts of each tab are in where nothing says it"),
    sa.Column("account", Short(320), comment="which of several accounts it keeps to"),
    sa.Column("feed_failure", sa.JSON, comment="the sentence of the last failure, by language"),
)
"""The workbooks served."""

runs = sa.Table(
    "abm_runs",
    metadata,
    sa.Column("id", Short(300), primary_key=True),
    sa.Column("workbook", Short(200), nullable=False),
    sa.Column("trigger", Short(20), nullable=False),
    sa.Column("who", Short(320), nullable=False, default=""),
    sa.Column("due", Moment),
    sa.Column("queued", Moment, nullable=False),
    sa.Column("started", Moment),
    sa.Column("ended", Moment),
    sa.Column("state", Short(10), nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False, default=0),
    sa.Column("row_count", sa.Integer),
    sa.Column("issue_count", sa.Integer),
    sa.Column("failure", sa.JSON, comment="the sentence of the last failure, by language"),
    sa.Index("abm_runs_by_workbook", "workbook", "queued"),
)
"""Each refresh asked for, and what became of it."""

channels = sa.Table(
    "abm_channels",
    metadata,
    # A number is never given again, so that no message goes to a channel in place of another.
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("workbook", Short(200), nullable=False, index=True),
    sa.Column("role", Short(20), comment="whom messages there are written for; everybody where null"),
    sa.Column("address", Sealed, nullable=False, comment="encrypted"),
    sqlite_autoincrement=True,
)
"""Where the Monday messages of a workbook go."""

hooks = sa.Table(
    "abm_hooks",
    metadata,
    sa.Column("workbook", Short(200), primary_key=True),
    sa.Column("source", Short(64), primary_key=True),
    sa.Column("tab", Short(40), nullable=False),
    sa.Column("secret", Short(64), nullable=False, unique=True, comment="hashed"),
    sa.Column("added", Moment, nullable=False),
)
"""The sources that may feed a workbook."""

systems = sa.Table(
    "abm_systems",
    metadata,
    sa.Column("workbook", Short(200), primary_key=True),
    sa.Column("system", Short(40), primary_key=True),
    sa.Column("secrets", Sealed, nullable=False, comment="encrypted"),
    sa.Column("failing_since", Moment),
)
"""The systems that feed a workbook."""

events = sa.Table(
    "abm_events",
    metadata,
    # SQLite gives ids in order of insertion to this type of column only.
    sa.Column("seq", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
    sa.Column("workbook", Short(200), nullable=False),
    sa.Column("source", Short(64), nullable=False),
    sa.Column("tab", Short(40), nullable=False),
    sa.Column("key", Short(64), nullable=False, comment="hashed"),
    sa.Column("row", sa.JSON),
    sa.Column("received", Moment, nullable=False),
    sa.Column("batch", Short(64)),
    sa.Column("written", Moment),
    sa.UniqueConstraint("workbook", "source", "key"),
    sa.Index("abm_events_to_write", "workbook", "written", "seq"),
    sqlite_autoincrement=True,
)
"""The rows received, until they are in their sheet and for as long as they may be sent again."""


def open_database(url: str, secret_keys: Sequence[str] = ()) -> sa.Engine:
    """The engine of a database whose tables are there, made if need be.

    What is secret in it is sealed with the first of some keys, or with that of the key file.

    Raises:
        DatabaseUnreachableError: it cannot be reached or made.
        SecretKeyNotKeptError: no key was given, and no file can be made for one.

    """
    try:
        # What statements are given, such as people's addresses, stays out of failures and so of logs.
        engine = sa.create_engine(
            url, pool_pre_ping=True, pool_size=20, max_overflow=20, hide_parameters=True
        )
        event.listen(engine, "handle_error", _ours)
        _make_patient(engine)
        with engine.begin() as connection:
            # Two services that start at once must not make the same table.
            _alone(connection)
            metadata.create_all(connection)
            _add_columns(connection)
            seal_with(engine, secret_keys)
            reseal(connection, metadata.tables.values())
        DBOS.migrate(url)
    except (SQLAlchemyError, ImportError, ValueError, OSError) as failure:
        raise DatabaseUnreachableError(reason=type(failure).__name__) from None
    return engine


def _ours(context: ExceptionContext) -> BaseException | None:
    """A refusal of a column's kind is raised as it is, not as a failure of the statement."""
    found = context.original_exception
    return found if isinstance(found, AbmSheetsError) else None


def _make_patient(engine: sa.Engine) -> None:
    """Have statements wait for others, and not for ever."""
    if engine.dialect.name == "sqlite":
        _keep_private(Path(engine.url.database or ""))
        event.listen(engine, "connect", _steady)
    else:
        event.listen(engine, "do_connect", _reach_in_time)
        event.listen(engine, "connect", bound_waits)


def _add_columns(connection: sa.Connection) -> None:
    """Give tables made by an earlier version the columns that have come since; they may all be null."""
    for table in metadata.tables.values():
        known = {each["name"] for each in sa.inspect(connection).get_columns(table.name)}
        for column in table.columns:
            if column.name not in known:
                kind = column.type.compile(connection.dialect)
                connection.execute(sa.text(f"ALTER TABLE {table.name} ADD COLUMN {column.name} {kind}"))


def _keep_private(path: Path) -> None:
    """Make SQLite's file ours alone, before SQLite does; it makes those beside it like the file itself."""
    make_empty(path)
    narrow([path, *path.parent.glob(f"{path.name}-*"), *path.parent.glob(f"{path.name}.*.lock")])


def now(engine: sa.Engine) -> datetime:
    """The database's own time, which is the same for all workers."""
    if engine.dialect.name == "sqlite":
        return datetime.now(UTC)
    with engine.connect() as connection:
        return connection.execute(sa.select(sa.func.now())).scalar_one().astimezone(UTC)


def is_out(failure: SQLAlchemyError) -> bool:
    """Whether a failure is the database's, which cannot be used now, rather than a statement's."""
    dbapi = isinstance(failure, sa.exc.DBAPIError) and not isinstance(failure, _OF_STATEMENTS)
    return dbapi or isinstance(failure, sa.exc.TimeoutError)


def _alone(connection: sa.Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.execute(sa.text("BEGIN IMMEDIATE"))
    else:
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(7226001)"))


def _reach_in_time(dialect: Dialect, record: Any, given: Any, named: dict[str, Any]) -> None:
    """A server that does not answer is no server, whatever the address says nothing of."""
    del dialect, record, given
    named.setdefault("connect_timeout", _CONNECTING_S)


def bound_waits(connection: Any, record: Any) -> None:
    """PostgreSQL waits for a lock, and for a statement, no longer than who asked waits for an answer."""
    del record
    connection.execute(f"SET lock_timeout = '{_LOCKED_S}s'")
    connection.execute(f"SET statement_timeout = '{_LONGEST_S}s'")
    connection.commit()


def _steady(connection: Any, record: Any) -> None:
    """Writers wait for each other, and readers for nobody."""
    del record
    connection.isolation_level = "IMMEDIATE"
    connection.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
    # SQLite waits for nobody when the way a file is kept changes: services that start at once do.
    _PATIENTLY(connection.execute, "PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA foreign_keys=ON")
