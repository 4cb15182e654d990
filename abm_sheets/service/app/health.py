"""Whether the service lives, whether it can work, and what it has counted."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from typing import Any

import sqlalchemy as sa
from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import BaseModel
from sqlalchemy.exc import SQLAlchemyError

from abm_sheets.errors.incoming import DatabaseOutError
from abm_sheets.service.app.bounds import Places
from abm_sheets.service.database import bound_waits, is_out
from abm_sheets.service.jobs.refreshes import Runtime
from abm_sheets.service.telemetry import exposition

_MEASURING = Places(2, 10)
LOG = logging.getLogger(__name__)
UNREACHABLE = "database unreachable"
UNWRITABLE = "database cannot be written"
ANSWERED_IN = 0.05
"""Seconds within which who asks is answered, whatever hangs."""

_EVERY = 1
"""Seconds between two beats while somebody asks now and then; who asks has one more begin at once."""

_KEPT = 0.25
"""Seconds during which a beat is new enough for who asks."""

_LOCKED = 0.5
"""Seconds that a beat waits for another's write on SQLite: less would take a busy disk for a lock."""

_LONGEST = 3
"""Seconds after which a database that says nothing is taken for unreachable."""

_NOTED = 5
"""Seconds during which a failure that somebody else met stands."""

_UNASKED = 120
"""Seconds after which nobody seems to ask any more."""

_LOOK_AGAIN = 0.005
_WRITE = sa.text(
    "INSERT INTO abm_pulse (id, beat) VALUES (1, :beat) ON CONFLICT (id) DO UPDATE SET beat = excluded.beat"
)


class Health(BaseModel):
    """How the service is."""

    status: str


def health_routes(runtime: Runtime, pulse: Pulse, *, shown: bool) -> APIRouter:
    """The routes; `shown`: what was counted is anybody's to read."""
    router = APIRouter(tags=["health"])

    @router.get("/healthz")
    async def lives() -> Health:
        """The process answers."""
        return Health(status="ok")

    @router.get("/readyz", responses={503: {"model": Health}})
    async def is_ready(response: Response) -> Health:
        """The database takes what is written, so that jobs can be taken and webhooks kept."""
        trouble = await pulse.trouble()
        if trouble:
            response.status_code = 503
            response.headers["Retry-After"] = "60"
        return Health(status=trouble or "ok")

    if shown:

        @router.get("/metrics", responses={503: {}})
        async def metrics() -> Response:
            """What was counted, for Prometheus."""
            return Response(await _MEASURING.run(_measured, runtime), media_type=CONTENT_TYPE_LATEST)

    return router


def _measured(runtime: Runtime) -> bytes:
    with runtime.engine.connect() as connection:
        return exposition(connection)


class Pulse:
    """The database's pulse, felt in a thread of its own by a connection of its own."""

    def __init__(self, engine: sa.Engine) -> None:
        """Know nothing yet."""
        self._engine = _own(engine)
        self._found = UNREACHABLE
        self._felt = self._asked = self._failed = float("-inf")
        self._awaited = threading.Event()
        self._thread: threading.Thread | None = None

    def out(self, failure: SQLAlchemyError) -> DatabaseOutError:
        """What to answer who met a failure, once it is noted that the database failed just now.

        Raises:
            SQLAlchemyError: the failure is not the database's.

        """
        if not is_out(failure):
            raise failure
        self._failed = time.monotonic()
        LOG.warning("database: %s", type(failure).__name__)
        return DatabaseOutError()

    async def trouble(self) -> str:
        """What keeps the database from taking what is written; empty where nothing does."""
        now = self._asked = time.monotonic()
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._beat, name="pulse", daemon=True)
            self._thread.start()
        if self._felt < now - _KEPT:
            self._awaited.set()
        while self._felt < now - _KEPT and time.monotonic() < now + ANSWERED_IN:  # noqa: ASYNC110 (a thread's)
            await asyncio.sleep(_LOOK_AGAIN)
        if self._felt < now - _LONGEST:
            return UNREACHABLE
        return self._found or (UNWRITABLE if now - self._failed < _NOTED else "")

    def _beat(self) -> None:
        number = 0
        while time.monotonic() - self._asked < _UNASKED:
            begun, number = time.monotonic(), number + 1
            self._found, self._felt = self._feel(number), begun
            if self._awaited.wait(_EVERY):
                self._awaited.clear()

    def _feel(self, number: int) -> str:
        try:
            connection = self._engine.connect()
        except SQLAlchemyError:
            return UNREACHABLE
        try:
            with connection:
                connection.execute(_WRITE, {"beat": number})
        except SQLAlchemyError:
            return UNWRITABLE
        return ""


def _own(engine: sa.Engine) -> sa.Engine:
    """A connection that waits for nobody: neither for those that do the work, nor for their locks."""
    if engine.dialect.name == "sqlite":
        made = sa.create_engine(
            engine.url,
            poolclass=sa.NullPool,
            isolation_level="AUTOCOMMIT",
            connect_args={"timeout": _LOCKED},
        )
        sa.event.listen(made, "connect", _lightly)
        return made
    made = sa.create_engine(
        engine.url,
        pool_size=1,
        max_overflow=0,
        pool_timeout=_LONGEST,
        isolation_level="AUTOCOMMIT",
        connect_args={"connect_timeout": _LONGEST},
    )
    sa.event.listen(made, "connect", bound_waits)
    return made


def _lightly(connection: Any, record: Any) -> None:
    """A pulse may be lost: nothing waits for the disk."""
    del record
    connection.execute("PRAGMA synchronous=NORMAL")
