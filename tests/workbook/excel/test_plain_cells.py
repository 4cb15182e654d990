"""Plain cells read at once are what calamine reads one by one."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import date, datetime
from itertools import zip_longest
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from abm_sheets.workbook.excel.package import Package
from abm_sheets.workbook.excel.plain_cells import NotPlainError, plain_tab
from abm_sheets.workbook.excel.raw_cells import CellValues
from abm_sheets.workbook.interface import Merged, Tab
from tests.workbook.excel.made_files import typed

GOLDEN = Path(__file__).parents[2] / "golden"

TYPED = st.one_of(
    st.none(),
    st.text(st.sampled_from("aé€œ &<>\"'\n_x0D"), max_size=12).filter(lambda text: not text.startswith("=")),
    st.integers(-(10**9), 10**9),
    st.floats(-1e9, 1e9).map(lambda number: round(number, 2)),
    st.booleans(),
    st.dates(date(1990, 1, 1), date(2100, 12, 31)),
    st.datetimes(datetime(1990, 1, 1), datetime(2100, 12, 31)).map(lambda at: at.replace(microsecond=0)),  # noqa: DTZ001
    st.just("#N/A sic"),
)


def plainly(path: Path) -> Tab:
    """The first tab as it is read at once."""
    with ZipFile(path) as archive:
        package = Package(archive, path)
        title, part = next(iter(package.worksheets().items()))
        return plain_tab(title, package.blocks(part), CellValues(package))


def one_by_one(path: Path) -> Sequence[Sequence[object]]:
    """The first tab's columns by calamine, trimmed as people read them."""
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    return [_trimmed(cells) for cells in zip(*rows, strict=True)]


def _trimmed(cells: Sequence[object]) -> list[object]:
    texts = [cell.strip() if isinstance(cell, str) else cell for cell in cells]
    while texts and texts[-1] == "":
        texts.pop()
    return texts


@given(st.lists(st.lists(TYPED, min_size=1, max_size=5), min_size=1, max_size=8))
def test_whatever_is_typed_is_read_the_same_way(cells: list[list[object]]) -> None:
    book = openpyxl.Workbook()
    tab = book.active
    assert tab is not None
    tab["A1"] = "Compte"
    for number, row in enumerate(cells, 2):
        for column, value in enumerate(row, 1):
            tab.cell(number, column).value = value  # type: ignore[assignment]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "suivi.xlsx")
        book.save(path)
        found = [_trimmed(column) for column in plainly(path).columns]
        pairs = list(zip_longest(found, one_by_one(path), fillvalue=()))
    assert [one for one, _ in pairs] == [other for _, other in pairs]


@pytest.mark.parametrize("name", ["article", "edges", "edges-en"])
def test_workbooks_as_programs_write_them_are_read_at_once(name: str) -> None:
    path = GOLDEN / f"{name}.xlsx"
    assert [_trimmed(column) for column in plainly(path).columns] == one_by_one(path)


def test_a_text_in_two_fonts_with_a_reading_aid(tmp_path: Path) -> None:
    shared = "<si><r><t>Al</t></r><r><t>izé</t></r><rPh><t>alizé</t></rPh></si><si/><si><t>Forum</t></si>"
    cells = '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>2</v></c>'
    found = plainly(typed(tmp_path, f'<row r="1">{cells}</row>', strings=shared))
    assert found.columns == [["Alizé"], ["Forum"]]


def test_merged_cells(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    tab = book.active
    assert tab is not None
    tab["B2"] = "Forum"
    tab.merge_cells("B2:B4")
    book.save(tmp_path / "suivi.xlsx")
    found = plainly(tmp_path / "suivi.xlsx")
    assert found.columns == [[], ["", "Forum"]]
    assert found.merges == [Merged(1, 1, 3, 1)]


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="1"><c><v>1</v></c></row>',
        '<row r="1"><c s="0" r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><r><t>Al</t></r><r><t>izé</t></r></is></c></row>',
        '<row r="1"><!-- --><c r="A1"><v>1</v></c></row>',
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>',
    ],
)
def test_other_cells_are_left_to_calamine(tmp_path: Path, cells: str) -> None:
    with pytest.raises(NotPlainError):
        plainly(typed(tmp_path, cells))
