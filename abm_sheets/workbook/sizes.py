"""Column widths and row heights: given, or estimated from what the cells hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from textwrap import wrap

from abm_sheets.workbook.looks import FONT_SIZE, FONT_SIZES, WRAPPING
from abm_sheets.workbook.sheet import Item, Sheet, Style, Table, TableColumn, Value

LINE = 15.75
"""The usual height of a row in points, that of one line of text."""

USUAL_WIDTH = 8.43
"""The width in digits of a column that asks for nothing."""

_NARROWEST, _WIDEST = 8.0, 60.0
_MARGIN = 2.0
_SAMPLE = 1000
_LETTER = 0.86
"""The width of an average letter, that of a column being counted in digits."""

_FIGURE_LETTERS = {Style.DATE: 10, Style.PERCENT: 8, Style.MULTIPLE: 7, Style.STATUS: 14, Style.TICK: 4}
_FREE_FLOWING = WRAPPING | {Style.TITLE, Style.SUBTITLE, Style.MUTED}


def column_widths(sheet: Sheet) -> dict[int, float]:
    """The width of each column in characters: as given, else as its longest content asks."""
    wanted: dict[int, float] = {}
    for column, letters in _contents(sheet):
        wanted[column] = max(wanted.get(column, _NARROWEST), min(letters + 2, _WIDEST))
    given = {
        position: each.width
        for table in sheet.tables
        for position, each in enumerate(table.columns, table.column)
        if each.width is not None
    }
    return wanted | given | dict(sheet.widths)


def _contents(sheet: Sheet) -> Iterator[tuple[int, float]]:
    """Each column met, with the letters that its content needs."""
    for block in sheet.blocks:
        for items in block.rows:
            for column, item in enumerate(items, block.column):
                if item is not None and item.span == 1 and item.style not in _FREE_FLOWING:
                    yield column, _letters(item.value, item.style) * _size(item.style) / FONT_SIZE
    for table in sheet.tables:
        for column, each in enumerate(table.columns, table.column):
            yield column, _column_letters(each, filtered=table.filter)


def _column_letters(column: TableColumn, *, filtered: bool) -> float:
    """A header may wrap between its words; values may not, unless their style wraps them."""
    words = column.header.split() or [""]
    header = max(max(map(len, words)) * 1.1, len(column.header) / 2) + (3 if filtered else 0)
    return max(header, *(_letters(value, column.style) for value in column.values[:_SAMPLE]), 0)


def _letters(value: Value, style: Style) -> float:
    if value is None:
        return 0
    if isinstance(value, str):
        return max(map(len, value.splitlines()), default=0)
    if style in _FIGURE_LETTERS:
        return _FIGURE_LETTERS[style]
    return len(f"{value:,.0f}") + 4 if isinstance(value, (int, float)) else len(str(value))


def _size(style: Style) -> float:
    return FONT_SIZES.get(style, FONT_SIZE)


def row_heights(sheet: Sheet, widths: Mapping[int, float]) -> Mapping[int, float]:
    """The height in points of the rows that are higher than usual.

    Spreadsheets fit rows to their text by themselves, but not where cells are merged, and charts
    would move if rows grew when the file is opened.
    """
    heights: defaultdict[int, float] = defaultdict(float)
    for row, height in _asked(sheet, widths):
        heights[row] = max(heights[row], height)
    return {row: height for row, height in heights.items() if height > LINE}


def _asked(sheet: Sheet, widths: Mapping[int, float]) -> Iterator[tuple[int, float]]:
    """Each row met, with the height that one of its cells needs."""
    for block in sheet.blocks:
        for row, items in enumerate(block.rows, block.row):
            for column, item in enumerate(items, block.column):
                if item is not None and item.height == 1:
                    yield row, _item_height(item, column, widths)
    for table in sheet.tables:
        yield from _asked_in_table(table, widths)


def _asked_in_table(table: Table, widths: Mapping[int, float]) -> Iterator[tuple[int, float]]:
    for position, column in enumerate(table.columns, table.column):
        yield table.row, _item_height(Item(column.header, Style.HEADER), position, widths)
        if column.style is Style.WRAPPED:
            for row, value in enumerate(column.values, table.row + 1):
                yield row, _item_height(Item(value, column.style), position, widths)


def _item_height(item: Item, column: int, widths: Mapping[int, float]) -> float:
    size = _size(item.style)
    room = sum(widths.get(each, USUAL_WIDTH) for each in range(column, column + item.span)) - _MARGIN
    letters = max(int(room / _LETTER * FONT_SIZE / size), 1)
    wraps = item.span > 1 or item.style in WRAPPING
    text = item.value if isinstance(item.value, str) and wraps else ""
    return (sum(_lines(line, letters) for line in text.splitlines()) or 1) * size * 1.3 + 2.1


def _lines(text: str, letters: int) -> int:
    """How many lines a text takes when it breaks between words."""
    return 1 if len(text) <= letters else len(wrap(text, letters))
