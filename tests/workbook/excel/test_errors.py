"""What the XML tells beyond calamine: failed formulas, and tabs too large to read."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from abm_sheets.errors import TabTooLargeError
from abm_sheets.workbook.excel.errors import column_number
from abm_sheets.workbook.interface import CellError
from tests.workbook.excel.made_files import SHEET, changed, read, remade, rows, written


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


def test_many_rows_and_an_error_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(_: Workbook, tab: Worksheet) -> None:
        for row in range(500):
            tab.write_formula(row, row % 7, "=NA()", None, "#N/A")

    monkeypatch.setattr("abm_sheets.workbook.excel.errors._CHUNK", 64)
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


@pytest.mark.parametrize("dimension", [b"", b'<dimension ref="A1"/>', b'<dimension ref="A1:XFD1048576"/>'])
def test_a_stray_cell_far_away_is_said_instead_of_filling_the_memory(
    tmp_path: Path, dimension: bytes
) -> None:
    path = written(tmp_path, lambda _, tab: (tab.write(0, 0, "Compte"), tab.write(1_048_575, 16_383, "x")))
    with pytest.raises(TabTooLargeError) as caught:
        read(changed(path, rb"<dimension[^>]*>", dimension))
    assert caught.value.details == {"title": "Comptes", "cells": str(1_048_576 * 16_384)}


@pytest.mark.parametrize("dimension", [b"", b'<dimension ref="A1"/>', b'<dimension ref="A1:XFD1048576"/>'])
def test_what_a_tab_declares_of_its_size_does_not_matter(tmp_path: Path, dimension: bytes) -> None:
    path = written(tmp_path, lambda _, tab: tab.write(1, 1, "Compte"))
    assert rows(changed(path, rb"<dimension[^>]*>", dimension)) == [("", ""), ("", "Compte")]


@pytest.mark.parametrize(
    ("letters", "position"), [(b"A", 0), (b"Z", 25), (b"AA", 26), (b"AZ", 51), (b"ZZ", 701), (b"XFD", 16_383)]
)
def test_columns_are_counted_from_their_letters(letters: bytes, position: int) -> None:
    assert column_number(letters) == position
