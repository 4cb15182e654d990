"""Runs on one day and another: each closed week is frozen once, whatever was missed, wherever it is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from freezegun import freeze_time

from abm_sheets.errors import AlreadyClaimedError
from abm_sheets.errors.google import GoogleError
from abm_sheets.history import Past
from abm_sheets.history.kept import Kept
from abm_sheets.history.weeks import FROZEN, read_past
from abm_sheets.refresh import examine, refresh, run, write
from abm_sheets.workbook.google.spreadsheet import GoogleWorkbook
from abm_sheets.workbook.interface import Snapshot, Tab, Workbook
from abm_sheets.workbook.memory import MemoryWorkbook
from abm_sheets.workbook.sheet import Sheet
from tests.google.launch import LocalGoogle
from tests.loading import load_snapshot, open_robot
from tests.sheets import snapshot, tab
from tests.test_google_faults import CALLS
from tests.workbook.test_contract import in_a_file

PARIS = ZoneInfo("Europe/Paris")

SETTINGS = "setting | value\nlanguage | fr"


def content(**tabs: str) -> Snapshot:
    given = {
        "accounts": """
            account | targeted_from
            Alizé   | 2025-01-01
            Boréal  | 2025-01-01
        """,
        "interactions": """
            date       | account | type
            2026-09-01 | Alizé   | Webinaire
            2026-09-02 | Alizé   | LinkedIn
            2026-09-03 | Alizé   | Visite site
        """,
        "settings": SETTINGS,
    }
    return snapshot("fr_FR", time_zone="Europe/Paris", **{**given, **tabs})


Make = Callable[[Snapshot], Workbook]


@pytest.fixture(params=["memory", "excel", "google"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Make:
    """Keep a snapshot in each kind of workbook in turn."""
    if request.param == "memory":
        return MemoryWorkbook
    if request.param == "excel":
        return lambda given: in_a_file(given, tmp_path).workbook
    google: LocalGoogle = request.getfixturevalue("google")
    return lambda given: open_robot(google, load_snapshot(google, given))


def at(day: str) -> datetime:
    """Nine o'clock of a day, in Paris."""
    return datetime.fromisoformat(f"{day} 09:00").replace(tzinfo=PARIS)


def run_on(book: Workbook, day: str) -> None:
    """Refresh at nine of a day, by the clock; Google checks tokens by its own, which nobody can stop."""
    if isinstance(book, GoogleWorkbook):
        refresh(book, now=at(day))
    else:
        with freeze_time(at(day).astimezone(UTC)):
            refresh(book)


def past(book: Workbook) -> Past:
    return read_past(book.read())


def weeks(book: Workbook) -> list[str]:
    """The weeks of the history in order, each as often as it has rows for every metric."""
    rows = past(book)
    found = [str(row["week"]) for row in rows.kept.rows() if row["week"]]
    assert all(found.count(week) == len(FROZEN) for week in found), found
    return list(dict.fromkeys(found))


SCENARIOS = {
    "a first run freezes the last closed week": (["2026-09-28"], ["2026-W39"]),
    "two runs on a Monday": (["2026-09-28", "2026-09-28"], ["2026-W39"]),
    "each Monday": (["2026-09-28", "2026-10-05"], ["2026-W39", "2026-W40"]),
    "a Monday missed, caught up on Wednesday": (
        ["2026-09-28", "2026-10-14"],
        ["2026-W39", "2026-W40", "2026-W41"],
    ),
    "any day of the week": (["2026-09-30", "2026-10-02", "2026-10-03"], ["2026-W39"]),
    "a Sunday closes its own week": (["2026-10-03", "2026-10-04", "2026-10-05"], ["2026-W39", "2026-W40"]),
    "a year of 53 weeks": (["2026-12-21", "2027-01-11"], ["2026-W51", "2026-W52", "2026-W53", "2027-W01"]),
    "a quarter that ends within the week": (["2026-09-28", "2026-10-05"], ["2026-W39", "2026-W40"]),
}


@pytest.mark.parametrize("what", SCENARIOS)
def test_each_closed_week_is_frozen_once(what: str) -> None:
    days, expected = SCENARIOS[what]
    book = MemoryWorkbook(content())

    for day in days:
        run_on(book, day)

    assert weeks(book) == expected


def test_a_week_that_was_missed_is_frozen_wherever_the_history_is_kept(make: Make) -> None:
    book = make(content())

    for day in ("2026-09-28", "2026-10-14"):
        run_on(book, day)

    assert weeks(book) == ["2026-W39", "2026-W40", "2026-W41"]


def test_a_week_keeps_its_figures_when_the_data_are_corrected(make: Make) -> None:
    book = make(content())
    refresh(book, now=at("2026-09-07"))
    fewer = MemoryWorkbook(content(interactions="date | account | type\n2026-09-01 | Alizé | Webinaire"))
    fewer.sheets = _history_sheets(book)

    view = examine(fewer, now=at("2026-09-09"))

    frozen = view.history.frozen("2026-W36", "engaged_accounts")
    assert frozen is not None
    assert (frozen.value, frozen.denominator) == (1, 2)
    assert view.report.weeks[-2].engaged_accounts == 0


def _history_sheets(book: Workbook) -> Sequence[Sheet]:
    """The history of a workbook, as a memory workbook keeps it."""
    kept = MemoryWorkbook(replace(book.read(), tabs=[*book.read().tabs]))
    write(kept, examine(kept, now=at("2026-09-08")))
    return kept.sheets


def test_a_run_as_of_a_past_day_adds_nothing(make: Make) -> None:
    book = make(content())
    refresh(book, now=at("2026-09-28"))
    before = past(book)

    refresh(book, at("2026-09-15").date(), now=at("2026-10-14"))

    assert past(book) == before


