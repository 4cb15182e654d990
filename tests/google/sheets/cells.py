"""Cells as the API's CellData: what is answered, and what is written under a field mask."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.google.errors import bad
from tests.google.masks import Mask, assigned
from tests.google.sheets.display import default_pattern, display
from tests.google.sheets.entry import raw
from tests.google.sheets.grid import extras_at, metadata, put, set_extra, shown_block
from tests.google.sheets.marks import by_index
from tests.google.sheets.model import Book, Content, Failure, Formula, Json, Result, Sheet, result_of
from tests.google.sheets.notation import Area

KEPT = ("userEnteredFormat", "note", "dataValidation", "textFormatRuns", "chipRuns")
"""The fields of CellData that a cell carries beside its value."""

RUNS = ("textFormatRuns", "chipRuns")
"""Those that end with the text that they run through."""

ROW_HEIGHT, COLUMN_WIDTH = 21, 100

EXPLICIT = frozenset(("bold", "italic", "strikethrough", "underline"))
"""Switches whose "no" says something of its own."""

CHANNELS = frozenset(("red", "green", "blue", "alpha"))
ZEROS = CHANNELS | {"sheetId", "rowIndex", "columnIndex", "dimensionIndex", "offsetXPixels", "offsetYPixels"}
"""Numbers that are left out where they are 0; a range's own 0 stays, for without it the side is open."""


