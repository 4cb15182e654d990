"""What the administrator does: serve a sheet, say when, suspend, let tools feed it, stop."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from abm_sheets.errors.google import NotSharedError, SpreadsheetNotFoundError
from abm_sheets.errors.incoming import (
    InvalidScheduleError,
    InvalidSourceError,
    NotServedError,
    TooLongError,
)
from abm_sheets.service import database
from abm_sheets.service.desk import Desk, Wishes
from abm_sheets.service.jobs.refreshes import Runtime
from abm_sheets.service.schedule import MONDAY_AT_NINE, next_run
from abm_sheets.service.store.events import add_events
from abm_sheets.service.store.runs import ask_for_due, change_run
from abm_sheets.service.store.workbooks import Served, list_workbooks
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, ROBOT, Person, cell_data, load, open_robot
from tests.service.bookkeeping import BOOK, MONDAY, jobs, look, runs, serve
from tests.service.inbox import load_channels

CHANNELS = ("json://exemple.fr/a", "json://exemple.fr/b")


@pytest.fixture
def desk(runtime: Runtime, google: LocalGoogle) -> Desk:
    """The administrator's hands, on the local Google."""
    load_channels()
    return Desk(replace(runtime, open_workbook=lambda workbook: open_robot(google, workbook)))


@pytest.fixture
def hands(runtime: Runtime) -> Desk:
    """The administrator's hands, where Google is not called."""
    return Desk(runtime)


def sheet(
    google: LocalGoogle, title: str = "Suivi", locale: str = "fr_FR", zone: str = "Europe/Paris"
) -> str:
    return load(google, title, [("Feuille 1", [[cell_data("à moi")]])], locale, zone)


def share_as(google: LocalGoogle, book: str, role: str | None) -> None:
    """Let the robot do less with a spreadsheet, or nothing."""
    owner = Person(google, OWNER)
    owner.unshare(book)
    if role:
        owner.share(book, ROBOT, role)


def on_its_clock(served: Served) -> tuple[int, int, int]:
    """The day of the week, the hour and the minute of the next run."""
    assert served.next_due is not None
    assert served.next_due > datetime.now(UTC)
    due = served.next_due.astimezone(served.clock)
    return due.isoweekday(), due.hour, due.minute


@pytest.mark.parametrize("address", ["{}", "https://docs.google.com/spreadsheets/d/{}/edit#gid=0"])
def test_a_sheet_is_served_every_monday_at_nine_on_its_own_clock(
    google: LocalGoogle, desk: Desk, address: str
) -> None:
    book = sheet(google, "Tracking", "en_US", "America/New_York")
    served = desk.add(address.format(book), Wishes())

    assert (served.id, served.title, served.locale) == (book, "Tracking", "en_US")
    assert (served.schedule, served.zone, str(served.clock)) == ("0 9 * * 1", None, "America/New_York")
    assert on_its_clock(served) == (1, 9, 0)
    assert (served.paused, served.alerts, served.refreshed) == (False, (), None)


def test_what_is_not_said_again_stays(google: LocalGoogle, desk: Desk) -> None:
    book = sheet(google)
    first = desk.add(book, Wishes("30 7 * * 5", "Asia/Kolkata", CHANNELS))
    assert desk.add(book, Wishes()) == first

    changed = desk.add(book, Wishes(schedule="0 6 * * *"))
    assert (changed.schedule, changed.zone, changed.alerts) == ("0 6 * * *", first.zone, first.alerts)
    assert (changed.added, on_its_clock(changed)[1:]) == (first.added, (6, 0))


@pytest.mark.parametrize("schedule", ["none", " none ", ""])
def test_one_that_another_program_asks_for_is_never_due(
    google: LocalGoogle, desk: Desk, schedule: str
) -> None:
    served = desk.add(sheet(google), Wishes(schedule))

    assert (served.schedule, served.next_due) == ("", None)


@pytest.mark.parametrize(
    ("zone", "clock"), [("GMT-07:00", "UTC-07:00"), ("America/Atlantide", "Europe/Paris")]
)
def test_a_zone_that_is_an_offset_is_kept_and_one_that_nobody_knows_is_paris(
    google: LocalGoogle, desk: Desk, zone: str, clock: str
) -> None:
    served = desk.add(sheet(google, zone=zone), Wishes())

    assert str(served.clock) == clock


@pytest.mark.parametrize("role", [None, "reader", "commenter"])
def test_a_sheet_that_cannot_be_written_is_not_served(
    google: LocalGoogle, desk: Desk, engine: sa.Engine, role: str | None
) -> None:
    book = sheet(google)
    share_as(google, book, role)
    with pytest.raises(NotSharedError) as refusal:
        desk.add(book, Wishes())

    assert ROBOT in refusal.value.sentence("fr")
    with engine.begin() as connection:
        assert list(list_workbooks(connection)) == []