def test_a_day_to_come_adds_nothing(make: Make) -> None:
    book = make(content())

    refresh(book, at("2026-12-31").date(), now=at("2026-09-28"))

    assert past(book).weeks == set()


def test_a_change_of_settings_makes_a_version_and_old_weeks_keep_theirs(make: Make) -> None:
    book = make(content())
    refresh(book, now=at("2026-09-07"))
    first = past(book).frozen["2026-W36", "engaged_accounts"].version
    changed = MemoryWorkbook(content(settings=f"{SETTINGS}\nengagement_min_interactions | 4"))
    changed.sheets = _history_sheets(book)

    refresh(changed, now=at("2026-09-14"))

    after = past(changed)
    assert after.frozen["2026-W36", "engaged_accounts"].version == first
    assert after.frozen["2026-W37", "engaged_accounts"].version != first
    assert [each.version for each in after.versions] == [
        first,
        after.frozen["2026-W37", "engaged_accounts"].version,
    ]


@freeze_time("2026-09-28 06:59")
def test_the_clock_is_read_where_no_moment_is_given() -> None:
    book = MemoryWorkbook(content())

    refresh(book)

    assert weeks(book) == ["2026-W39"]


def test_the_histories_of_a_file_and_of_a_google_sheet_are_the_same(
    google: LocalGoogle, tmp_path: Path
) -> None:
    file = in_a_file(content(), tmp_path).workbook
    shared = open_robot(google, load_snapshot(google, content()))

    for day in ("2026-09-28", "2026-10-07"):
        refresh(file, now=at(day))
        refresh(shared, now=at(day))

    assert past(file).frozen == past(shared).frozen
    assert past(file).versions == past(shared).versions


def test_two_runs_at_the_same_moment_freeze_a_week_once(google: LocalGoogle) -> None:
    spreadsheet = load_snapshot(google, content())
    refresh(open_robot(google, spreadsheet), now=at("2026-09-28"))
    early, late = open_robot(google, spreadsheet), open_robot(google, spreadsheet)
    seen = examine(late, now=at("2026-10-05"))
    refresh(early, now=at("2026-10-05"))

    with pytest.raises(AlreadyClaimedError):
        write(late, seen)

    run(late, now=at("2026-10-05"))
    assert weeks(open_robot(google, spreadsheet)) == ["2026-W39", "2026-W40"]


@pytest.mark.parametrize("fault", [{"status": 503}, {"drop": True}])
@pytest.mark.parametrize("after_write", [True, False])
def test_an_answer_that_is_lost_freezes_a_week_once(
    fault: dict[str, object], after_write: object, google: LocalGoogle
) -> None:
    book = open_robot(google, load_snapshot(google, content()))
    refresh(book, now=at("2026-09-28"))
    google.faults([{"match": ":batchUpdate$", "after_write": after_write, **fault}])

    refresh(book, now=at("2026-10-05"))

    assert weeks(book) == ["2026-W39", "2026-W40"]


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("after_write", [True, False])
def test_a_run_that_breaks_off_leaves_no_hole_and_no_repeat(
    call: str, after_write: object, google: LocalGoogle
) -> None:
    book = open_robot(google, load_snapshot(google, content()), attempts=1)
    refresh(book, now=at("2026-09-28"))
    google.faults([{"match": CALLS[call], "drop": True, "times": 9, "after_write": after_write}])

    with suppress(GoogleError):
        refresh(book, now=at("2026-10-07"))
    google.control("DELETE", "faults")
    refresh(book, now=at("2026-10-14"))

    assert weeks(book) == ["2026-W39", "2026-W40", "2026-W41"]


def test_many_runs_at_once_freeze_a_week_once(google: LocalGoogle) -> None:
    spreadsheet = load_snapshot(google, content())
    refresh(open_robot(google, spreadsheet), now=at("2026-09-28"))

    with ThreadPoolExecutor(4) as pool:
        runs = [pool.submit(refresh, open_robot(google, spreadsheet), now=at("2026-10-05")) for _ in range(4)]
        assert all(each.result() for each in runs)

    assert weeks(open_robot(google, spreadsheet)) == ["2026-W39", "2026-W40"]


def _history(book: MemoryWorkbook) -> Tab:
    return next(each for each in book.read().tabs if each.identity == "history")


def test_a_tab_that_is_no_history_any_more_is_kept_as_it_is() -> None:
    book = MemoryWorkbook(content())
    refresh(book, now=at("2026-09-28"))
    ruined = Tab("Historique", [["à moi", "x"], ["y", 12]], "history")
    book.snapshot = replace(content(), tabs=[*content().tabs, ruined])
    book.sheets = ()

    refresh(book, now=at("2026-10-05"))

    book.snapshot = content()
    assert [list(cells)[4:6] for cells in _history(book).columns[:2]] == [["à moi", "x"], ["y", 12]]
    assert weeks(book) == ["2026-W39", "2026-W40"]


def test_columns_and_rows_that_people_added_stay() -> None:
    book = MemoryWorkbook(content())
    refresh(book, now=at("2026-09-28"))
    kept = _history(book)
    noted = replace(kept, columns=[*kept.columns, ["", "", "", "Ma note", "", "bien"]])
    book.snapshot, book.sheets = replace(content(), tabs=[*content().tabs, noted]), ()

    refresh(book, now=at("2026-10-05"))
    book.snapshot = content()

    assert weeks(book) == ["2026-W39", "2026-W40"]
    assert list(_history(book).columns[-1])[3:6] == ["Ma note", None, "bien"]


def test_a_history_without_rows_of_ours_is_a_first_run() -> None:
    empty = tab("Historique", "")
    found = read_past(Snapshot("x", [replace(empty, identity="history")]))
    assert (found.weeks, found.kept) == (set(), Kept())
