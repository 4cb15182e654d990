"""Jobs as a worker does them: a refresh asked for ends well, or with one alert; never two at once."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest

from abm_sheets.service.jobs.refreshes import ATTEMPTS, Runtime
from abm_sheets.service.store.runs import PENDING, Run, Trigger, ask_for_run, ask_once
from abm_sheets.service.store.workbooks import list_workbooks, remove_workbook
from tests.commands import plain
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, ROBOT, Person, cell_data, load, load_file, load_snapshot, titles, values
from tests.service.bookkeeping import alter, jobs, look, runs, serve, until
from tests.service.conftest import Logged
from tests.service.inbox import Inbox, open_inbox
from tests.service.jobs.sending import send, visit, waiting
from tests.sheets import snapshot
from tests.test_golden import GOLDEN

READ, WRITE = "^GET /v4/spreadsheets/{}$", ":batchUpdate$"
DOWN = {"status": 503, "times": 1_000}
DASHBOARD = "Tableau de bord"


@pytest.fixture
def book(google: LocalGoogle, worker: Runtime, inbox: Inbox) -> str:
    """A small workbook, served; its alerts go to the inbox."""
    loaded = load_snapshot(google, snapshot())
    serve(worker.engine, loaded, alerts=inbox.address)
    google.clear_requests()
    return loaded


def ask(runtime: Runtime, book: str, trigger: Trigger = "panel") -> Run:
    with runtime.engine.begin() as connection:
        now = datetime.now(UTC)
        return ask_for_run(connection, runtime.queue, book, trigger=trigger, who="lea@exemple.fr", now=now)[0]


def refresh(runtime: Runtime, book: str, trigger: Trigger = "panel") -> Run:
    """Ask for a refresh and wait for its end."""
    asked = ask(runtime, book, trigger)
    until(lambda: runs(runtime.engine, book)[-1].state not in PENDING)
    run = runs(runtime.engine, book)[-1]
    assert run.id == asked.id
    return run


def test_a_refresh_that_is_asked_for_is_done(google: LocalGoogle, worker: Runtime) -> None:
    book = load_file(google, GOLDEN / "article.xlsx")
    serve(worker.engine, book)
    run = refresh(worker, book)
    served = look(worker.engine, book)

    assert (run.state, run.attempts, run.failure) == ("done", 1, None)
    assert run.row_count == 307
    assert run.started is not None
    assert run.ended is not None
    assert run.queued <= run.started < run.ended == served.refreshed
    assert (served.title, served.locale, served.sheet_zone) == ("article.xlsx", "fr_FR", "Europe/Paris")
    assert set(served.digests) == {"fr", "en"}
    assert served.digests["fr"].rows == 307
    assert served.digests["en"].headline.startswith("We targeted 50 accounts")
    board = values(google, book, DASHBOARD)
    assert any(served.digests["fr"].headline in row for row in board)
    assert "lea@exemple.fr" in repr(board)


def test_setting_an_empty_sheet_up_makes_it_ready_and_says_what_to_fill(
    google: LocalGoogle, worker: Runtime, inbox: Inbox
) -> None:
    book = load(google, "vide", [("Feuille 1", [[cell_data("à moi")]])])
    serve(worker.engine, book, alerts=inbox.address)

    assert refresh(worker, book, "setup").state == "done"
    assert {"Feuille 1", "Comptes", "Équipe"} <= set(titles(google, book))
    assert DASHBOARD not in titles(google, book)
    found = look(worker.engine, book).digests
    assert "« Comptes »" in found["fr"].to_fill.replace("\N{NO-BREAK SPACE}", " ")
    assert refresh(worker, book).state == "done"
    assert DASHBOARD in titles(google, book)


def test_what_is_due_is_refreshed_by_itself_and_is_due_again(
    google: LocalGoogle, worker: Runtime, book: str
) -> None:
    alter(worker.engine, book, next_due=datetime.now(UTC) - timedelta(days=20))
    until(lambda: [run.state for run in runs(worker.engine, book)] == ["done"])
    served = look(worker.engine, book)

    assert served.next_due is not None
    next_due = served.next_due.astimezone(served.clock)
    assert next_due > datetime.now(UTC)
    assert (next_due.isoweekday(), next_due.hour, next_due.minute) == (1, 9, 0)
    assert DASHBOARD in titles(google, book)


@pytest.mark.parametrize(
    ("fault", "attempts"),
    [
        pytest.param({"match": READ, "status": 503, "times": 12}, 3, id="unavailable twice over"),
        pytest.param({"match": READ, "status": 429, "times": 6}, 2, id="out of quota"),
        pytest.param({"match": WRITE, "status": 503, "times": 3}, 2, id="not written"),
    ],
)
def test_a_failure_that_passes_is_tried_again_and_nobody_is_told(
    google: LocalGoogle, worker: Runtime, book: str, inbox: Inbox, fault: dict[str, Any], attempts: int
) -> None:
    google.faults([{**fault, "match": fault["match"].format(book)}])
    run = refresh(worker, book)

    assert (run.state, run.attempts, run.failure) == ("done", attempts, None)
    assert look(worker.engine, book).failing_since is None
    assert inbox.received == []


def test_people_are_told_once_that_it_failed_and_once_that_it_works_again(
    google: LocalGoogle, worker: Runtime, book: str, inbox: Inbox
) -> None:
    refresh(worker, book)
    google.faults([{"match": READ.format(book), **DOWN}])
    failed = refresh(worker, book)

    assert (failed.state, failed.attempts) == ("failed", ATTEMPTS)
    assert failed.failure is not None
    assert failed.failure["fr"].startswith("Google ne répond pas")
    assert look(worker.engine, book).failing_since == failed.ended
    until(lambda: inbox.received)
    google.control("DELETE", "faults")
    Person(google, OWNER).unshare(book)
    assert refresh(worker, book).state == "failed"
    assert look(worker.engine, book).failing_since == failed.ended

    Person(google, OWNER).share(book, ROBOT)
    assert refresh(worker, book).state == "done"
    assert look(worker.engine, book).failing_since is None
    until(lambda: len(inbox.received) == 2)
    assert refresh(worker, book).state == "done"
    until(lambda: not jobs(worker.engine, "ENQUEUED") and not jobs(worker.engine, "PENDING"))
    assert [plain(title) for title in inbox.titles] == [
        "« suivi.xlsx » n'est plus actualisée",
        "« suivi.xlsx » est de nouveau actualisée",
    ]
    reported = inbox.received[0]["message"]
    assert failed.failure["fr"] in reported
    assert f"/spreadsheets/d/{book}" in reported


def test_one_job_of_a_workbook_at_a_time(google: LocalGoogle, worker: Runtime, book: str) -> None:
    other = load_snapshot(google, snapshot())
    serve(worker.engine, other)
    google.clear_requests()
    now = datetime.now(UTC)
    google.faults([{"match": READ.format(each), "hang_s": 0.1, "times": 3} for each in (book, other)])
    with worker.engine.begin() as connection:
        for number, served in product(range(4), list_workbooks(connection)):
            due = now + timedelta(hours=number)
            ask_once(connection, worker.queue, served, trigger="job", due=due, now=now)
    for each in (book, other):
        send(worker, visit(1, each), book=each)
    until(lambda: [run.state for each in (book, other) for run in runs(worker.engine, each)] == ["done"] * 8)
    until(lambda: waiting(worker.engine) == 0)

    for each in (book, other):
        called = [call["path"].rpartition(each)[2] for call in google.requests() if each in call["path"]]
        # Read what is there, read its cells, write if anything changed: five times, one after the other.
        assert re.fullmatch(
            "(R/values:batchGetByDataFilter(:batchUpdate)?){5}", "".join(x or "R" for x in called)
        )


def test_a_channel_that_fails_keeps_no_other_from_being_told_once(
    google: LocalGoogle, worker: Runtime, book: str, inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    with open_inbox() as broken:
        broken.status = 500
        alter(worker.engine, book, alerts=f"{broken.address} {inbox.address}")
        Person(google, OWNER).unshare(book)
        refresh(worker, book)
        name = f"alert-{runs(worker.engine, book)[-1].id}-1"
        until(lambda: inbox.received and f"{name}-5" in jobs(worker.engine, "SUCCESS"))

        assert [len(each.received) for each in (broken, inbox)] == [5, 1]
    assert f"message not sent: {name}" in caplog.messages


def test_what_is_logged_names_runs_and_nobody(
    google: LocalGoogle, worker: Runtime, book: str, inbox: Inbox, logged: Logged
) -> None:
    refresh(worker, book)
    Person(google, OWNER).unshare(book)
    run = refresh(worker, book)
    until(lambda: inbox.received)
    lines = logged()

    assert ("attempt failed: NotSharedError", run.id) in {(line["message"], line["run"]) for line in lines}
    reported = json.dumps(lines)
    assert "lea@exemple.fr" not in reported
    assert ROBOT not in reported
    assert "secret-du-canal" not in reported
    assert "Bearer" not in reported


def test_a_workbook_removed_meanwhile_ends_its_run(
    google: LocalGoogle, worker: Runtime, book: str, inbox: Inbox
) -> None:
    google.faults([{"match": READ.format(book), "hang_s": 0.5}])
    ask(worker, book)
    until(lambda: [run.state for run in runs(worker.engine, book)] == ["running"])
    with worker.engine.begin() as connection:
        remove_workbook(connection, book)
    until(lambda: not jobs(worker.engine, "PENDING"))

    assert list(runs(worker.engine, book)) == []
    assert jobs(worker.engine, "ERROR") == []
    assert inbox.received == []
