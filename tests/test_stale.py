"""Where refreshes stop, the dashboard says so by itself, on Google and in a file, in both languages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from abm_sheets.language import catalogue
from abm_sheets.refresh import examine, refresh
from abm_sheets.workbook.memory import MemoryWorkbook
from tests.commands import run
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, Person, load_snapshot, open_robot, values
from tests.sheets import NOW
from tests.workbook.test_contract import busy, in_a_file

PAST_DAY = date(2026, 5, 3)
TREND = (
    r"=SPARKLINE\('Tableau de bord'!\$(?P<column>[A-Z])\$\d+:\$(?P=column)\$\d+;"
    r'TRANSPOSE\(\{"color";"#[0-9A-F]{6}"\}\)\)'
)
"""The formula of a card's small trend."""

PLACE = "G2"
"""The label's cell, beside the dates."""

STARTS = {"fr": "⚠ Pas actualisé depuis le ", "en": "⚠ Not refreshed since "}
ENDS = {"fr": "\u00a0: demandez une actualisation", "en": ": ask for a refresh"}
AGES = {"fresh": timedelta(), "still fresh": timedelta(days=6), "stale": timedelta(days=20)}

languages = pytest.mark.parametrize("language", ["fr", "en"])


@languages
@pytest.mark.parametrize("age", AGES)
def test_on_google_it_shows_once_a_refresh_was_missed(age: str, language: str, google: LocalGoogle) -> None:
    spreadsheet = load_snapshot(google, busy())
    moment = datetime.now(UTC) - AGES[age]

    refresh(open_robot(google, spreadsheet), now=moment, language=language)

    title = catalogue(language).title("dashboard")
    (found,) = values(google, spreadsheet, f"{title}!{PLACE}") or [[""]]
    assert found == ([_label(moment, language)] if age == "stale" else [""])


def _label(moment: datetime, language: str) -> str:
    since = catalogue(language).formats.moment(moment.astimezone(NOW.tzinfo))
    return f"{STARTS[language]}{since}{ENDS[language]}"


@languages
def test_in_a_file_a_formula_waits(language: str, tmp_path: Path) -> None:
    kept = in_a_file(busy(), tmp_path)

    refresh(kept.workbook, now=NOW, language=language)

    label = _label(NOW, language)
    formula = f'=IF(NOW()>DATE(2026,10,5)+TIME(10,0,0),"{label}","")'
    assert _formulas_of_a_file(tmp_path) == [(catalogue(language).title("dashboard"), PLACE, formula)]


def test_on_google_nothing_else_is_a_formula_but_the_trends(google: LocalGoogle) -> None:
    spreadsheet = load_snapshot(google, busy())

    refresh(open_robot(google, spreadsheet), now=NOW)

    formula = f'=IF(NOW()>DATE(2026;10;5)+TIME(10;0;0);"{_label(NOW, "fr")}";"")'
    first, *trends = _formulas_on_google(google, spreadsheet)
    assert first == ("Tableau de bord", formula)
    assert [_drawn(each) for each in trends] == ["C", "H", "I", "J", "K"]


def test_a_past_day_has_none_on_google(google: LocalGoogle) -> None:
    spreadsheet = load_snapshot(google, busy())

    assert run("refresh", spreadsheet, "--as-of", PAST_DAY).status == 0

    assert [_drawn(each) for each in _formulas_on_google(google, spreadsheet)] == ["C", "H", "I"]


def _drawn(found: tuple[str, str]) -> str:
    """The column of the weeks that a trend of the dashboard is drawn from, if it is one."""
    tab, text = found
    trend = re.fullmatch(TREND, text)
    assert trend, text
    assert tab == "Tableau de bord"
    return trend["column"]


def test_a_past_day_has_none_in_a_file(tmp_path: Path) -> None:
    in_a_file(busy(), tmp_path)

    assert run("refresh", tmp_path / "suivi.xlsx", "--as-of", PAST_DAY).status == 0

    assert _formulas_of_a_file(tmp_path) == []


def test_the_report_says_nothing_of_it() -> None:
    book = MemoryWorkbook(busy())
    usual, other = (examine(book, now=NOW, stale_after=after) for after in (timedelta(1), timedelta(30)))

    assert usual.stale_at != other.stale_at
    assert json.loads(usual.report.model_dump_json()) == json.loads(other.report.model_dump_json())


def _formulas_of_a_file(folder: Path) -> list[tuple[str, str, str]]:
    """Every formula of the file of the dashboard: its tab, its cell and its text."""
    book = openpyxl.load_workbook(folder / "suivi-dashboard.xlsx")
    cells = [(tab.title, cell) for tab in book for row in tab.iter_rows() for cell in row]
    return [(title, cell.coordinate, str(cell.value)) for title, cell in cells if cell.data_type == "f"]


def _formulas_on_google(google: LocalGoogle, spreadsheet: str) -> Iterator[tuple[str, str]]:
    """Every formula of our tabs, with its tab; the errors that people left are formulas too."""
    fields = "sheets(properties(title),data(rowData(values(userEnteredValue))))"
    answer = Person(google, OWNER).done("GET", f"/v4/spreadsheets/{spreadsheet}", fields=fields)
    theirs = {tab.title for tab in busy().tabs}
    for tab in answer["sheets"]:
        title = tab["properties"]["title"]
        for row in tab["data"][0].get("rowData", []) if title not in theirs else ():
            for cell in row.get("values", []):
                if "formulaValue" in cell.get("userEnteredValue", {}):
                    yield title, cell["userEnteredValue"]["formulaValue"]
