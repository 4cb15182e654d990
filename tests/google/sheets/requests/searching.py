"""Texts found and replaced."""

from __future__ import annotations

import re
from collections import Counter

from tests.google.errors import bad
from tests.google.sheets import grid
from tests.google.sheets.a1 import Area
from tests.google.sheets.display import display
from tests.google.sheets.model import Book, Formula, Json, Sheet
from tests.google.sheets.requests import blocks
from tests.google.sheets.requests.batch import Batch
from tests.google.sheets.requests.typing_in import type_in

GROUP = re.compile(r"\$(\d)")


def _scope(batch: Batch, request: Json) -> list[tuple[Sheet, Area]]:
    if request.get("allSheets"):
        grids = [sheet for sheet in batch.book.sheets if sheet.properties["sheetType"] == "GRID"]
        return [(sheet, grid.whole(sheet)) for sheet in grids]
    if "range" in request:
        return [batch.area(request["range"])]
    if "sheetId" in request:
        sheet = batch.tab(request["sheetId"])
        return [(sheet, grid.whole(sheet))]
    raise bad("One of range, sheetId or allSheets must be set.")


def _pattern(request: Json) -> re.Pattern[str]:
    find = request.get("find", "")
    if not find:
        raise bad("The find value cannot be empty.")
    text = find if request.get("searchByRegex") else re.escape(find)
    if request.get("matchEntireCell"):
        text = rf"\A(?:{text})\Z"
    try:
        return re.compile(text, 0 if request.get("matchCase") else re.IGNORECASE)
    except re.error as error:
        raise bad(f"Invalid regular expression: {find}") from error


def _replacement(request: Json) -> str:
    text = request.get("replacement", "").replace("\\", "\\\\")
    return GROUP.sub(r"\\g<\1>", text) if request.get("searchByRegex") else text


def find_replace(batch: Batch, request: Json) -> Json:
    """Replace a text in the cells of a range, a tab or all tabs."""
    pattern, replacement = _pattern(request), _replacement(request)
    counts: Counter[str] = Counter()
    for sheet, area in _scope(batch, request):
        changed_rows = set()
        for row, column in _candidates(sheet, area):
            text = _text(batch.book, sheet, row, column, formulas=bool(request.get("includeFormulas")))
            new, times = pattern.subn(replacement, text) if text else ("", 0)
            if times:
                formula = isinstance(grid.content(sheet, row, column), Formula)
                batch.edit(sheet, (row, row + 1, column, column + 1))
                type_in(batch.book, sheet, row, column, new)
                changed_rows.add(row)
                counts["formulasChanged" if formula else "valuesChanged"] += 1
                counts["occurrencesChanged"] += times
        counts["rowsChanged"] += len(changed_rows)
        counts["sheetsChanged"] += bool(changed_rows)
    return {name: count for name, count in counts.items() if count}


def _candidates(sheet: Sheet, area: Area) -> list[tuple[int, int]]:
    return [
        (row, column)
        for row, cells in enumerate(grid.block(sheet, area), area.top)
        for column, content in enumerate(cells, area.left)
        if content is not None
    ]


def _text(book: Book, sheet: Sheet, row: int, column: int, *, formulas: bool) -> str:
    content = grid.content(sheet, row, column)
    if isinstance(content, Formula):
        return content.text if formulas else ""
    carried = blocks.carried(sheet, row, column)
    return display(book, content, carried.get("userEnteredFormat", {}).get("numberFormat"))


REQUESTS = {"findReplace": find_replace}
