"""What the database holds of jobs: JSON, and where somebody put a pickle there, nothing of it is run."""

from __future__ import annotations

import base64
import pickle
from pathlib import Path

import pytest
import sqlalchemy as sa

from abm_sheets.service.jobs.queue import Queue, cancel_pickled
from abm_sheets.service.store.workbooks import begin_feeding
from tests.service.bookkeeping import BOOK, jobs, serve


class Trap:
    """What makes a file where it is unpickled."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        self._path = path

    def __reduce__(self) -> tuple[object, ...]:
        """What unpickling calls."""
        return Path.touch, (self._path,)


def enqueue(engine: sa.Engine, queue: Queue, name: str) -> None:
    serve(engine)
    with engine.begin() as connection:
        begin_feeding(connection, BOOK, name)
        queue.feed(connection, BOOK, name, 0)


def table(engine: sa.Engine, name: str) -> str:
    return f"dbos.{name}" if engine.dialect.name == "postgresql" else name


def rewrite(engine: sa.Engine, serialization: str | None, text: str) -> None:
    """Put something else in place of what jobs are given."""
    with engine.begin() as connection:
        names = sa.inspect(connection).get_columns("workflow_status", schema=_schema(engine))
        column = "inputs" if "inputs" in {each["name"] for each in names} else "input"
        statement = f"UPDATE {table(engine, 'workflow_status')} SET serialization = :how, {column} = :text"  # noqa: S608
        connection.execute(sa.text(statement), {"how": serialization, "text": text})


def _schema(engine: sa.Engine) -> str | None:
    return "dbos" if engine.dialect.name == "postgresql" else None


def test_what_jobs_are_given_is_json(engine: sa.Engine, queue: Queue) -> None:
    enqueue(engine, queue, "feed-json")
    with engine.begin() as connection:
        query = f"SELECT serialization FROM {table(engine, 'workflow_status')}"  # noqa: S608
        kept = set(connection.execute(sa.text(query)).scalars())

    assert kept == {"portable_json"}


@pytest.mark.parametrize("serialization", ["py_pickle", "portable_json", None])
def test_a_pickle_in_the_database_runs_nothing(
    engine: sa.Engine, queue: Queue, tmp_path: Path, serialization: str | None
) -> None:
    enqueue(engine, queue, f"feed-{serialization}")
    trap = base64.b64encode(pickle.dumps(Trap(tmp_path / "touché"))).decode()
    rewrite(engine, serialization, trap)
    queue.client.list_workflows()

    assert not (tmp_path / "touché").exists()


@pytest.mark.parametrize(("serialization", "left"), [("py_pickle", 0), (None, 0), ("portable_json", 1)])
def test_jobs_of_an_earlier_version_are_cancelled_so_that_they_get_new_ones(
    engine: sa.Engine, queue: Queue, serialization: str | None, left: int, caplog: pytest.LogCaptureFixture
) -> None:
    enqueue(engine, queue, f"feed-old-{serialization}")
    rewrite(engine, serialization, "{}")

    assert cancel_pickled(engine) == 1 - left
    assert len(jobs(engine, "ENQUEUED")) == left
    assert len(queue.alive([f"feed-old-{serialization}"])) == left
    assert bool(caplog.messages) is not bool(left)
