"""Rows that other tools sent: in their sheet once each and in order, whatever fails."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
import sqlalchemy as sa

from abm_sheets.service.jobs.feeds import attempt_feed, settle_feed
from abm_sheets.service.jobs.refreshes import Runtime
from tests.commands import plain
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, Person, load_snapshot, values
from tests.requested import tab_renamed
from tests.service.bookkeeping import look, serve, until
from tests.service.inbox import Inbox
from tests.service.jobs.sending import Json, send, visit, waiting
from tests.sheets import snapshot

VISITS = "Interactions"


@pytest.fixture
def book(google: LocalGoogle, worker: Runtime, inbox: Inbox) -> str:
    """A workbook that is served, with a visit that people typed; its alerts go to the inbox."""
    typed = "date | account | type | id\n2026-08-31 | Boréal | Webinaire | à la main"
    loaded = load_snapshot(google, snapshot(interactions=typed))
    serve(worker.engine, loaded, alerts=inbox.address)
    google.clear_requests()
    return loaded


def ids(google: LocalGoogle, book: str) -> Sequence[str]:
    """The ids of the interactions, in the order of their rows."""
    return [row[3] for row in values(google, book, VISITS)[1:]]


def test_rows_are_written_once_each_in_the_order_in_which_they_came(
    google: LocalGoogle, worker: Runtime, book: str, inbox: Inbox
) -> None:
    for number in (3, 1, 2):
        send(worker, visit(number, book), book=book)
    send(worker, visit(1, book), visit(4, book), book=book)
    until(lambda: waiting(worker.engine) == 0)

    assert ids(google, book) == ["à la main", "v3", "v1", "v2", "v4"]
    assert values(google, book, VISITS)[2][:3] == [46268, "Alizé", "visite site"]
    served = look(worker.engine, book)
    assert (served.feeding, served.feed_failures, inbox.received) == (None, 0, [])


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param({"status": 503}, id="not written"),
        pytest.param({"status": 503, "after_write": True}, id="written, though it seemed to fail"),
        pytest.param({"drop": True, "after_write": True}, id="written, and the answer lost"),
        pytest.param({"status": 503, "times": 5}, id="not written, again and again"),
    ],
)
def test_rows_are_written_once_whatever_fails(
    google: LocalGoogle, worker: Runtime, book: str, inbox: Inbox, fault: Json
) -> None:
    google.faults([{"match": ":batchUpdate$", **fault}])
    send(worker, visit(1, book), visit(2, book), book=book)
    until(lambda: waiting(worker.engine) == 0)

    assert ids(google, book) == ["à la main", "v1", "v2"]
    assert inbox.received == []


def test_rows_whose_tab_is_gone_wait_until_it_is_back(
    google: LocalGoogle, worker: Runtime, book: str, inbox: Inbox
) -> None:
    owner = Person(google, OWNER)
    tab = owner.tabs(book)[VISITS]
    owner.batch(book, tab_renamed(tab, "Rangé ailleurs"))
    send(worker, visit(1, book), book=book)
    until(lambda: inbox.received)
    assert waiting(worker.engine) == 1
    owner.batch(book, tab_renamed(tab, VISITS))
    until(lambda: len(inbox.received) == 2)

    assert ids(google, book) == ["à la main", "v1"]
    assert VISITS in inbox.received[0]["message"]
    assert [plain(title) for title in inbox.titles] == [
        "« Suivi » ne reçoit plus ce que vos outils envoient",
        "« Suivi » reçoit de nouveau ce que vos outils envoient",
    ]


@pytest.fixture
def crashed(
    google: LocalGoogle, engine: sa.Engine, runtime: Runtime, working_runtime: Runtime
) -> tuple[Runtime, str]:
    """A workbook whose rows were written just before the worker died, and what another works with."""
    book = load_snapshot(google, snapshot(interactions="date | account | type | id"))
    serve(engine, book)
    runtime = replace(runtime, open_workbook=working_runtime.open_workbook)
    send(runtime, visit(1, book), visit(2, book), book=book)
    assert attempt_feed(runtime, book, "avant la panne") == "avant la panne"
    assert ids(google, book) == ["v1", "v2"]
    return runtime, book


def test_a_batch_that_a_crash_left_is_not_written_again(
    google: LocalGoogle, crashed: tuple[Runtime, str]
) -> None:
    runtime, book = crashed
    send(runtime, visit(3, book), book=book)

    assert attempt_feed(runtime, book, "après la panne") == "avant la panne"
    assert ids(google, book) == ["v1", "v2"]
    settle_feed(runtime, book, str(look(runtime.engine, book).feeding), "avant la panne")
    assert attempt_feed(runtime, book, "ensuite") == "ensuite"
    assert ids(google, book) == ["v1", "v2", "v3"]


def test_a_row_that_people_deleted_since_stays_deleted(
    google: LocalGoogle, crashed: tuple[Runtime, str], caplog: pytest.LogCaptureFixture
) -> None:
    runtime, book = crashed
    path = f"/v4/spreadsheets/{book}/values/{VISITS}!A3:Z3:clear"
    Person(google, OWNER).done("POST", path, {})

    assert attempt_feed(runtime, book, "après la panne") == "avant la panne"
    assert ids(google, book) == ["v1"]
    assert "rows changed or deleted as soon as written: 1" in caplog.messages
