"""How DBOS keeps what jobs are given and what they give: as JSON, never as pickles, which could run code."""

from __future__ import annotations

import logging
from typing import Any, NoReturn

import sqlalchemy as sa
from dbos import DBOSPortableJSONSerializer, _serialization

LOG = logging.getLogger(__name__)

SERIALIZER = DBOSPortableJSONSerializer()

_OVER = ("SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")


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