def test_a_sheet_that_is_not_there_is_told(desk: Desk) -> None:
    with pytest.raises(SpreadsheetNotFoundError):
        desk.add(BOOK, Wishes())


def test_it_is_suspended_and_taken_up_again_from_then_on(
    hands: Desk, engine: sa.Engine, runtime: Runtime
) -> None:
    serve(engine, next_due=MONDAY)
    paused = hands.pause(BOOK, paused=True)
    assert (paused.paused, paused.next_due) == (True, None)
    now = database.now(engine)
    assert ask_for_due(engine, runtime.queue, now) == 0

    resumed = hands.pause(BOOK, paused=False)
    assert (resumed.paused, resumed.next_due) == (False, next_run(MONDAY_AT_NINE, resumed.clock, now))
    assert ask_for_due(engine, runtime.queue, now) == 0
    assert list(runs(engine)) == []


def test_one_without_a_schedule_is_suspended_and_taken_up_again_too(hands: Desk, engine: sa.Engine) -> None:
    serve(engine, schedule="")

    assert hands.pause(BOOK, paused=True).next_due is None
    assert hands.pause(BOOK, paused=False).next_due is None


@pytest.mark.parametrize("paused", [False, True])
def test_it_is_refreshed_by_another_schedule(hands: Desk, engine: sa.Engine, *, paused: bool) -> None:
    now, zone = database.now(engine), serve(engine, next_due=MONDAY).clock
    served = hands.reschedule(BOOK, "30 7 * * 5", paused=paused)

    due = None if paused else next_run("30 7 * * 5", zone, now)
    assert (served.schedule, served.paused, served.next_due) == ("30 7 * * 5", paused, due)
    too_long = f"0 9 {','.join(['1'] * 50)} * 1"
    for schedule, refusal in (("* * * * *", InvalidScheduleError), (too_long, TooLongError)):
        with pytest.raises(refusal):
            hands.reschedule(BOOK, schedule, paused=False)
    assert look(engine) == served


def test_it_is_served_no_more(hands: Desk, engine: sa.Engine) -> None:
    served = serve(engine)
    event = {"workbook": BOOK, "source": "s", "tab": "accounts", "key": "k", "row": {}, "received": MONDAY}
    with engine.begin() as connection:
        add_events(connection, [event])

    assert hands.remove(BOOK) == (served, 1)
    with pytest.raises(NotServedError):
        hands.history(BOOK, 1)


def test_a_refresh_is_asked_for_once_until_it_is_over(hands: Desk, engine: sa.Engine) -> None:
    serve(engine)
    first, new = hands.run(BOOK)
    assert (new, first.trigger, first.who) == (True, "command", "")
    assert hands.run(BOOK) == (first, False)
    assert jobs(engine) == [f"refresh-{first.id}-1"]

    with engine.begin() as connection:
        change_run(connection, first.id, state="done", ended=MONDAY)
    second, new = hands.run(BOOK)
    assert new
    served, latest = hands.history(BOOK, 1)
    assert (served.id, [run.id for run in latest]) == (BOOK, [second.id])
    assert len(hands.history(BOOK, 10)[1]) == 2


def test_a_tool_added_again_keeps_its_tab_unless_told(hands: Desk, engine: sa.Engine) -> None:
    serve(engine)
    tabs = [
        hands.set_hook(BOOK, "zapier", tab, fresh=True)[0].tab
        for tab in (None, "accounts", None, "sales_costs")
    ]

    assert tabs == ["interactions", "accounts", "accounts", "sales_costs"]
    assert [hook.tab for hook in hands.hooks(BOOK)] == ["sales_costs"]


@pytest.mark.parametrize(
    ("source", "tab"),
    [
        pytest.param("Zapier", None, id="a capital"),
        pytest.param("-zapier", None, id="a hyphen first"),
        pytest.param("", None, id="nothing"),
        pytest.param("z" * 64, None, id="too long"),
        pytest.param("zapier/../jobs", None, id="a path"),
        pytest.param("zapier\n", None, id="a line's end"),
        pytest.param("zapier", "dashboard", id="a tab that is ours"),
        pytest.param("zapier", "settings", id="a tab that tools do not feed"),
        pytest.param("zapier", "", id="no tab"),
    ],
)
def test_what_is_no_tool_is_refused(hands: Desk, engine: sa.Engine, source: str, tab: str | None) -> None:
    serve(engine)
    with pytest.raises(InvalidSourceError) as refusal:
        hands.set_hook(BOOK, source, tab, fresh=True)

    assert "interactions" in refusal.value.sentence("fr")
    assert list(hands.hooks(BOOK)) == []
