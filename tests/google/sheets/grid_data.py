"""The cells of an area as GridData, with no more in it than a field mask asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.google.sheets import metadata
from tests.google.sheets.a1 import Area
from tests.google.sheets.celldata import KEPT, entered, extended, is_spilled, result_of, shown_cell
from tests.google.sheets.grid import shown_block
from tests.google.sheets.model import Book, Content, Json, Sheet
from tests.google.sheets.painting import Painter

Mask = Mapping[str, Any]

ROW_HEIGHT, COLUMN_WIDTH = 21, 100

LIGHT: dict[str, Callable[[Content, Json], Any]] = {
    "userEnteredValue": lambda value, _: None if value is None or is_spilled(value) else entered(value),
    "effectiveValue": lambda value, _: None if (shown := result_of(value)) is None else extended(shown),
    **{name: lambda _, rest, name=name: rest.get(name) for name in KEPT},  # type: ignore[misc]  # bound names
}
"""The fields of CellData that cost little; the others need the whole format of the cell."""


def grid_data(book: Book, sheet: Sheet, area: Area, mask: Mask) -> Json:
    """An area as GridData; an empty mask asks for everything."""
    answer: Json = {"startRow": area.top, "startColumn": area.left}
    answer = {key: value for key, value in answer.items() if value}
    makers: dict[str, Callable[[], list[Json]]] = {
        "rowData": lambda: _row_data(book, sheet, area, mask.get("rowData", {}).get("values", {})),
        "rowMetadata": lambda: _dimensions(book, sheet, "ROW", area.top, area.bottom),
        "columnMetadata": lambda: _dimensions(book, sheet, "COLUMN", area.left, area.right),
    }
    for name, make in makers.items():
        made = make() if not mask or name in mask else []
        if made:
            answer[name] = made
    return answer


def _dimensions(book: Book, sheet: Sheet, kind: str, start: int, end: int) -> list[Json]:
    stored = sheet.row_metadata if kind == "ROW" else sheet.column_metadata
    size = ROW_HEIGHT if kind == "ROW" else COLUMN_WIDTH
    tagged = metadata.by_index(book, kind, sheet.id)
    answer = []
    for index in range(start, end):
        item = {"pixelSize": size, **stored.get(index, {})}
        answer.append(item | {"developerMetadata": tagged[index]} if index in tagged else item)
    return answer


def _row_data(book: Book, sheet: Sheet, area: Area, mask: Mask) -> list[Json]:
    stored = shown_block(sheet, area)
    last = max((row for row in sheet.extras if area.top <= row < area.bottom), default=area.top - 1)
    maker = _Maker(book, area, frozenset(mask), Painter(book, sheet))
    stored += [[] for _ in range(last + 1 - area.top - len(stored))]
    rows = [maker.row(row, cells, sheet.extras.get(row, {})) for row, cells in enumerate(stored, area.top)]
    return [{"values": cells} if cells else {} for cells in _without_end(rows)]


def _without_end(items: list[Any]) -> list[Any]:
    while items and not items[-1]:
        items.pop()
    return items


@dataclass
class _Maker:
    """Makes the CellData of an area's cells, with the fields that are wanted (none named: all)."""

    book: Book
    area: Area
    wanted: frozenset[str]
    painter: Painter

    def row(self, row: int, cells: list[Content], extras: Mapping[int, Json]) -> list[Json]:
        """The cells of a row, without the blank ones at its end."""
        left, right = self.area.left, self.area.right
        last = max((column for column in extras if left <= column < right), default=left - 1)
        contents = [*cells, *[None] * (last + 1 - left - len(cells))]
        nothing: Json = {}
        return _without_end(
            [
                self._cell(row, column, value, extras.get(column, nothing))
                for column, value in enumerate(contents, left)
            ]
        )

    def _cell(self, row: int, column: int, value: Content, rest: Json) -> Json:
        if value is None and not rest:
            return {}
        if self.wanted and self.wanted <= LIGHT.keys():
            light = {name: LIGHT[name](value, rest) for name in self.wanted}
            return {name: made for name, made in light.items() if made}
        painted = self.painter.format(row, column, result_of(value)) if self.painter.rules else {}
        shown = shown_cell(self.book, value, rest, painted)
        return {name: made for name, made in shown.items() if name in self.wanted} if self.wanted else shown
