"""The requests that blank a tab of ours, in an order that Google takes whatever people did to the tab."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from abm_sheets.workbook.google.layout import is_our_chart, show_all, usual_sizes
from abm_sheets.workbook.google.present import PresentTab
from abm_sheets.workbook.google.ranges import rectangle

Json = dict[str, Any]

_CLEARED = "userEnteredValue,userEnteredFormat,note,dataValidation,pivotTable"
_FROZEN = ("frozenRowCount", "frozenColumnCount")


def clear(there: PresentTab, grid: Json) -> Iterator[Json]:
    """Take off all that is ours and all that would be in the way, then give the tab its new grid.

    Google refuses to change typed columns of a table, to delete all rows but frozen ones, even where the
    same request freezes less, to freeze a part of merged cells, and to freeze all rows that are not hidden.
    """
    yield from _detach(there)
    yield _set_grid(there.id, dict.fromkeys(_FROZEN, 0))
    yield from show_all(there.id, there.rows, there.columns)
    whole = rectangle(there.id, 0, 0, there.rows, there.columns)
    yield {"unmergeCells": {"range": whole}}
    yield {"updateCells": {"range": whole, "fields": _CLEARED}}
    yield _set_grid(there.id, {name: value for name, value in grid.items() if name not in _FROZEN})
    yield from usual_sizes(there.id, grid)
    yield _set_grid(there.id, {name: grid[name] for name in _FROZEN})


def _detach(there: PresentTab) -> Iterator[Json]:
    """What people added as an object of its own (a chart, a slicer, a filter view) is in nobody's way."""
    for chart in there.charts:
        if is_our_chart(there.id, chart):
            yield {"deleteEmbeddedObject": {"objectId": chart}}
    for _ in range(there.highlights):
        yield {"deleteConditionalFormatRule": {"sheetId": there.id, "index": 0}}
    for table in there.tables:
        yield {"deleteTable": {"tableId": table["tableId"]}}
    if there.filtered:
        yield {"clearBasicFilter": {"sheetId": there.id}}


def _set_grid(tab: int, grid: Json) -> Json:
    fields = ",".join(f"gridProperties.{name}" for name in grid)
    return {
        "updateSheetProperties": {"properties": {"sheetId": tab, "gridProperties": grid}, "fields": fields}
    }
