"""What is written is what Excel reads back, and a failed write leaves the file before whole."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from abm_sheets.palette import SOFT, SOLID, Tone
from abm_sheets.workbook.excel import cells
from abm_sheets.workbook.excel.writer import write_workbook
from abm_sheets.workbook.interface import Look
from abm_sheets.workbook.sheet import (
    Area,
    Block,
    Chart,
    Dropdown,
    Highlight,
    Item,
    Link,
    Series,
    Sheet,
    Sparkline,
    Style,
    Table,
    TableColumn,
    Value,
)

FRENCH = Look("fr", "EUR")
ENGLISH = Look("en", "EUR")


def written(folder: Path, *sheets: Sheet, look: Look = FRENCH) -> Path:
    path = folder / "out.xlsx"
    write_workbook(path, sheets, look, {"interactions": "L'onglet"}, "Nos comptes n°1 #2.xlsx")
    return path


def first_tab(folder: Path, *sheets: Sheet, look: Look = FRENCH) -> Worksheet:
    tab = load_workbook(written(folder, *sheets, look=look)).worksheets[0]
    assert isinstance(tab, Worksheet)
    return tab


def column_sheet(
    values: Sequence[Value], style: Style = Style.TEXT, links: Sequence[Link | None] | None = None
) -> Sheet:
    return Sheet("t", "Tab", tables=[Table(0, 0, [TableColumn("H", values, style, links=links)])])


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x")', "+1", "@x", "-2", "12", "http://x.fr", "{=1}"])
def test_peoples_text_stays_text(tmp_path: Path, text: str) -> None:
    cell = first_tab(tmp_path, column_sheet([text]))["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_values_of_every_type_come_back(tmp_path: Path) -> None:
    values: list[Value] = [1, 2.5, True, pd.Series([7]).iloc[0]]
    days: list[Value] = [date(2026, 3, 15), pd.Timestamp("2026-03-16")]
    columns = [TableColumn("V", values), TableColumn("D", days, Style.DATE)]
    tab = first_tab(tmp_path, Sheet("t", "Tab", tables=[Table(0, 0, columns)]))
    assert [tab.cell(row, 1).value for row in range(2, 6)] == values
    assert [tab.cell(row, 2).value for row in range(2, 4)] == [pd.Timestamp(str(day)) for day in days]


@pytest.mark.parametrize("value", [None, "", math.nan, math.inf, pd.NaT])
def test_what_has_no_value_is_blank(tmp_path: Path, value: Value) -> None:
    assert first_tab(tmp_path, column_sheet([value]))["A2"].value is None


def test_long_and_unprintable_texts_fit_a_cell(tmp_path: Path) -> None:
    tab = first_tab(tmp_path, column_sheet(["x" * 40_000, "a\x00b\x0bc\ud800"]))
    assert len(tab["A2"].value) == 32_767
    assert tab["A2"].value.endswith("…")
    assert tab["A3"].value == "abc"


@pytest.mark.parametrize(
    ("style", "french", "english"),
    [
        (Style.INTEGER, '#,##0;"−"#,##0', '#,##0;"−"#,##0'),
        (Style.MONEY, '#,##0"\u00a0€";"−"#,##0"\u00a0€"', '"€"#,##0;"−€"#,##0'),
        (Style.PERCENT, '0.0\\ %;"−"0.0\\ %', '0.0%;"−"0.0%'),
        (Style.MULTIPLE, '#,##0.0"×";"−"#,##0.0"×"', '#,##0.0"×";"−"#,##0.0"×"'),
        (Style.DATE, "dd/mm/yyyy", "mm/dd/yyyy"),
    ],
)
def test_numbers_are_shown_as_the_language_writes_them(
    tmp_path: Path, style: Style, french: str, english: str
) -> None:
    assert first_tab(tmp_path, column_sheet([1], style))["A2"].number_format == french
    assert first_tab(tmp_path, column_sheet([1], style), look=ENGLISH)["A2"].number_format == english


def test_links_lead_to_our_tabs_and_to_the_peoples_file(tmp_path: Path) -> None:
    links = [Link("t", 5, 2), Link("interactions", 12, 1, source=True), Link("nowhere", source=True)]
    tab = first_tab(tmp_path, column_sheet([8, "ici", "rien"], links=links))
    assert tab["A2"].value == 8
    assert tab["A2"].hyperlink.location == "'Tab'!B5"
    assert tab["A3"].hyperlink.target == "Nos%20comptes%20n°1%20%232.xlsx"
    assert tab["A3"].hyperlink.location == "'L''onglet'!A12"
    assert tab["A4"].hyperlink is None


def test_links_beyond_what_excel_accepts_are_plain_values(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cells, "MOST_LINKS", 2)
    tab = first_tab(tmp_path, column_sheet(["a", "b", "c"], links=[Link("t")] * 3))
    assert [bool(tab.cell(row, 1).hyperlink) for row in (2, 3, 4)] == [True, True, False]
    assert tab["A4"].value == "c"


def test_blocks_merge_colour_and_annotate(tmp_path: Path) -> None:
    status = Item("à suivre", Style.STATUS, tone=Tone.AMBER, note="Pourquoi")
    tab = first_tab(
        tmp_path, Sheet("t", "Tab", blocks=[Block(1, 1, [[Item("Titre", span=3), None, None, status]])])
    )
    assert [str(each) for each in tab.merged_cells.ranges] == ["B2:D2"]
    assert tab["E2"].fill.fgColor.rgb == "FF" + SOFT[Tone.AMBER][1:]
    assert tab["E2"].comment.text == "Pourquoi"


def test_a_column_of_a_table_may_take_several_of_the_tab(tmp_path: Path) -> None:
    wide, after = TableColumn("Contenus", ["a", "b"], Style.WRAPPED, span=2), TableColumn("Montant", [1, 2])
    tab = first_tab(tmp_path, Sheet("t", "Tab", tables=[Table(0, 1, [wide, after])]))
    assert {str(each) for each in tab.merged_cells.ranges} == {"B1:C1", "B2:C2", "B3:C3"}
    assert [[cell.value for cell in row] for row in tab.iter_rows()] == [
        [None, "Contenus", None, "Montant"],
        [None, "a", None, 1],
        [None, "b", None, 2],
    ]


def test_short_lists_are_inline_and_long_ones_wait_on_a_hidden_tab(tmp_path: Path) -> None:
    long = [f"Un choix assez long, numéro {number}" for number in range(30)]
    lists = [Dropdown(Area("t", 1, 0, None, 0), ["oui", "non"]), Dropdown(Area("t", 1, 1, 9, 1), long)]
    book = load_workbook(written(tmp_path, Sheet("t", "Tab", dropdowns=lists)))
    short, other = book["Tab"].data_validations.dataValidation
    assert (short.formula1, str(short.sqref)) == ('"oui,non"', "A2:A1048576")
    assert other.formula1 == "'_abm_sheets'!$A$1:$A$30"
    assert book["_abm_sheets"].sheet_state == "hidden"
    assert book["_abm_sheets"]["A30"].value == long[-1]


def test_dropdowns_may_offer_a_whole_column(tmp_path: Path) -> None:
    open_column = Dropdown(Area("t", 1, 1, None, 1), Area("t", 1, 0, None, 0), strict=False)
    tab = first_tab(tmp_path, Sheet("t", "Tab", dropdowns=[open_column]))
    (validation,) = tab.data_validations.dataValidation
    assert validation.formula1 == "'Tab'!$A$2:$A$1048576"
    assert not validation.showErrorMessage


def test_charts_highlights_and_protection_are_there(tmp_path: Path) -> None:
    area = Area("t", 1, 0, 3, 0)
    series = [
        Series("S", area, area, Tone.SALES),
        Series("L", area, area, Tone.SHARED, line=True, secondary=True),
    ]
    sheet = Sheet(
        "t",
        "Tab",
        tables=[Table(0, 0, [TableColumn("H", [1, 2, 3])], filter=True)],
        charts=[Chart(5, 0, "Titre", series, description="Ce que l'on voit")],
        highlights=[Highlight(area, {'dit "oui"': Tone.GREEN})],
        one_page=True,
    )
    path = written(tmp_path, sheet)
    tab = load_workbook(path)["Tab"]
    assert tab.protection.sheet
    assert not tab.protection.selectLockedCells
    assert tab.auto_filter.ref == "A1:A4"
    assert (tab.page_setup.orientation, tab.sheet_view.zoomScale) == ("landscape", 85)
    assert [rule.formula for each in tab.conditional_formatting for rule in each.rules] == [['"dit ""oui"""']]
    with ZipFile(path) as archive:
        assert "Ce que l'on voit" in archive.read("xl/drawings/drawing1.xml").decode()
        assert b"c:lineChart" in archive.read("xl/charts/chart1.xml")


def test_small_lines_are_drawn_from_the_cells_of_a_tab(tmp_path: Path) -> None:
    figures = Sheet("u", "L'onglet", tables=[Table(0, 0, [TableColumn("H", [1, None, 3])])])
    sparkline = Sparkline(4, 2, Area("u", 1, 0, 3, 0), Tone.SALES)
    path = written(tmp_path, Sheet("t", "Tab", sparklines=[sparkline]), figures)

    with ZipFile(path) as archive:
        tab = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<xm:f>'L''onglet'!A2:A4</xm:f><xm:sqref>C5</xm:sqref>" in tab
    assert f'<x14:colorSeries rgb="FF{SOLID[Tone.SALES][1:]}"/>' in tab
    assert 'displayEmptyCellsAs="gap"' in tab


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    first = written(tmp_path, column_sheet(["a", 1])).read_bytes()
    assert written(tmp_path, column_sheet(["a", 1])).read_bytes() == first
