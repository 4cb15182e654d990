"""An output tab alone in a file: the same cells, and no link that leads nowhere."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from abm_sheets.outputs.files.table import save_alone
from abm_sheets.outputs.tabs import TABS, lay_out
from abm_sheets.workbook.excel.writer import write_workbook
from abm_sheets.workbook.interface import Look
from tests.outputs.files.table.sample import sample_view


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    """All the tabs of the sample as a refresh writes them."""
    view, path = sample_view("fr"), tmp_path_factory.mktemp("whole") / "whole.xlsx"
    write_workbook(path, lay_out(view), Look("fr", "EUR"), {}, None)
    return openpyxl.load_workbook(path)


def charts(path: Path) -> int:
    """How many charts a file holds."""
    with ZipFile(path) as archive:
        return sum(name.startswith("xl/charts/chart") for name in archive.namelist())


@pytest.mark.parametrize("tab", TABS)
def test_the_tab_has_the_cells_and_looks_that_a_refresh_gives(
    tab: str, whole: openpyxl.Workbook, tmp_path: Path
) -> None:
    view, path = sample_view("fr"), tmp_path / "alone.xlsx"

    save_alone(view, tab, path)

    book = openpyxl.load_workbook(path)
    (alone,) = book.worksheets
    written = whole[view.words.title(tab)]
    assert alone.title == written.title
    assert [[c.value for c in row] for row in alone] == [[c.value for c in row] for row in written]
    assert [[c.number_format for c in row] for row in alone] == [
        [c.number_format for c in row] for row in written
    ]
    assert charts(path) == (3 if tab == "dashboard" else 1 if tab == "analysis" else 0)
    assert not alone.protection.sheet


@pytest.mark.parametrize("tab", TABS)
def test_no_link_is_left(tab: str, tmp_path: Path) -> None:
    path = tmp_path / "alone.xlsx"

    save_alone(sample_view("en"), tab, path)

    (alone,) = openpyxl.load_workbook(path).worksheets
    cells = [cell for row in alone for cell in row if cell.value is not None]
    assert [cell.coordinate for cell in cells if cell.hyperlink] == []
    assert [cell.coordinate for cell in cells if cell.font.underline] == []
