"""Accepted rows added to a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from abm_sheets.intake.target import EVERY_MODEL, InputTab
from abm_sheets.tables.rows import Kind
from abm_sheets.workbook.appended import Appended, Feedable, NewRow
from abm_sheets.workbook.written import Plain


def append(workbook: Feedable, tab: str, rows: Sequence[Mapping[str, Plain]], batch: str) -> Appended:
    """Add rows, as `accept` gave them, in order under those of an input tab.

    Asked again with the same `batch` and rows, whatever happened before, nothing is added twice.

    Raises:
        InputTabMissingError: the tab is not there. InputColumnMissingError: a required column is not.
        WorkbookError: the rows were not added, or it is not known; ask again with the same `batch`.

    """
    return workbook.append(InputTab(tab), [typed(tab, row) for row in rows], batch)


def typed(tab: str, row: Mapping[str, Plain]) -> NewRow:
    """A stored row with its dates as dates."""
    days = _days(tab)
    return {
        column: date.fromisoformat(value) if column in days and isinstance(value, str) else value
        for column, value in row.items()
    }


@cache
def _days(tab: str) -> frozenset[str]:
    """The columns of a tab that hold dates."""
    model = EVERY_MODEL[tab]
    return frozenset(column for column in model.model_fields if model.kind_of(column) is Kind.DAY)
