"""A place that went with its connection: PostgreSQL was started again, or the network failed."""

from __future__ import annotations

import signal

import pytest
import sqlalchemy as sa

from abm_sheets.service.beat import Ticker
from abm_sheets.service.jobs.refreshes import Runtime
from abm_sheets.service.slots import PostgresSlots, Slots
from tests.service.bookkeeping import MONDAY, until


@pytest.fixture
def engine(postgres_engine: sa.Engine) -> sa.Engine:
    """PostgreSQL only."""
    return postgres_engine


def lose(engine: sa.Engine, slots: Slots) -> None:
    """Have the server end the connection that holds a worker's place."""
    assert isinstance(slots, PostgresSlots)
    ended = {"pid": slots._connection.execute(sa.text("SELECT pg_backend_pid()")).scalar()}
    lives = sa.text("SELECT count(*) FROM pg_stat_activity WHERE pid = :pid")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("SELECT pg_terminate_backend(:pid, 5000)"), ended)
        until(lambda: not connection.execute(lives, ended).scalar())


def test_the_place_is_taken_again(engine: sa.Engine, slots: Slots, another: Slots) -> None:
    slots.take()
    lose(engine, slots)

    assert slots.keep()
    assert another.take() == "worker-2"
    with slots.dead({"worker-3"}) as dead:
        assert dead == ["worker-3"]


def test_a_worker_whose_place_another_took_knows_it(engine: sa.Engine, slots: Slots, another: Slots) -> None:
    slots.take()
    lose(engine, slots)

    assert another.take() == "worker-1"
    assert not slots.keep()


def test_a_worker_that_lost_its_place_ends_as_if_it_were_told_to(
    engine: sa.Engine, runtime: Runtime, slots: Slots, another: Slots
) -> None:
    reported: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: reported.append(number))
    try:
        slots.take()
        Ticker(runtime, slots).beat(MONDAY)
        assert reported == []
        lose(engine, slots)
        another.take()
        Ticker(runtime, slots).beat(MONDAY)
    finally:
        signal.signal(signal.SIGTERM, before)

    assert reported == [signal.SIGTERM]
