"""The service's beat: at once when it starts, then again and again, whatever fails."""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from abm_sheets.service.beat import Ticker
from abm_sheets.service.jobs.refreshes import Runtime
from abm_sheets.service.slots import FileSlots
from abm_sheets.service.store.runs import add_run, change_run
from tests.service.bookkeeping import BOOK, MONDAY, runs, serve, until

HOUR = timedelta(hours=1)
LONG_AGO = MONDAY - timedelta(days=500)


@pytest.fixture
def ticker(runtime: Runtime, tmp_path: Path) -> Ticker:
    return Ticker(runtime, FileSlots(tmp_path / "service.sqlite"))


def end_long_ago(engine: sa.Engine, name: str) -> None:
    """A run that ended so long ago that it is to be forgotten."""
    with engine.begin() as connection:
        add_run(connection, id=name, workbook=BOOK, trigger="panel", queued=LONG_AGO)
        change_run(connection, name, state="done", ended=LONG_AGO)


def test_it_beats_until_it_is_stopped(engine: sa.Engine, ticker: Ticker) -> None:
    ticker.start()
    try:
        serve(engine, next_due=MONDAY)
        until(lambda: len(runs(engine)) == 1)
        serve(engine, "autre", next_due=MONDAY)
        until(lambda: len(runs(engine, "autre")) == 1)
    finally:
        ticker.stop()
        ticker.join(10)

    assert not ticker.is_alive()


def test_what_fails_keeps_nothing_else_from_being_done(
    engine: sa.Engine, ticker: Ticker, caplog: pytest.LogCaptureFixture
) -> None:
    serve(engine, next_due=MONDAY)
    end_long_ago(engine, "ancienne")
    with engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE abm_events RENAME TO elsewhere"))
    try:
        ticker.beat(MONDAY)
    finally:
        with engine.begin() as connection:
            connection.execute(sa.text("ALTER TABLE elsewhere RENAME TO abm_events"))

    assert "a beat failed" in caplog.messages
    assert [run.due for run in runs(engine)] == [None, MONDAY]
    ticker.beat(MONDAY + HOUR)
    assert [run.due for run in runs(engine)] == [MONDAY]


def test_what_is_old_is_looked_for_once_an_hour(engine: sa.Engine, ticker: Ticker) -> None:
    serve(engine)
    ticker.beat(MONDAY)
    end_long_ago(engine, "ancienne")

    ticker.beat(MONDAY + HOUR / 2)
    assert [run.id for run in runs(engine)] == ["ancienne"]
    ticker.beat(MONDAY + HOUR)
    assert list(runs(engine)) == []


def test_the_number_of_runs_is_logged(
    engine: sa.Engine, ticker: Ticker, caplog: pytest.LogCaptureFixture
) -> None:
    serve(engine, "A", next_due=MONDAY)
    serve(engine, "B", next_due=MONDAY)
    with caplog.at_level(logging.INFO, logger="abm_sheets"):
        ticker.beat(MONDAY)

    assert "runs due: 2" in caplog.messages
