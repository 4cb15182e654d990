"""The workbooks served: what is kept of each, and what is kept with it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from abm_sheets.errors.incoming import NotServedError
from abm_sheets.service.store.workbooks import (
    Learnt,
    add_workbook,
    begin_feeding,
    find_workbook,
    get_workbook,
    hold,
    learn,
    list_due,
    list_workbooks,
    remove_workbook,
)
from tests.service.bookkeeping import BOOK, DIGESTS, MONDAY, alter, look, runs, serve


def test_a_moment_comes_back_in_utc_whatever_clock_told_it(engine: sa.Engine) -> None:
    told = datetime(2026, 3, 29, 3, 30, tzinfo=ZoneInfo("Europe/Paris"))
    serve(engine, next_due=told)

    assert look(engine).next_due == told
    assert look(engine).next_due is not None
    assert str(look(engine).next_due) == "2026-03-29 01:30:00+00:00"


def test_what_is_said_again_changes_and_the_rest_stays(engine: sa.Engine) -> None:
    before = serve(engine, zone="Asia/Kolkata", alerts="json://a json://b")
    with engine.begin() as connection:
        add_workbook(connection, {"id": BOOK, "title": "Autre"}, {"schedule": "0 7 * * *", "added": MONDAY})
    after = look(engine)

    assert (after.title, before.title) == ("Autre", "Suivi")
    assert (after.schedule, after.added, after.zone) == (before.schedule, before.added, "Asia/Kolkata")
    assert after.alerts == ("json://a", "json://b")


def test_its_clock_is_the_sheet_s_own_unless_one_was_chosen(engine: sa.Engine) -> None:
    assert str(serve(engine, "A").clock) == "Europe/Paris"
    assert str(serve(engine, "B", zone="America/Montreal").clock) == "America/Montreal"


def test_a_workbook_that_is_not_served_is_told_apart(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        assert find_workbook(connection, BOOK) is None
        assert not hold(connection, BOOK)
        with pytest.raises(NotServedError):
            get_workbook(connection, BOOK)


def test_they_are_listed_by_title(engine: sa.Engine) -> None:
    for name, title in {"1": "Zèbre", "2": "Abeille", "3": "Mouche"}.items():
        serve(engine, name, title=title)
    with engine.begin() as connection:
        assert [each.title for each in list_workbooks(connection)] == ["Abeille", "Mouche", "Zèbre"]


def test_those_whose_time_has_come_are_due(engine: sa.Engine) -> None:
    serve(engine, "à l'heure", next_due=MONDAY)
    serve(engine, "en retard", next_due=MONDAY - timedelta(days=30))
    serve(engine, "plus tard", next_due=MONDAY + timedelta(seconds=1))
    serve(engine, "en pause", next_due=MONDAY, paused=True)
    serve(engine, "sans horaire", next_due=None)
    with engine.begin() as connection:
        assert {each.id for each in list_due(connection, MONDAY)} == {"à l'heure", "en retard"}


def test_one_job_at_a_time_writes_what_a_workbook_receives(engine: sa.Engine) -> None:
    serve(engine)
    with engine.begin() as connection:
        assert begin_feeding(connection, BOOK, "premier")
        assert not begin_feeding(connection, BOOK, "second")
        assert not begin_feeding(connection, "inconnu", "troisième")

    assert look(engine).feeding == "premier"


OWN = {"marketing_costs": "GBP"}


def test_what_a_refresh_found_is_kept_in_each_language(engine: sa.Engine) -> None:
    served = serve(engine, failing_since=MONDAY, next_due=MONDAY)
    with engine.begin() as connection:
        learn(connection, served, Learnt("Nouveau", "en_GB", "Europe/London", DIGESTS, OWN), MONDAY)
    after = look(engine)

    assert (after.digests, after.currencies) == (DIGESTS, OWN)
    assert (after.title, after.locale, str(after.clock)) == ("Nouveau", "en_GB", "Europe/London")
    assert (after.refreshed, after.failing_since) == (MONDAY, None)
    assert after.next_due == datetime(2026, 9, 28, 8, tzinfo=UTC)


def test_a_workbook_that_is_removed_leaves_nothing(engine: sa.Engine) -> None:
    serve(engine)
    serve(engine, "autre")
    with engine.begin() as connection:
        assert remove_workbook(connection, BOOK) == 0
        assert [each.id for each in list_workbooks(connection)] == ["autre"]
    assert list(runs(engine)) == []
    assert alter(engine, "autre", paused=True).paused
