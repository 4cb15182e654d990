"""What befalls the service's database, and passes: on SQLite, and on PostgreSQL."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from tests.service.postgres import Server

Fault = Callable[[sa.Engine], AbstractContextManager[None]]


@contextmanager
def locked(engine: sa.Engine) -> Iterator[None]:
    """Another program keeps SQLite's file for itself."""
    connection = sqlite3.connect(engine.url.database or "", isolation_level=None, timeout=30)
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield
    finally:
        connection.close()


@contextmanager
def corrupt(engine: sa.Engine) -> Iterator[None]:
    """SQLite's file is overwritten with anything, then put back."""
    path = Path(engine.url.database or "")
    with engine.connect() as connection:
        connection.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))
    engine.dispose()
    kept = shutil.copy(path, path.with_suffix(".kept"))
    path.write_bytes(b"n'importe quoi ".ljust(path.stat().st_size, b"?"))
    try:
        yield
    finally:
        engine.dispose()
        path.write_bytes(Path(kept).read_bytes())


@contextmanager
def full_disk(pid: int) -> Iterator[None]:
    """No file of a process can grow, nor most of them be written, as on a disk that is full."""
    _, most = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, most))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, most))


def full(engine: sa.Engine) -> AbstractContextManager[None]:
    """This process finds no room."""
    del engine
    return full_disk(os.getpid())


@contextmanager
def read_only(engine: sa.Engine) -> Iterator[None]:
    """SQLite refuses what it would refuse of a file that may only be read."""

    def bound(connection: sqlite3.Connection, record: object) -> None:
        del record
        connection.execute("PRAGMA query_only=1")

    engine.dispose()
    sa.event.listen(engine, "connect", bound)
    try:
        yield
    finally:
        sa.event.remove(engine, "connect", bound)
        engine.dispose()


SQLITE: Mapping[str, Fault] = {
    "locked": locked,
    "full": full,
    "read-only": read_only,
    "corrupt": corrupt,
}


@dataclass(frozen=True)
class PostgresFaults:
    """What befalls a PostgreSQL server."""

    server: Server

    @contextmanager
    def stopped(self, engine: sa.Engine) -> Iterator[None]:
        """Nobody is there."""
        del engine
        self.server.stop()
        try:
            yield
        finally:
            self.server.start()

    @contextmanager
    def read_only(self, engine: sa.Engine) -> Iterator[None]:
        """Nothing may be written, as on a server that follows another one."""
        del engine
        self._do("ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()")
        try:
            yield
        finally:
            # Who mends it may write all the same.
            mend = "SET default_transaction_read_only = off"
            self._do(mend, "ALTER SYSTEM RESET default_transaction_read_only", "SELECT pg_reload_conf()")

    @contextmanager
    def locked(self, engine: sa.Engine) -> Iterator[None]:
        """Somebody else keeps a table for themselves."""
        del engine
        own = sa.create_engine(self.server.url, poolclass=sa.NullPool)
        with own.begin() as connection:
            connection.execute(sa.text("LOCK TABLE abm_workbooks, abm_hooks IN ACCESS EXCLUSIVE MODE"))
            yield

    def _do(self, *statements: str) -> None:
        own = sa.create_engine(self.server.url, poolclass=sa.NullPool, isolation_level="AUTOCOMMIT")
        with own.connect() as connection:
            for statement in statements:
                connection.execute(sa.text(statement))
