"""The workbook that a path names."""

from __future__ import annotations

from pathlib import Path

from abm_sheets.errors import OutputIsInputError, OutputNotXlsxError
from abm_sheets.workbook.excel import ExcelWorkbook
from abm_sheets.workbook.interface import Workbook


def open_workbook(location: str | Path, output: str | Path | None = None) -> Workbook:
    """The workbook at a path; `output` is where an `.xlsx` writes its dashboard.

    Raises:
        UsageError: the output is no `.xlsx`, or is the people's own file.

    """
    path = Path(location)
    target = Path(output) if output is not None else None
    if target is not None and target.suffix.lower() != ".xlsx":
        raise OutputNotXlsxError
    if target is not None and target.resolve() == path.resolve():
        raise OutputIsInputError
    return ExcelWorkbook(path, target)
