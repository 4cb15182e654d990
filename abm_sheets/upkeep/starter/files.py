"""The starter workbooks as `.xlsx` files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from abm_sheets.errors import OutputNotWrittenError
from abm_sheets.language import catalogue
from abm_sheets.tables.settings import Settings
from abm_sheets.upkeep.starter.sheets import sample_sheets, template_sheets
from abm_sheets.workbook.excel.writer import write_workbook
from abm_sheets.workbook.interface import Look
from abm_sheets.workbook.sheet import Sheet


def save_template(path: Path, language: str, year: int) -> None:
    """Write the empty workbook; `year` is the one around which quarters are offered.

    Raises:
        OutputNotWrittenError: nothing was written.

    """
    _save(path, template_sheets(catalogue(language), year), language)


def save_sample(path: Path, language: str) -> None:
    """Write the sample workbook.

    Raises:
        OutputNotWrittenError: nothing was written.

    """
    _save(path, sample_sheets(catalogue(language)), language)


def _save(path: Path, sheets: Sequence[Sheet], language: str) -> None:
    titles = {sheet.key: sheet.title for sheet in sheets}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputNotWrittenError(path=path, reason=error.strerror) from error
    write_workbook(path, sheets, Look(language, Settings().currency), titles, None)
