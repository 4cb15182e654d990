"""Places of a spreadsheet as the API names them: by the tab's id, from 0, the end excluded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from abm_sheets.workbook.sheet import Area, Link, column_letters

Json = dict[str, Any]


def rectangle(tab: int, first_row: int, first_column: int, rows: int | None, columns: int | None) -> Json:
    """A rectangle by its corner and size; None goes to the end of the grid."""
    found = {"sheetId": tab, "startRowIndex": first_row, "startColumnIndex": first_column}
    if rows is not None:
        found["endRowIndex"] = first_row + rows
    if columns is not None:
        found["endColumnIndex"] = first_column + columns
    return found


def corner(tab: int, row: int, column: int) -> Json:
    """One cell."""
    return {"sheetId": tab, "rowIndex": row, "columnIndex": column}


def area_range(area: Area, ids: Mapping[str, int]) -> Json:
    """An area, ends included, of one of our tabs."""
    rows = None if area.last_row is None else area.last_row - area.first_row + 1
    columns = area.last_column - area.first_column + 1
    return rectangle(ids[area.tab], area.first_row, area.first_column, rows, columns)


def address(title: str, area: Area) -> str:
    """The formula that is an area and nothing else."""
    return f"={reference(title, area)}"


def reference(title: str, area: Area) -> str:
    """An area as a formula names it, absolute; down to the last row where it has no end."""
    first, last = column_letters(area.first_column), column_letters(area.last_column)
    end = "" if area.last_row is None else f"${area.last_row + 1}"
    quoted = title.replace("'", "''")
    return f"'{quoted}'!${first}${area.first_row + 1}:${last}{end}"


def link_uri(link: Link, ids: Mapping[str, int]) -> str | None:
    """Where a link leads within the spreadsheet, None where its tab is not there."""
    if link.tab not in ids:
        return None
    return f"#gid={ids[link.tab]}&range={column_letters(link.column - 1)}{link.row}"
