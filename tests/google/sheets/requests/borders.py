"""The borders of a range."""

from __future__ import annotations

from tests.google.sheets import celldata
from tests.google.sheets.a1 import Area
from tests.google.sheets.grid import extra
from tests.google.sheets.model import Json
from tests.google.sheets.requests.batch import Batch


def update_borders(batch: Batch, request: Json) -> None:
    """Draw the outer and inner borders that are named; the style NONE takes one away."""
    sheet, area = batch.area(request.get("range"))
    batch.write(sheet, area)
    for row in range(area.top, area.bottom):
        for column in range(area.left, area.right):
            sides = _sides(request, area, row, column)
            if sides:
                formats = extra(sheet, row, column).get("userEnteredFormat", {})
                cell = {"userEnteredFormat": {"borders": _merged(formats.get("borders", {}), sides)}}
                celldata.apply_cell(sheet, row, column, cell, {"userEnteredFormat": {"borders": {}}})


def _sides(request: Json, area: Area, row: int, column: int) -> Json:
    edges = {
        "top": ("top", row == area.top, "innerHorizontal"),
        "bottom": ("bottom", row == area.bottom - 1, "innerHorizontal"),
        "left": ("left", column == area.left, "innerVertical"),
        "right": ("right", column == area.right - 1, "innerVertical"),
    }
    names = {side: outer if edge else inner for side, (outer, edge, inner) in edges.items()}
    return {side: request[name] for side, name in names.items() if request.get(name) is not None}


def _merged(now: Json, sides: Json) -> Json:
    both = now | sides
    return {side: border for side, border in both.items() if border.get("style", "NONE") != "NONE"}


REQUESTS = {"updateBorders": update_borders}
