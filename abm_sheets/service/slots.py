"""Which worker is which: each holds a place that is free again the moment it dies, however it dies."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import sqlalchemy as sa
from filelock import FileLock, Timeout
from sqlalchemy.exc import SQLAlchemyError

from abm_sheets.errors.incoming import TooManyWorkersError

PLACES = 64
"""Workers at most on one database."""

_FIRST_LOCK = 7_226_100


class Slots(ABC):
    """The places of the workers on one database."""

    def take(self) -> str:
        """Hold the first free place until it is left or this process dies; the worker's name.

        Raises:
            TooManyWorkersError: all places are held.

        """
        for place in range(1, PLACES + 1):
            if self._hold(place):
                return _name(place)
        raise TooManyWorkersError(places=PLACES)

    @contextmanager
    def dead(self, names: set[str]) -> Iterator[list[str]]:
        """Those of some workers that live no more; nobody takes their places meanwhile."""
        held = [place for place in range(1, PLACES + 1) if _name(place) in names and self._hold(place)]
        try:
            yield [_name(place) for place in held]
        finally:
            for place in held:
                self._free(place)

    @abstractmethod
    def keep(self) -> bool:
        """See that the place taken is still this worker's; False where another worker has it by now."""

    @abstractmethod
    def leave(self) -> None:
        """Give up what is held."""

    @abstractmethod
    def _hold(self, place: int) -> bool:
        """Hold a place, if it is free."""

    @abstractmethod
    def _free(self, place: int) -> None:
        """Give a place up."""


class FileSlots(Slots):
    """Places as locks on files beside SQLite's: the system frees those of a process that ends."""

    def __init__(self, database: Path) -> None:
        """Name the database's file."""
        self._database = database
        self._held: dict[int, FileLock] = {}

    def keep(self) -> bool:
        """Nothing takes a file's lock away."""
        return True

    def leave(self) -> None:
        """Give up what is held."""
        for place in list(self._held):
            self._free(place)

    def _hold(self, place: int) -> bool:
        if place in self._held:
            return False
        lock = FileLock(f"{self._database}.{_name(place)}.lock", mode=0o600, blocking=False)
        with suppress(Timeout):
            lock.acquire()
            self._held[place] = lock
        return place in self._held

    def _free(self, place: int) -> None:
        self._held.pop(place).release()


class PostgresSlots(Slots):
    """Places as advisory locks of one connection: PostgreSQL frees those of one that is lost."""

    def __init__(self, engine: sa.Engine) -> None:
        """Open the connection that holds the locks, beside those that do the work."""
        self._engine = engine
        self._connection = self._connect()
        self._held: set[int] = set()

    def keep(self) -> bool:
        """Take the place again where the connection was lost, with what it held."""
        with suppress(SQLAlchemyError):
            self._connection.execute(sa.text("SELECT 1"))
            return True
        self._connection.close()
        self._connection = self._connect()
        lost, self._held = self._held, set()
        kept = [self._hold(place) for place in lost]
        return all(kept)

    def leave(self) -> None:
        """Give up what is held, then the connection itself, which would else keep it in its pool.

        Of a connection that is closed the server learns when it looks: the places are free before.
        """
        with suppress(SQLAlchemyError):
            for place in list(self._held):
                self._free(place)
        self._held.clear()
        if not self._connection.closed:
            self._connection.invalidate()
            self._connection.close()

    def _connect(self) -> sa.Connection:
        return self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")

    def _hold(self, place: int) -> bool:
        if place in self._held:
            return False
        key = {"key": _FIRST_LOCK + place}
        if self._connection.execute(sa.text("SELECT pg_try_advisory_lock(:key)"), key).scalar():
            self._held.add(place)
        return place in self._held

    def _free(self, place: int) -> None:
        self._held.discard(place)
        self._connection.execute(sa.text("SELECT pg_advisory_unlock(:key)"), {"key": _FIRST_LOCK + place})


def slots_of(engine: sa.Engine) -> Slots:
    """The places of the workers on a database."""
    if engine.dialect.name == "sqlite":
        return FileSlots(Path(engine.url.database or ""))
    return PostgresSlots(engine)


def _name(place: int) -> str:
    return f"worker-{place}"
