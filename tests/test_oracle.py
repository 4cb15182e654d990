"""The product gives the numbers of an independent reading of the definitions, on random messy workbooks."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from abm_sheets.refresh import examine
from abm_sheets.workbook.excel import ExcelWorkbook
from tests.golden.compare import compare
from tests.oracle.figures import figures
from tests.oracle.generator import write_workbook
from tests.oracle.reading import read_workbook

NOW = datetime(2026, 9, 28, 9, tzinfo=UTC)


@pytest.mark.parametrize("seed", range(20))
def test_the_product_agrees_with_the_oracle(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "random.xlsx"
    day = write_workbook(str(path), seed)

    report = examine(ExcelWorkbook(path), day, now=NOW).report

    expected = figures(read_workbook(str(path)), day)
    assert compare(expected, json.loads(report.model_dump_json())) == []
