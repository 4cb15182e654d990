"""Small lines on Google: one formula of ours, read alike under every locale, and written when it differs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from abm_sheets.palette import SOLID, Tone
from abm_sheets.workbook.google.attachments import drawn
from abm_sheets.workbook.interface import Look
from abm_sheets.workbook.sheet import Area, Block, Item, Sheet, Sparkline, Table, TableColumn
from tests.google.launch import LocalGoogle
from tests.google.sheets.formulas import Array, Call, Literal, Reference, parse
from tests.loading import OWNER, Person, load_snapshot, open_robot, values
from tests.workbook.test_contract import busy

LOOK = Look("fr", "EUR")
FIGURES = Sheet("analysis", "Analyses", tables=[Table(0, 0, [TableColumn("ROI", [1, 2.5, None])])])
TITLES = {
    "plain": "Analyses",
    "an apostrophe": "L'analyse",
    "an end and a call": 'x\'!A1;IMPORTXML("http://x";"//a");\'y',
}


def dashboard(last_row: int = 3, tone: Tone = Tone.NEUTRAL) -> Sheet:
    """A tab of ours with a small line beside a value."""
    line = Sparkline(0, 1, Area("analysis", 1, 0, last_row, 0), tone)
    return Sheet("dashboard", "Tableau", blocks=[Block(0, 0, [[Item(2.5), Item(None)]])], sparklines=[line])


def formulas(google: LocalGoogle, spreadsheet: str) -> Any:
    """The first row of the dashboard as its owner edits it."""
    path = f"/v4/spreadsheets/{spreadsheet}/values/Tableau!A1:B1"
    return Person(google, OWNER).done("GET", path, valueRenderOption="FORMULA")["values"][0]


@pytest.mark.parametrize("separator", [",", "\\"], ids=["decimal point", "decimal comma"])
@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_the_formula_is_one_drawing_of_our_cells_whatever_the_locale_and_the_title(
    title: str, separator: str
) -> None:
    (line,) = dashboard().sparklines

    found = parse(drawn(line, {"analysis": title}).formula, separator, ("TRUE", "FALSE"))

    assert isinstance(found, Call)
    figures, turned = found.arguments
    assert isinstance(figures, Reference)
    assert (found.name, figures.title) == ("SPARKLINE", title)
    option = Array(((Literal("color"),), (Literal(SOLID[Tone.NEUTRAL]),)))
    assert turned == Call("TRANSPOSE", (option,))


@pytest.mark.parametrize("locale", ["fr_FR", "en_US"])
def test_google_takes_it_and_shows_no_error(locale: str, google: LocalGoogle) -> None:
    spreadsheet = load_snapshot(google, replace(busy(), locale=locale))

    open_robot(google, spreadsheet).write([dashboard(), FIGURES], LOOK)

    assert values(google, spreadsheet, "Tableau") == [[2.5, ""]]
    assert formulas(google, spreadsheet)[1].startswith("=SPARKLINE(")


@pytest.mark.parametrize(
    "changed", [dashboard(last_row=2), dashboard(tone=Tone.SALES)], ids=["other cells", "another colour"]
)
def test_another_line_replaces_it_though_both_read_as_blanks(changed: Sheet, google: LocalGoogle) -> None:
    spreadsheet = load_snapshot(google, busy())
    open_robot(google, spreadsheet).write([dashboard(), FIGURES], LOOK)
    before = formulas(google, spreadsheet)

    open_robot(google, spreadsheet).write([changed, FIGURES], LOOK)

    after = formulas(google, spreadsheet)
    assert (after[0], after[1] == before[1]) == (before[0], False)


def test_a_tab_without_it_any_more_is_left_blank(google: LocalGoogle) -> None:
    spreadsheet = load_snapshot(google, busy())
    open_robot(google, spreadsheet).write([dashboard(), FIGURES], LOOK)

    open_robot(google, spreadsheet).write([replace(dashboard(), sparklines=[]), FIGURES], LOOK)

    assert formulas(google, spreadsheet) == [2.5]