def tidy(node: Any) -> Any:
    """A copy as Google keeps it: colours under both names, false and empty values and tab 0 left out."""
    if isinstance(node, list):
        return [tidy(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {name: tidy(value) for name, value in node.items() if not _default(name, value)}
    for name in CHANNELS & kept.keys():
        # As exactly as Google keeps it, which is in single precision.
        kept[name] = float(f"{kept[name]:.7g}")
    _both_colours(kept)
    return kept


def _default(name: str, value: object) -> bool:
    if value is False:
        return name not in EXPLICIT
    if value == {}:
        return name.endswith("olorStyle")
    return value is None or value in ("", []) or (name in ZEROS and value == 0)


def _both_colours(node: Json) -> None:
    for name in list(node):
        lowered = name.lower()
        if lowered.endswith("colorstyle"):
            node.pop(name.removesuffix("Style"), None)
            if "rgbColor" in node[name]:
                node[name.removesuffix("Style")] = node[name]["rgbColor"]
        elif lowered.endswith("color") and lowered != "rgbcolor":
            node.setdefault(f"{name}Style", {"rgbColor": node[name]})


def extended(value: Result) -> Json:
    """A shown value as ExtendedValue."""
    if isinstance(value, Failure):
        return {"errorValue": {"type": value.kind, "message": value.message}}
    if isinstance(value, bool):
        return {"boolValue": value}
    return {"stringValue": value} if isinstance(value, str) else {"numberValue": value}


def entered(value: Content) -> Json | None:
    """What a cell holds as ExtendedValue; nothing where it is blank, or only shows a part of an array."""
    if isinstance(value, Formula):
        return {"formulaValue": value.text} if value.text else None
    return None if value is None else extended(value)


def content_of(value: Json | None) -> Content:
    """What a cell holds after an ExtendedValue was written into it."""
    if not value:
        return None
    if "formulaValue" in value:
        text = str(value["formulaValue"])
        return Formula(text) if text.startswith("=") and len(text) > 1 else raw(text)
    if "errorValue" in value:
        raise bad("errorValue is not supported for userEnteredValue.")
    return raw(next(iter(value.values())))


def apply_cell(sheet: Sheet, row: int, column: int, cell: Json, mask: Mask) -> None:
    """Write a CellData into a cell: what the mask names is set, or reset where the data lacks it.

    `mask` is that of a CellData (empty: every field). A new value ends the runs of the old text.
    """
    named = mask or {"userEnteredValue": {}, **{key: {} for key in KEPT}}
    rest = extras_at(sheet, row, column)
    if "userEnteredValue" in named:
        put(sheet, row, column, content_of(cell.get("userEnteredValue")))
        rest = {key: value for key, value in rest.items() if key not in RUNS}
    written = {key: inner for key, inner in named.items() if key in KEPT}
    if written:
        rest = assigned(rest, tidy({key: cell[key] for key in KEPT if key in cell}), written)
    set_extra(sheet, row, column, {key: value for key, value in rest.items() if value})


def number_format(rest: Json, value: Content) -> Json | None:
    """The number format of a cell: its own, or what its formula brings."""
    own: Json | None = rest.get("userEnteredFormat", {}).get("numberFormat")
    return own or (value.format if isinstance(value, Formula) else None)


def _effective_format(book: Book, value: Content, rest: Json) -> Json | None:
    """The format that a cell shows: the file's default, what was entered, and what its value brings."""
    own = rest.get("userEnteredFormat")
    if value is None and own is None:
        return None
    answer = _merged(book.properties.get("defaultFormat", {}), own or {})
    if found := number_format(rest, value):
        kind = found.get("type", "NUMBER")
        answer["numberFormat"] = {
            "type": kind,
            "pattern": found.get("pattern") or default_pattern(book, kind),
        }
    result = result_of(value)
    if result is not None:
        centred = isinstance(result, bool | Failure)
        side = "CENTER" if centred else "LEFT" if isinstance(result, str) else "RIGHT"
        answer.setdefault("horizontalAlignment", side)
    return answer


def _merged(base: Json, over: Json) -> Json:
    answer = dict(base)
    for name, value in over.items():
        inner = answer.get(name)
        colour = name.lower().endswith(("color", "colorstyle"))
        nested = isinstance(inner, dict) and isinstance(value, dict) and not colour
        answer[name] = _merged(inner or {}, value) if nested else value
    return answer


def _link(rest: Json) -> Any:
    return rest.get("userEnteredFormat", {}).get("textFormat", {}).get("link", {}).get("uri")


FIELDS: Mapping[str, Callable[[Book, Content, Json], Any]] = {
    "userEnteredValue": lambda _, value, __: entered(value),
    "effectiveValue": lambda _, value, __: None if result_of(value) is None else extended(result_of(value)),
    "formattedValue": lambda book, value, rest: display(book, result_of(value), number_format(rest, value)),
    "hyperlink": lambda _, __, rest: _link(rest),
    "effectiveFormat": _effective_format,
    **{name: lambda _, __, rest, name=name: rest.get(name) for name in KEPT},  # type: ignore[misc]  # bound
}
"""What each field of CellData is made of."""


def grid_data(book: Book, sheet: Sheet, area: Area, mask: Mask) -> Json:
    """The cells of an area as GridData, with no more in it than a field mask asks for."""
    answer: Json = {"startRow": area.top, "startColumn": area.left}
    answer = {key: value for key, value in answer.items() if value}
    makers: dict[str, Callable[[], list[Json]]] = {
        "rowData": lambda: _row_data(book, sheet, area, mask.get("rowData", {}).get("values", {})),
        "rowMetadata": lambda: _dimensions(book, sheet, "ROW", area.rows),
        "columnMetadata": lambda: _dimensions(book, sheet, "COLUMN", area.columns),
    }
    for name, make in makers.items():
        made = make() if not mask or name in mask else []
        if made:
            answer[name] = made
    return answer


def _dimensions(book: Book, sheet: Sheet, kind: str, places: range) -> list[Json]:
    stored = metadata(sheet, "ROWS" if kind == "ROW" else "COLUMNS")
    size = ROW_HEIGHT if kind == "ROW" else COLUMN_WIDTH
    tagged = by_index(book, kind, sheet.id)
    answer = []
    for index in places:
        item = {"pixelSize": size, **stored.get(index, {})}
        answer.append(item | {"developerMetadata": tagged[index]} if index in tagged else item)
    return answer


def _row_data(book: Book, sheet: Sheet, area: Area, mask: Mask) -> list[Json]:
    stored = shown_block(sheet, area)
    last = max((row for row in sheet.extras if row in area.rows), default=area.top - 1)
    stored += [[] for _ in range(last + 1 - area.top - len(stored))]
    maker = _Maker(book, area, {name: FIELDS[name] for name in mask or FIELDS if name in FIELDS})
    rows = [maker.row(cells, sheet.extras.get(row, {})) for row, cells in enumerate(stored, area.top)]
    return [{"values": cells} if cells else {} for cells in _without_end(rows)]


def _without_end(items: list[Any]) -> list[Any]:
    while items and not items[-1]:
        items.pop()
    return items


@dataclass
class _Maker:
    """Makes the CellData of an area's cells, with the fields that are wanted."""

    book: Book
    area: Area
    wanted: Mapping[str, Callable[[Book, Content, Json], Any]]

    def row(self, cells: list[Content], extras: Mapping[int, Json]) -> list[Json]:
        """The cells of a row, without the blank ones at its end."""
        left = self.area.left
        last = max((column for column in extras if column in self.area.columns), default=left - 1)
        contents = [*cells, *[None] * (last + 1 - left - len(cells))]
        nothing: Json = {}
        made = [self._cell(value, extras.get(column, nothing)) for column, value in enumerate(contents, left)]
        return _without_end(made)

    def _cell(self, value: Content, rest: Json) -> Json:
        if value is None and not rest:
            return {}
        made = {name: make(self.book, value, rest) for name, make in self.wanted.items()}
        return {name: field for name, field in made.items() if field}
