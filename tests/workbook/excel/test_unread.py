"""What calamine does not read of the XML: formulas that failed or that nobody computed, values far away."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from abm_sheets.errors import TabTooLargeError
from abm_sheets.workbook.excel import ExcelWorkbook
from abm_sheets.workbook.interface import CellError, UncomputedError
from tests.workbook.excel.made_files import SHEET, changed, read, remade, rows, typed, written


@pytest.mark.parametrize("code", ["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"])
def test_formula_errors_are_put_back_where_they_stand(tmp_path: Path, code: str) -> None:
    def fill(_: Workbook, tab: Worksheet) -> None:
        tab.write_row(0, 0, ["Compte", "Secteur", "Taille"])
        tab.write_formula(1, 1, '=VLOOKUP("</f>", A1:B9, 2)', None, code)
        tab.write_row(2, 0, ["Alizé", code, 3])

    found = rows(written(tmp_path, fill))
    assert found[1] == ("", CellError(code), "")
    assert found[2] == ("Alizé", code, 3)


def test_errors_that_openpyxl_writes_are_errors_too(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    tab = book.active
    assert tab is not None
    tab.append(["Compte", "#N/A", "=1/0"])
    book.save(tmp_path / "suivi.xlsx")
    assert rows(tmp_path / "suivi.xlsx")[0][:2] == ("Compte", CellError("#N/A"))


def test_an_error_beyond_the_other_cells_is_found(tmp_path: Path) -> None:
    def fill(_: Workbook, tab: Worksheet) -> None:
        tab.write(0, 0, "Compte")
        tab.write_formula(3, 2, "=NA()", None, "#N/A")

    columns = read(written(tmp_path, fill))[0].columns
    assert columns[0][0] == "Compte"
    assert columns[2][3] == CellError("#N/A")


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in blocks shorter than a row."""
    monkeypatch.setattr("abm_sheets.workbook.excel.package._BLOCK", 64)


@pytest.mark.usefixtures("small_blocks")
def test_many_rows_and_an_error_at_the_end(tmp_path: Path) -> None:
    def fill(_: Workbook, tab: Worksheet) -> None:
        for row in range(500):
            tab.write_formula(row, row % 7, "=NA()", None, "#N/A")

    columns = read(written(tmp_path, fill))[0].columns
    found = {
        (r, c) for c, cells in enumerate(columns) for r, cell in enumerate(cells) if cell == CellError("#N/A")
    }
    assert found == {(row, row % 7) for row in range(500)}


def test_an_error_whose_xml_has_prefixes_is_found(tmp_path: Path) -> None:
    path = written(tmp_path, lambda _, tab: tab.write_formula(1, 1, "=NA()", None, "#N/A"))
    prefixed = remade(path, lambda name, xml: _prefixed(xml) if name == SHEET else xml)
    assert rows(prefixed)[1] == ("", CellError("#N/A"))


def _prefixed(xml: bytes) -> bytes:
    return re.sub(rb"<(/?)(\w)", rb"<\1x:\2", xml).replace(b"xmlns=", b"xmlns:x=")


NA = CellError("#N/A")


@pytest.mark.parametrize(
    "cells",
    [
        "<row><c><v>1</v></c><c t='e'><v>#N/A</v></c></row>",
        '<row><c><v>1</v></c><c t="e"><f>NA()</f><v>#N/A</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c t="e" s="0" r="B1"><v>#N/A</v></c></row>',
        "<row r='1'><c r='A1'><v>1</v></c><c s='0' t='e' r='B1'><f t='str'>NA()</f><v>#N/A</v></c></row>",
        '<row><c r="A1"><v>1</v></c><c\n  r = "B1"  t = "e" ><v>#N/A</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1" cm="1" t="e" vm="1"><f/><v>#N/A</v></c></row>',
        '<row><c r="A1"><f>1</f><v>1</v></c><c t="e"><f>IF(A1&gt;0,"&lt;/f&gt;")</f><v>#N/A</v></c></row>',
    ],
)
def test_an_error_is_found_whichever_way_a_program_writes_it(cells: str, tmp_path: Path) -> None:
    assert rows(typed(tmp_path, cells)) == [(1, NA)]


def test_cells_and_rows_without_a_reference_are_numbered_as_they_come(tmp_path: Path) -> None:
    cells = (
        "<row><c t='s'><v>0</v></c></row><row/>"
        '<row r="4"><c r="B4"><v>1</v></c><c t="e"><v>#N/A</v></c></row>'
        '<row><c/><c t="inlineStr"><is><t>a</t></is></c><c><f>1+1</f></c></row>'
    )
    assert rows(typed(tmp_path, cells))[0][0] == "x"
    assert rows(typed(tmp_path, cells))[3:] == [("", 1, NA), ("", "a", UncomputedError("=1+1"))]


@pytest.mark.usefixtures("small_blocks")
def test_rows_without_a_reference_go_on_after_many_that_have_one(tmp_path: Path) -> None:
    placed = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 60))
    cells = placed + '<row><c><v>60</v></c></row><row><c t="e"><v>#N/A</v></c></row>'
    assert [cell for (cell,) in rows(typed(tmp_path, cells))] == [*range(1, 61), NA]


TEXTS = """<si><t xml:space="preserve"> a</t></si>
<si><r><t>gras</t></r><r><rPr><b/></rPr><t xml:space="preserve"> et fin</t></r></si>
<si><t>漢字</t><rPh sb="0" eb="1"><t>かん</t></rPh></si>"""


