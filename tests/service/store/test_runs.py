"""Refreshes asked for, and what became of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from abm_sheets.service.store.runs import (
    add_run,
    change_run,
    count_pending,
    find_run,
    forget_runs,
    last_run,
    list_pending,
    list_runs,
    pending_run,
)
from tests.service.bookkeeping import BOOK, MONDAY, serve

MINUTE = timedelta(minutes=1)
OVER = ("ancienne", "échouée")


@pytest.fixture(autouse=True)
def asked(engine: sa.Engine) -> None:
    """Four runs, a minute apart: done, failed, running, queued; and one of another workbook."""
    serve(engine)
    states = {"ancienne": "done", "échouée": "failed", "en cours": "running", "en attente": "queued"}
    with engine.begin() as connection:
        for number, (name, state) in enumerate(states.items()):
            queued = MONDAY + number * MINUTE
            add_run(connection, id=name, workbook=BOOK, trigger="panel", who="lea@exemple.fr", queued=queued)
            ended = queued + 3 * MINUTE if name in OVER else None
            change_run(connection, name, state=state, ended=ended)
        add_run(connection, id="ailleurs", workbook="autre", trigger="schedule", queued=MONDAY, due=MONDAY)


def test_a_run_is_found_as_it_was_asked_for(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        run = find_run(connection, "ailleurs")
        assert find_run(connection, "inconnue") is None

    assert run is not None
    assert (run.workbook, run.trigger, run.who, run.due, run.queued) == (
        "autre",
        "schedule",
        "",
        MONDAY,
        MONDAY,
    )
    assert (run.state, run.attempts, run.started, run.ended, run.failure) == ("queued", 0, None, None, None)


def test_those_that_are_not_over_are_known(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        first = pending_run(connection, BOOK)
        everywhere = list_pending(connection)
        assert count_pending(connection) == 3
        assert pending_run(connection, "personne") is None

    assert first is not None
    assert first.id == "en cours"
    assert [run.id for run in everywhere] == ["ailleurs", "en cours", "en attente"]


def test_they_are_listed_the_latest_first(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        latest = list_runs(connection, BOOK, limit=3)
        ended = last_run(connection, BOOK)
        assert last_run(connection, "autre") is None

    assert [run.id for run in latest] == ["en attente", "en cours", "échouée"]
    assert ended is not None
    assert ended.id == "échouée"


def test_those_that_ended_long_ago_are_forgotten(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        forget_runs(connection, MONDAY + 4 * MINUTE)
        left = list_runs(connection, BOOK, limit=10)

    assert [run.id for run in left] == ["en attente", "en cours", "échouée"]
