"""Texts of cells trimmed and split."""

from __future__ import annotations

from tests.google.errors import bad
from tests.google.sheets import grid
from tests.google.sheets.a1 import Area
from tests.google.sheets.model import Content, Json
from tests.google.sheets.requests import blocks
from tests.google.sheets.requests.batch import Batch
from tests.google.sheets.requests.typing_in import type_in

DELIMITERS = {"COMMA": ",", "SEMICOLON": ";", "PERIOD": ".", "SPACE": " "}


def trim_whitespace(batch: Batch, request: Json) -> Json:
    """Trim the texts of a range, and leave one blank where there were several."""
    sheet, area = batch.area(request.get("range"))
    batch.edit(sheet, area)
    changed = 0
    for row, cells in enumerate(grid.block(sheet, area), area.top):
        for column, content in enumerate(cells, area.left):
            trimmed = " ".join(content.split()) if isinstance(content, str) else content
            if trimmed != content:
                grid.put(sheet, row, column, trimmed or None)
                changed += 1
    return {"cellsChangedCount": changed} if changed else {}


def text_to_columns(batch: Batch, request: Json) -> None:
    """Split the texts of a column into this and the columns after it."""
    sheet, area = batch.area(request.get("source"))
    if area.width != 1:
        raise bad("The source range must span exactly one column.")
    contents = [grid.content(sheet, row, area.left) for row in blocks.rows(area)]
    delimiter = _delimiter(request, contents)
    parts = {
        row: content.split(delimiter)
        for row, content in enumerate(contents, area.top)
        if isinstance(content, str) and delimiter in content
    }
    target = Area(area.top, area.bottom, area.left, area.left + max(map(len, parts.values()), default=1))
    blocks.make_room(batch, sheet, target)
    batch.edit(sheet, target)
    for row, texts in parts.items():
        for column, text in enumerate(texts, area.left):
            type_in(batch.book, sheet, row, column, text.strip())


def _delimiter(request: Json, contents: list[Content]) -> str:
    kind = request.get("delimiterType", "DELIMITER_TYPE_UNSPECIFIED")
    if kind == "CUSTOM":
        if not request.get("delimiter"):
            raise bad("A delimiter must be specified when the delimiter type is CUSTOM.")
        return str(request["delimiter"])
    if kind in DELIMITERS:
        return DELIMITERS[kind]
    if kind != "AUTODETECT":
        raise bad("A delimiter type must be specified.")
    texts = [content for content in contents if isinstance(content, str)]
    return max(DELIMITERS.values(), key=lambda mark: sum(mark in text for text in texts))


REQUESTS = {"trimWhitespace": trim_whitespace, "textToColumns": text_to_columns}
