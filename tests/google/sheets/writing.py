"""The methods that change values: updated, appended after a table, cleared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from types import EllipsisType
from typing import Any

from tests.google.errors import ApiError, bad
from tests.google.sheets import grid
from tests.google.sheets.cells import RUNS
from tests.google.sheets.entry import EXACT, TEXT_LIMIT, enter, raw
from tests.google.sheets.marks import places
from tests.google.sheets.model import Book, Content, Json, Sheet
from tests.google.sheets.notation import Area, Place, clamp, letters, locate, parse, print_range
from tests.google.sheets.regions import find_table
from tests.google.sheets.session import Session
from tests.google.sheets.values import rendering, value_range

SKIP = ...
"""A cell that is left alone: `null` was sent for it."""

Cell = Content | EllipsisType


@dataclass(frozen=True)
class Write:
    """A block of contents on its way into a tab, and the area whose values the response shows."""

    sheet: Sheet
    top: int
    left: int
    rows: list[list[Cell]]
    shown: Area | None = None

    @property
    def area(self) -> Area:
        """The cells from the first to the last one sent; at least one."""
        width = max(map(len, self.rows), default=0)
        return Area(self.top, self.top + max(len(self.rows), 1), self.left, self.left + max(width, 1))

    @property
    def answer(self) -> Json:
        """What it changes."""
        changed = [[cell for cell in row if cell is not SKIP] for row in self.rows]
        numbers = {
            "updatedRows": sum(map(bool, changed)),
            "updatedColumns": max(map(len, changed), default=0),
            "updatedCells": sum(map(len, changed)),
        }
        return {"updatedRange": print_range(self.sheet.title, self.area), **numbers}


def _typed(options: Mapping[str, Any]) -> bool:
    option = options.get("valueInputOption", "INPUT_VALUE_OPTION_UNSPECIFIED")
    if option == "INPUT_VALUE_OPTION_UNSPECIFIED":
        raise bad("'valueInputOption' is required but not specified")
    return bool(option == "USER_ENTERED")


def _converted(value: Any, row: int, column: int) -> Cell:
    if value is None:
        return SKIP
    if isinstance(value, dict | list):
        kind = "struct_value" if isinstance(value, dict) else "list_value"
        raise bad(f"Invalid values[{row}][{column}]: {kind}")
    return raw(value)


def _row(values: Sequence[Any], row: int) -> list[Cell]:
    return [
        value
        if ((kind := type(value)) is str and 0 < len(value) <= TEXT_LIMIT)
        or kind is bool
        or value is SKIP
        or (kind is int and -EXACT <= value <= EXACT)
        else _converted(value, row, column)
        for column, value in enumerate(values)
    ]


def _matrix(sent: Json) -> list[list[Cell]]:
    """The contents that a ValueRange carries, by rows."""
    listed: list[list[Any]] = sent.get("values") or []
    if sent.get("majorDimension") == "COLUMNS":
        listed = [list(row) for row in zip_longest(*listed, fillvalue=SKIP)]
    return [_row(line, index) for index, line in enumerate(listed)]


def _request(session: Session, place: Place, sent: Json, text: str, *, single: bool) -> Write:
    sheet, area = place
    write = Write(sheet, area.top, area.left, _matrix(sent))
    bottom, right = (sheet.row_count, sheet.column_count) if single else (area.bottom, area.right)
    prefix = f"Requested writing within range [{text}], but tried writing to"
    if write.rows and write.area.bottom > bottom:
        raise bad(f"{prefix} row [{bottom + 1}]")
    if write.rows and write.area.right > right:
        raise bad(f"{prefix} column [{letters(right)}]")
    session.check(sheet, write.area)
    return Write(sheet, area.top, area.left, write.rows, write.area if single else area)


def _by_range(session: Session, sent: Json) -> list[Write]:
    text = sent.get("range", "")
    sheet, span = parse(session.book, text)
    return [_request(session, (sheet, clamp(sheet, span)), sent, text, single=span.single)]


def _by_filter(session: Session, sent: Json) -> list[Write]:
    found = places(session.book, sent.get("dataFilter", {}))
    return [
        _request(session, (sheet, area), sent, print_range(sheet.title, area), single=area.single)
        for sheet, area in found
    ]


def _is_text(sheet: Sheet, row: int, column: int) -> bool:
    style = grid.extras_at(sheet, row, column).get("userEnteredFormat", {})
    return bool(style.get("numberFormat", {}).get("type") == "TEXT")


def type_in(book: Book, sheet: Sheet, row: int, column: int, text: str) -> Content:
    """What a cell holds after a text is typed into it, which may bring a number format."""
    if not text.startswith("'") and _is_text(sheet, row, column):
        return text
    value, number_format = enter(book, text)
    carried = grid.extras_at(sheet, row, column)
    style = carried.get("userEnteredFormat", {})
    if number_format and style.get("numberFormat", {}).get("type") != number_format["type"]:
        looks = {"userEnteredFormat": style | {"numberFormat": number_format}}
        grid.set_extra(sheet, row, column, carried | looks)
    return value


def _apply(book: Book, write: Write, *, typed: bool) -> None:
    sheet, left, book.formulas = write.sheet, write.left, None
    for row, sent in enumerate(write.rows, write.top):
        cells = sent
        if typed:
            cells = [
                type_in(book, sheet, row, column, cell) if type(cell) is str else cell
                for column, cell in enumerate(sent, left)
            ]
        for column, rest in list(sheet.extras.get(row, {}).items()):
            if 0 <= column - left < len(cells) and cells[column - left] is not SKIP:
                grid.set_extra(sheet, row, column, {k: v for k, v in rest.items() if k not in RUNS})
        if not left and row == len(sheet.rows):
            sheet.rows.append([None if cell is SKIP else cell for cell in cells])
            continue
        target = grid.row_cells(sheet, row, left + len(cells))
        if SKIP in cells:
            cells = [target[left + i] if cell is SKIP else cell for i, cell in enumerate(cells)]
        target[left : left + len(cells)] = cells  # type: ignore[assignment]  # nothing is left to skip


def _with_values(session: Session, write: Write, options: Mapping[str, Any]) -> Json:
    answer: Json = {"spreadsheetId": session.book.id, **write.answer}
    if str(options.get("includeValuesInResponse", "")).lower() != "true":
        return answer
    shown = value_range(
        session.calculated(), write.sheet, write.shown or write.area, rendering(options, "response")
    )
    return answer | {"updatedData": shown}


def update(session: Session) -> Json:
    """values.update."""
    typed = _typed(session.options)
    [write] = _by_range(session, session.body | {"range": session.params["range"]})
    _apply(session.book, write, typed=typed)
    return _with_values(session, write, session.options)


def _batch(session: Session, read: Callable[[Session, Json], list[Write]], name: str) -> Json:
    """Check everything before anything is written."""
    typed, writes = _typed(session.body), []
    for index, sent in enumerate(session.body.get("data", [])):
        try:
            writes += [(write, {name: sent[name]} if name in sent else {}) for write in read(session, sent)]
        except ApiError as error:
            raise bad(f"Invalid data[{index}]: {error.message}") from error
    for write, _ in writes:
        _apply(session.book, write, typed=typed)
    responses = [_with_values(session, write, session.body) | named for write, named in writes]
    numbers = ("updatedRows", "updatedColumns", "updatedCells")
    totals = {name.replace("u", "totalU", 1): sum(one[name] for one in responses) for name in numbers}
    return {"spreadsheetId": session.book.id, **totals, "responses": responses}


def batch_update(session: Session) -> Json:
    """values.batchUpdate."""
    return _batch(session, _by_range, "")


def batch_update_by_data_filter(session: Session) -> Json:
    """values.batchUpdateByDataFilter: each area that a filter matches takes the values."""
    answer = _batch(session, _by_filter, "dataFilter")
    for response in answer["responses"]:
        del response["spreadsheetId"]
    return answer


def _make_room(session: Session, write: Write, insert: Callable[[Json], None] | None) -> None:
    sheet, area = write.sheet, write.area
    inserted = len(write.rows) if insert and write.top < sheet.row_count else 0
    rows, columns = max(sheet.row_count + inserted, area.bottom), max(sheet.column_count, area.right)
    grid.check_size(session.book, rows * columns - sheet.row_count * sheet.column_count)
    session.check(sheet, area)
    if insert and inserted:
        span = {"sheetId": sheet.id, "dimension": "ROWS", "startIndex": write.top}
        ends = {"endIndex": write.top + inserted}
        insert({"insertDimension": {"range": span | ends, "inheritFromBefore": write.top > 0}})
    grid.grow(sheet, rows, columns)


def append(session: Session, insert: Callable[[Json], None]) -> Json:
    """values.append; `insert` carries out a request that inserts rows, as a person would."""
    typed = _typed(session.options)
    sheet, area = locate(session.book, session.params["range"])
    table = find_table(sheet, area)
    top, left = (table.bottom, table.left) if table else (area.top, area.left)
    write = Write(sheet, top, left, _matrix(session.body))
    _make_room(session, write, insert if session.options.get("insertDataOption") == "INSERT_ROWS" else None)
    _apply(session.book, write, typed=typed)
    answer: Json = {"spreadsheetId": session.book.id}
    if table:
        answer["tableRange"] = print_range(sheet.title, table)
    return answer | {"updates": _with_values(session, write, session.options)}


def _clear(session: Session, found: Sequence[Place]) -> list[str]:
    for place in found:
        session.check(*place)
    for place in found:
        grid.clear(*place)
    return [print_range(sheet.title, area) for sheet, area in found]


def clear(session: Session) -> Json:
    """values.clear."""
    [cleared] = _clear(session, [locate(session.book, session.params["range"])])
    return {"spreadsheetId": session.book.id, "clearedRange": cleared}


def batch_clear(session: Session) -> Json:
    """values.batchClear."""
    found = [locate(session.book, text) for text in session.body.get("ranges", [])]
    return {"spreadsheetId": session.book.id, "clearedRanges": _clear(session, found)}
