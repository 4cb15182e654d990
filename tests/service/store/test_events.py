"""The rows that other tools send: each once, in order, and none lost."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from abm_sheets.service.store.events import (
    BATCH,
    REMEMBERED,
    add_events,
    count_waiting,
    forget_events,
    is_waiting,
    mark_written,
    take_batch,
    workbooks_waiting,
)
from abm_sheets.service.store.workbooks import hold
from tests.service.bookkeeping import BOOK, MONDAY, serve

Json = dict[str, Any]

SECOND = timedelta(seconds=1)


def event(key: str, **values: Any) -> Json:
    """An interaction of one tool, whose row says its key."""
    first = {"workbook": BOOK, "source": "zapier", "tab": "interactions", "key": key, "row": {"asset": key}}
    return {**first, "received": MONDAY, **values}


def receive(engine: sa.Engine, *received: Json) -> list[bool]:
    with engine.begin() as connection:
        hold(connection, BOOK)
        return add_events(connection, received)


def write(engine: sa.Engine, name: str, now: datetime = MONDAY) -> list[str]:
    """Take a batch and note that it is written; the keys of its rows."""
    with engine.begin() as connection:
        batch = take_batch(connection, BOOK, name)
        if batch is None:
            return []
        mark_written(connection, batch.id, now)
    return keys(batch.rows)


def keys(rows: Sequence[Any]) -> list[str]:
    return [row["asset"] for row in rows]


@pytest.fixture(autouse=True)
def served(engine: sa.Engine) -> None:
    serve(engine)


@pytest.mark.parametrize(
    ("later", "new"),
    [
        pytest.param(SECOND, False, id="a second later"),
        pytest.param(REMEMBERED - SECOND, False, id="in the last second of thirty days"),
        pytest.param(REMEMBERED + SECOND, True, id="after thirty days"),
    ],
)
def test_the_same_event_is_one_row_for_thirty_days(engine: sa.Engine, later: timedelta, *, new: bool) -> None:
    assert receive(engine, event("a")) == [True]
    assert write(engine, "lot-1") == ["a"]

    assert receive(engine, event("a", received=MONDAY + later)) == [new]
    assert write(engine, "lot-2") == ["a"] * new


def test_an_event_that_was_never_written_is_one_row_however_late(engine: sa.Engine) -> None:
    receive(engine, event("a"))

    assert receive(engine, event("a", received=MONDAY + 2 * REMEMBERED)) == [False]
    assert write(engine, "lot") == ["a"]


def test_one_event_told_twice_in_a_request_is_one_row(engine: sa.Engine) -> None:
    assert receive(engine, event("a"), event("b"), event("a")) == [True, True, False]
    assert write(engine, "lot") == ["a", "b"]


def test_two_tools_or_two_workbooks_may_use_the_same_key(engine: sa.Engine) -> None:
    serve(engine, "autre")

    assert receive(engine, event("a"), event("a", source="make"), event("a", workbook="autre")) == [True] * 3
    assert write(engine, "lot") == ["a", "a"]


def test_a_batch_is_of_one_tab_up_to_the_first_row_of_another(engine: sa.Engine) -> None:
    tabs = ["interactions", "interactions", "accounts", "interactions"]
    receive(engine, *(event(f"{number}", tab=tab) for number, tab in enumerate(tabs)))
    with engine.begin() as connection:
        first = take_batch(connection, BOOK, "lot")

    assert first is not None
    assert (first.tab, keys(first.rows)) == ("interactions", ["0", "1"])
    assert [write(engine, f"lot-{number}") for number in range(4)] == [["0", "1"], ["2"], ["3"], []]


def test_a_batch_is_never_larger_than_google_takes_with_ease(engine: sa.Engine) -> None:
    names = [f"{number}" for number in range(BATCH + 2)]
    receive(engine, *map(event, names))

    assert write(engine, "lot-1") == names[:BATCH]
    assert write(engine, "lot-2") == names[BATCH:]


def test_what_a_row_holds_is_not_kept_once_it_is_written(engine: sa.Engine) -> None:
    receive(engine, event("a", row={"contact": "lea@exemple.fr"}))
    with engine.begin() as connection:
        take_batch(connection, BOOK, "lot")
        mark_written(connection, "lot", MONDAY)
        rows = connection.execute(sa.text("SELECT * FROM abm_events")).all()

    assert len(rows) == 1
    assert "lea@exemple.fr" not in repr(rows)


def test_rows_that_come_at_once_are_all_kept_each_once(engine: sa.Engine) -> None:
    together = threading.Barrier(6)

    def send(number: int) -> None:
        together.wait()
        for each in range(10):
            receive(engine, event(f"{number}-{each}"), event(f"same-{each}"))

    tools = [threading.Thread(target=send, args=[number]) for number in range(6)]
    for tool in tools:
        tool.start()
    for tool in tools:
        tool.join()

    taken = write(engine, "lot")
    expected = {f"{number}-{each}" for number in [*range(6), "same"] for each in range(10)}
    assert sorted(taken) == sorted(expected)
    assert [taken.index(f"3-{each}") for each in range(10)] == sorted(
        taken.index(f"3-{each}") for each in range(10)
    )


def test_rows_written_are_forgotten_after_thirty_days_and_no_other(engine: sa.Engine) -> None:
    receive(engine, event("ancien"), event("récent", received=MONDAY + timedelta(days=5)))
    write(engine, "lot")
    receive(engine, event("en attente"))
    with engine.begin() as connection:
        forget_events(connection, MONDAY + REMEMBERED + SECOND)
        left = connection.execute(sa.text("SELECT key FROM abm_events ORDER BY seq")).scalars().all()

    assert left == ["récent", "en attente"]


def test_what_waits_is_known(engine: sa.Engine) -> None:
    serve(engine, "autre")
    receive(engine, event("a"), event("b"), event("c", workbook="autre"))
    with engine.begin() as connection:
        assert count_waiting(connection) == 3
        assert sorted(workbooks_waiting(connection)) == sorted([BOOK, "autre"])
        assert is_waiting(connection, BOOK)
    write(engine, "lot")
    with engine.begin() as connection:
        assert count_waiting(connection) == 1
        assert workbooks_waiting(connection) == ["autre"]
        assert not is_waiting(connection, BOOK)
