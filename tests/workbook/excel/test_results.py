"""Formulas whose result is not in the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from abm_sheets.workbook.excel import columns_without_results
from tests.workbook.excel.made_files import changed, written

FORMULAS: dict[str, Callable[[Any], Any]] = {
    "a number": lambda sheet: sheet.write_formula("C2", "=1+1", None, 2),
    "a text": lambda sheet: sheet.write_formula("C2", '="a"', None, "a"),
    "an array": lambda sheet: sheet.write_array_formula("C2:C3", "{=A1:A2*2}", None, 2),
}


@pytest.mark.parametrize("what", FORMULAS)
def test_formulas_with_a_result_are_told_from_those_without(what: str, tmp_path: Path) -> None:
    path = written(tmp_path, lambda _, sheet: FORMULAS[what](sheet))

    assert columns_without_results(path, "Comptes") == set()
    openpyxl.load_workbook(path).save(tmp_path / "copie.xlsx")
    assert columns_without_results(tmp_path / "copie.xlsx", "Comptes") == {2}


def test_a_blank_text_is_a_result(tmp_path: Path) -> None:
    path = written(tmp_path, lambda _, sheet: sheet.write_formula("C2", '=""', None, ""))

    assert columns_without_results(path, "Comptes") == {2}
    assert columns_without_results(changed(path, b'<c r="C2"', b'<c r="C2" t="str"'), "Comptes") == set()
