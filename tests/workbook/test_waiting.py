"""A text that waits for its moment: blank before it, shown after it, on every workbook, and only text."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from abm_sheets.palette import SOFT, Tone
from abm_sheets.workbook.contents import ShownAfter, formula, rows_of
from abm_sheets.workbook.interface import Look, UncomputedError
from abm_sheets.workbook.memory import MemoryWorkbook
from abm_sheets.workbook.sheet import Area, Block, Highlight, Item, Sheet, Style
from tests.google.launch import LocalGoogle
from tests.google.sheets.formulas import Call, Literal, parse
from tests.loading import OWNER, Person, load_snapshot, open_robot, values
from tests.workbook.excel.made_files import read
from tests.workbook.test_contract import busy, in_a_file

wall = datetime.fromisoformat
"""A moment on a wall clock, which has no zone."""

PAST, FUTURE = wall("2001-01-01 10:05"), wall("2999-01-01 10:05")
LOOK = Look("fr", "EUR")
HOSTILE = {
    "quotes": 'dit "oui" et "',
    "an end and a call": '"&IMPORTXML("http://x";"//a")&"',
    "an end and another branch": '";1);A1+("',
    "a formula": "=1+1",
    "braces": "{=1}",
    "separators": "a;b,c",
    "lines": "une\ndeux",
    "an apostrophe": "'l'été",
    "markup": "<b>&amp;</b>",
}


def sheet(moment: datetime, *texts: str) -> Sheet:
    """A tab of ours with texts that wait, each between two that do not."""
    later = [Item(text, Style.STATUS, span=2, shown_after=moment) for text in texts]
    rows = [[Item("=1+1"), each, None, Item("après")] for each in later]
    return Sheet("quality", "Qualité", blocks=[Block(0, 0, rows)])


@pytest.mark.parametrize(
    ("separator", "expected"),
    [
        (";", '=IF(NOW()>DATE(2026;11;30)+TIME(10;5;0);"dit ""oui""";"")'),
        (",", '=IF(NOW()>DATE(2026,11,30)+TIME(10,5,0),"dit ""oui""","")'),
    ],
)
def test_it_is_one_comparison_with_the_clock(separator: str, expected: str) -> None:
    assert formula(ShownAfter(wall("2026-11-30 10:05"), 'dit "oui"'), separator) == expected


@given(st.text())
def test_no_text_gets_out_of_its_quotes(text: str) -> None:
    read_back = parse(formula(ShownAfter(PAST, text), ";"), ",", ("VRAI", "FAUX"))

    assert isinstance(read_back, Call)
    condition, shown, otherwise = read_back.arguments
    assert (read_back.name, isinstance(condition, Call)) == ("IF", True)
    assert (type(shown), otherwise) == (Literal, Literal(""))


def test_a_text_longer_than_excel_takes_in_a_formula_is_cut() -> None:
    literal = formula(ShownAfter(PAST, "é" * 300), ",").split('"')[1]

    assert (len(literal), literal[-1]) == (255, "…")


@pytest.mark.parametrize("moment", [PAST, FUTURE], ids=["past", "to come"])
@pytest.mark.parametrize("locale", ["fr_FR", "en_US"])
def test_google_shows_it_once_its_moment_has_passed(
    locale: str, moment: datetime, google: LocalGoogle
) -> None:
    spreadsheet = load_snapshot(google, replace(busy(), locale=locale))

    open_robot(google, spreadsheet).write([sheet(moment, *HOSTILE.values())], LOOK)

    shown = [text if moment is PAST else "" for text in HOSTILE.values()]
    assert values(google, spreadsheet, "Qualité") == [["=1+1", text, "", "après"] for text in shown]


def test_a_file_keeps_the_formula_and_shows_a_blank_until_it_is_calculated(tmp_path: Path) -> None:
    book = in_a_file(busy(), tmp_path).workbook

    path = Path(book.write([sheet(PAST, *HOSTILE.values())], LOOK))

    rows = list(openpyxl.load_workbook(path)["Qualité"].iter_rows())
    assert [[cell.data_type for cell in cells] for cells in rows] == [["s", "f", "n", "s"]] * len(HOSTILE)
    formulas = [formula(ShownAfter(PAST, text), ",") for text in HOSTILE.values()]
    assert [cells[1].value for cells in rows] == formulas
    (tab,) = read(path)
    assert list(zip(*tab.columns, strict=True)) == [
        ("=1+1", UncomputedError(each), "", "après") for each in formulas
    ]


def test_memory_keeps_it_as_it_is_and_reads_a_blank() -> None:
    book = MemoryWorkbook(busy())
    kept = sheet(PAST, "plus tard")

    book.write([Sheet("history", "Historique", blocks=kept.blocks)], LOOK)

    assert rows_of(kept) == [["=1+1", ShownAfter(PAST, "plus tard"), None, "après"]]
    assert [column[0] for column in book.read().tabs[-1].columns] == ["=1+1", None, None, "après"]


HIGHLIGHTED = Sheet(
    "quality",
    "Qualité",
    blocks=[Block(1, 1, [[Item("⚠ depuis lundi", span=2)]])],
    highlights=[Highlight(Area("quality", 1, 1, 1, 2), {'⚠"': Tone.RED}, begins=True)],
)


def test_a_highlight_may_look_at_how_a_text_begins_on_google(google: LocalGoogle) -> None:
    spreadsheet = load_snapshot(google, busy())

    open_robot(google, spreadsheet).write([HIGHLIGHTED], LOOK)

    answer = Person(google, OWNER).done(
        "GET", f"/v4/spreadsheets/{spreadsheet}", fields="sheets(properties(title),conditionalFormats)"
    )
    (tab,) = (tab for tab in answer["sheets"] if tab["properties"]["title"] == "Qualité")
    (rule,) = tab["conditionalFormats"]
    condition = {"type": "TEXT_STARTS_WITH", "values": [{"userEnteredValue": '⚠"'}]}
    assert rule["booleanRule"]["condition"] == condition


def test_a_highlight_may_look_at_how_a_text_begins_in_a_file(tmp_path: Path) -> None:
    path = Path(in_a_file(busy(), tmp_path).workbook.write([HIGHLIGHTED], LOOK))

    ((area, (rule,)),) = (
        (str(each.sqref), each.rules)
        for each in openpyxl.load_workbook(path)["Qualité"].conditional_formatting
    )
    assert (area, rule.type, rule.formula) == ("B2:C2", "expression", ['LEFT(B2,2)="⚠"""'])
    assert rule.dxf.fill.bgColor.rgb == "FF" + SOFT[Tone.RED][1:]
