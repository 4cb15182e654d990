"""The golden workbooks on a Google Sheet give the numbers of their `.xlsx`, and the same tabs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from abm_sheets.language import catalogue
from tests.commands import run
from tests.google.launch import LocalGoogle
from tests.loading import load_file, values
from tests.test_golden import DAYS, GOLDEN
from tests.workbook.test_contract import OUTPUTS

LOCALES = {"article": "fr_FR", "edges": "fr_FR", "edges-en": "en_US"}


@pytest.mark.parametrize(("name", "day"), DAYS.items())
def test_a_golden_workbook_gives_the_report_and_the_tabs_of_its_file(
    name: str, day: str, google: LocalGoogle, tmp_path: Path
) -> None:
    book, output = GOLDEN / f"{name}.xlsx", tmp_path / "out.xlsx"
    spreadsheet = load_file(google, book, LOCALES[name])

    local = run("refresh", book, "--as-of", day, "--json", "--output", output)
    shared = run("refresh", spreadsheet, "--as-of", day, "--json")

    assert (shared.status, json.loads(shared.output)) == (0, json.loads(local.output))
    written = openpyxl.load_workbook(output)
    words = catalogue("en" if name.endswith("-en") else "fr")
    for key in OUTPUTS:
        title = words.title(key)
        rows = [[_cell(cell.value) for cell in row] for row in written[title].iter_rows()]
        there = [[_cell(cell) for cell in row] for row in values(google, spreadsheet, title)]
        assert _dense(there) == _dense(rows), title


def _cell(value: Any) -> Any:
    """A cell in one form: dates as serial numbers, blanks as nothing, figures to a billionth."""
    if hasattr(value, "toordinal"):
        return value.toordinal() - 693_594
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return round(value, 9)
    return None if value == "" else value


def _dense(rows: list[list[Any]]) -> dict[tuple[int, int], Any]:
    """What is not blank, by place; the moment of the run, which differs, is left out."""
    return {
        (row, column): value
        for row, cells in enumerate(rows)
        for column, value in enumerate(cells)
        if value is not None and not str(value).startswith(("Calculé", "Computed"))
    }
