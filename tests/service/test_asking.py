"""Refreshes asked for: once for each time that has come, by whomever, however often and however late."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from abm_sheets.errors.incoming import NotServedError
from abm_sheets.service.jobs.queue import Queue
from abm_sheets.service.store.runs import Run, ask_for_due, ask_for_run, ask_once, change_run
from abm_sheets.service.store.workbooks import Learnt, learn
from tests.service.bookkeeping import BOOK, DIGESTS, MONDAY, alter, jobs, look, runs, serve

WEEK = timedelta(days=7)
SECONDS = timedelta(seconds=20)


def ask_due(engine: sa.Engine, queue: Queue, now: datetime) -> int:
    return ask_for_due(engine, queue, now)


def ask(engine: sa.Engine, queue: Queue, now: datetime = MONDAY, workbook: str = BOOK) -> tuple[Run, bool]:
    with engine.begin() as connection:
        return ask_for_run(connection, queue, workbook, trigger="panel", who="lea@exemple.fr", now=now)


def test_what_is_due_is_asked_for_once(engine: sa.Engine, queue: Queue) -> None:
    serve(engine, next_due=MONDAY)

    assert ask_due(engine, queue, MONDAY - SECONDS) == 0
    assert ask_due(engine, queue, MONDAY) == 1
    assert ask_due(engine, queue, MONDAY + SECONDS) == 0
    (run,) = runs(engine)
    assert (run.trigger, run.who, run.due, run.queued, run.state) == (
        "schedule",
        "",
        MONDAY,
        MONDAY,
        "queued",
    )
    assert jobs(engine) == [f"refresh-{run.id}-1"]
    assert look(engine).next_due == MONDAY + WEEK


@pytest.mark.parametrize(
    ("back", "then"),
    [
        pytest.param("2026-09-28 09:12", "2026-10-05 07:00", id="off at nine"),
        pytest.param("2026-10-04 23:59", "2026-10-05 07:00", id="off for the week"),
        pytest.param("2026-10-14 05:00", "2026-10-19 07:00", id="off for three Mondays"),
        pytest.param("2026-10-24 05:00", "2026-10-26 08:00", id="off until clocks change"),
    ],
)
def test_what_was_missed_is_caught_up_by_one_run(
    engine: sa.Engine, queue: Queue, back: str, then: str
) -> None:
    serve(engine, next_due=MONDAY)
    now = datetime.fromisoformat(back).replace(tzinfo=UTC)

    assert ask_due(engine, queue, now) == 1
    assert ask_due(engine, queue, now + SECONDS) == 0
    (run,) = runs(engine)
    assert (run.due, run.queued) == (MONDAY, now)
    assert look(engine).next_due == datetime.fromisoformat(then).replace(tzinfo=UTC)


def test_two_services_that_look_at_once_ask_for_one_run_of_each(engine: sa.Engine, queue: Queue) -> None:
    books = [f"{BOOK}{number}" for number in range(5)]
    for book in books:
        serve(engine, book, next_due=MONDAY)
    together = threading.Barrier(4)

    def tick() -> None:
        together.wait()
        ask_due(engine, queue, MONDAY)

    services = [threading.Thread(target=tick) for _ in range(4)]
    for service in services:
        service.start()
    for service in services:
        service.join()

    assert [len(runs(engine, book)) for book in books] == [1] * 5
    assert len(jobs(engine)) == 5
    assert {look(engine, book).next_due for book in books} == {MONDAY + WEEK}


def test_one_that_is_paused_is_left_alone(engine: sa.Engine, queue: Queue) -> None:
    serve(engine, next_due=MONDAY, paused=True)
    serve(engine, "autre", next_due=None, schedule="")

    assert ask_due(engine, queue, MONDAY + 3 * WEEK) == 0
    assert [*runs(engine), *runs(engine, "autre")] == []


def test_one_that_cannot_be_planned_keeps_no_other_from_its_run(engine: sa.Engine, queue: Queue) -> None:
    serve(engine, "A", next_due=MONDAY, sheet_zone="Europe/Nulle-Part")
    serve(engine, "B", next_due=MONDAY)

    assert ask_due(engine, queue, MONDAY) == 1
    assert [len(runs(engine, book)) for book in "AB"] == [0, 1]


@pytest.mark.parametrize(
    ("zone", "due"),
    [
        pytest.param(None, MONDAY + timedelta(hours=6), id="by the sheet's new clock"),
        pytest.param("Europe/Paris", MONDAY + WEEK, id="by the clock chosen"),
    ],
)
def test_a_sheet_that_moves_to_another_zone_is_due(
    engine: sa.Engine, queue: Queue, zone: str | None, due: datetime
) -> None:
    served = serve(engine, zone=zone, next_due=MONDAY + WEEK)
    with engine.begin() as connection:
        found = Learnt("Tracking", "en_US", "America/New_York", DIGESTS, {"marketing_costs": "GBP"})
        learn(connection, served, found, MONDAY)

    after = look(engine)
    assert (after.next_due, after.title, after.locale) == (due, "Tracking", "en_US")
    assert (after.digests, after.currencies) == (DIGESTS, {"marketing_costs": "GBP"})
    assert ask_due(engine, queue, due - SECONDS) == 0
    assert ask_due(engine, queue, due) == 1


@pytest.mark.parametrize("values", [{"schedule": ""}, {"paused": True}])
def test_a_sheet_that_is_never_due_stays_so_in_another_zone(
    engine: sa.Engine, values: dict[str, Any]
) -> None:
    served = serve(engine, next_due=None, **values)
    with engine.begin() as connection:
        learn(connection, served, Learnt("Suivi", "fr_FR", "Asia/Kolkata", {}), MONDAY)

    assert look(engine).next_due is None
    assert str(look(engine).clock) == "Asia/Kolkata"


def test_learning_keeps_a_schedule_chosen_meanwhile(engine: sa.Engine) -> None:
    served = serve(engine, next_due=MONDAY)
    alter(engine, next_due=MONDAY + WEEK)
    with engine.begin() as connection:
        learn(connection, served, Learnt("Suivi", "fr_FR", "Europe/Paris", {}), MONDAY)

    assert look(engine).next_due == MONDAY + WEEK


def test_a_person_asks_for_one_at_a_time(engine: sa.Engine, queue: Queue) -> None:
    serve(engine)
    first, new = ask(engine, queue)
    assert (new, first.who, first.trigger, first.due) == (True, "lea@exemple.fr", "panel", None)

    assert ask(engine, queue, MONDAY + SECONDS) == (first, False)
    with engine.begin() as connection:
        change_run(connection, first.id, state="done", ended=MONDAY + SECONDS)
    second, new = ask(engine, queue, MONDAY + 2 * SECONDS)
    assert new
    assert [run.id for run in runs(engine)] == [first.id, second.id]
    assert jobs(engine) == sorted([f"refresh-{first.id}-1", f"refresh-{second.id}-1"])


def test_people_who_ask_together_get_the_same_run(engine: sa.Engine, queue: Queue) -> None:
    serve(engine)
    together, found = threading.Barrier(6), []

    def click() -> None:
        together.wait()
        found.append(ask(engine, queue))

    people = [threading.Thread(target=click) for _ in range(6)]
    for person in people:
        person.start()
    for person in people:
        person.join()

    assert len({run.id for run, _ in found}) == 1
    assert sorted(new for _, new in found) == [False] * 5 + [True]


def test_a_sheet_that_is_not_served_is_not_refreshed(engine: sa.Engine, queue: Queue) -> None:
    with pytest.raises(NotServedError) as refusal:
        ask(engine, queue, workbook="inconnu")

    assert "workbooks add" in refusal.value.sentence("en")
    assert jobs(engine) == []


def test_another_scheduler_that_calls_again_for_the_same_time_gets_the_same_run(
    engine: sa.Engine, queue: Queue
) -> None:
    served = serve(engine)
    with engine.begin() as connection:
        first, again, later = (
            ask_once(connection, queue, served, trigger="job", due=due, now=MONDAY + SECONDS)
            for due in (MONDAY, MONDAY, MONDAY + WEEK)
        )

    assert first == again
    assert later.id != first.id
    assert len(jobs(engine)) == 2


def test_what_is_undone_leaves_no_job(engine: sa.Engine, queue: Queue) -> None:
    serve(engine)
    with engine.connect() as connection:
        ask_for_run(connection, queue, BOOK, trigger="panel", who="", now=MONDAY)
        connection.rollback()

    assert (list(runs(engine)), jobs(engine)) == ([], [])