def test_texts_are_read_whole_wherever_they_are_kept(tmp_path: Path) -> None:
    cells = (
        '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c></row>'
        '<row><c t="inlineStr"><is><r><t>gras</t></r><r><t xml:space="preserve"> et fin</t></r></is></c>'
        '<c t="str"><v>A &amp; B</v></c></row>'
    )
    found = rows(typed(tmp_path, cells, strings=TEXTS))
    assert found == [(" a", "gras et fin", "漢字"), ("gras et fin", "A & B", "")]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ('<c r="A1"><f>1+1</f></c>', "=1+1"),
        ('<c r="A1"><f>1+1</f><v></v></c>', "=1+1"),
        ('<c r="A1"><f>1+1</f><v/></c>', "=1+1"),
        ('<c r="A1" s="0"><f>IF(B1&lt;2,"a","b")</f><v /></c>', '=IF(B1<2,"a","b")'),
        ('<c r="A1" t="str"><f>B1</f></c>', "=B1"),
        ('<c r="A1" t="e"><f>B1</f><v></v></c>', "=B1"),
        ('<c r="A1"><f t="shared" si="0"/></c>', "="),
        ("<c><f>B1</f></c>", "=B1"),
    ],
)
def test_a_formula_that_nobody_computed_is_no_blank(cell: str, code: str, tmp_path: Path) -> None:
    assert rows(typed(tmp_path, f'<row r="1">{cell}</row>')) == [(UncomputedError(code),)]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1" t="str"><f>""</f><v></v></c>', ""),
        ('<c r="A1" t="str"><f>""</f><v/></c>', ""),
        ('<c r="A1"><f>1-1</f><v>0</v></c>', 0),
        ('<c r="A1" t="b"><f>TRUE</f><v>1</v></c>', True),
        ('<c r="A1" t="str"><f>"a"</f><v>a</v></c>', "a"),
        ('<c r="A1" t="inlineStr"><f>"a"</f><is><t>a</t></is></c>', "a"),
    ],
)
def test_a_formula_that_was_computed_is_its_result(cell: str, value: object, tmp_path: Path) -> None:
    # A second cell, for a tab of blanks alone has no row at all.
    assert rows(typed(tmp_path, f'<row r="1">{cell}<c r="B1"><v>1</v></c></row>')) == [(value, 1)]


@pytest.mark.parametrize("name", ["ClosedXML", "openpyxl"])
def test_formulas_of_programs_that_compute_nothing(name: str, tmp_path: Path) -> None:
    path = tmp_path / "suivi.xlsx"
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["=1+1", 1])
    book.save(path)
    made = (
        remade(path, lambda part, xml: _prefixed(xml) if part == SHEET else xml)
        if name == "ClosedXML"
        else path
    )
    assert rows(made) == [(UncomputedError("=1+1"), 1)]


STRAY = [b"", b'<dimension ref="A1"/>', b'<dimension ref="A1:XFD1048576"/>']


@pytest.mark.parametrize("dimension", STRAY)
def test_a_stray_value_far_away_is_said_instead_of_filling_the_memory(
    tmp_path: Path, dimension: bytes
) -> None:
    path = written(tmp_path, lambda _, tab: (tab.write(0, 0, "Compte"), tab.write(1_048_575, 16_383, "x")))
    with pytest.raises(TabTooLargeError, match="XFD1048576") as caught:
        read(changed(path, rb"<dimension[^>]*>", dimension))
    cells = str(1_048_576 * 16_384)
    assert caught.value.details == {"title": "Comptes", "cell": "XFD1048576", "cells": cells}


@pytest.mark.parametrize(
    "far",
    [
        '<row r="1048576"><c t="e" r="XFD1048576"><v>#N/A</v></c></row>',
        "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        '<row r="1048576"><c r="A1048576"><v>1</v></c></row><row r="2"><c r="XFD2"><v>1</v></c></row>',
        '<row r="1048576"><c r="xfd1048576"><v>1</v></c></row><row r="2"><c r="B2"><v>1</v></c></row>',
        '<row r="1048576">' + "<c><v>1</v></c>" * 30 + "</row>",
    ],
)
def test_a_stray_value_is_found_whichever_way_it_is_written(far: str, tmp_path: Path) -> None:
    with pytest.raises(TabTooLargeError):
        read(typed(tmp_path, '<row r="1"><c r="A1"><v>1</v></c></row>' + far))


@pytest.mark.parametrize("blank", ['<c r="XFD1048576" s="0"/>', '<c r="XFD1048576" s="0"><v></v></c>'])
@pytest.mark.parametrize("dimension", STRAY)
def test_a_styled_blank_cell_far_away_does_not_matter(blank: str, dimension: bytes, tmp_path: Path) -> None:
    cells = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576">{blank}</row>'
    path = changed(typed(tmp_path, cells), rb"<dimension[^>]*>", dimension)
    assert rows(path) == [(1,)]


def test_a_stray_value_in_a_tab_that_is_not_read_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "suivi.xlsx"
    with Workbook(path) as book:
        book.add_worksheet("Notes").write(1_048_575, 16_383, "x")
        book.add_worksheet("Comptes").write(0, 0, "Compte")
    notes, accounts = ExcelWorkbook(path).read().tabs
    assert (notes.title, notes.columns) == ("Notes", [])
    assert accounts.columns == [["Compte"]]


def test_a_wide_tab_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, lambda _, tab: (tab.write(0, 60, "loin"), tab.write(3_000, 0, "bas")))
    columns = read(path)[0].columns
    assert (columns[60][0], columns[0][3_000]) == ("loin", "bas")


@pytest.mark.parametrize("dimension", STRAY)
def test_what_a_tab_declares_of_its_size_does_not_matter(tmp_path: Path, dimension: bytes) -> None:
    path = written(tmp_path, lambda _, tab: tab.write(1, 1, "Compte"))
    assert rows(changed(path, rb"<dimension[^>]*>", dimension)) == [("", ""), ("", "Compte")]
