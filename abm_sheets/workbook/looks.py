"""How cells look, by style: fonts, fills and number formats of one language and currency, and sizes.

A look is a mapping in XlsxWriter's words (`font_color`, `num_format`, `text_wrap`…), which each adapter
turns into its own formats.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

from babel.numbers import get_currency_symbol

from abm_sheets.language import catalogue
from abm_sheets.language.formats import MINUS, Formats, signed_code
from abm_sheets.palette import BAND, INK, LINE, MUTED, PAPER, SOFT, SOLID, Tone
from abm_sheets.workbook.interface import Look
from abm_sheets.workbook.sheet import Item, Sheet, Style, Table, TableColumn, Value

CellLook = Mapping[str, Any]

FONT = "Arial"
FONT_SIZE = 10
FONT_SIZES = {
    Style.TITLE: 18,
    Style.SUBTITLE: 12,
    Style.HEADLINE: 15,
    Style.MUTED: 9,
    Style.BIG_INTEGER: 20,
    Style.BIG_MONEY: 20,
    Style.BIG_PERCENT: 20,
    Style.BIG_MULTIPLE: 20,
}
"""Sizes in points of the styles that differ from the usual one."""

WRAPPING = frozenset({Style.WRAPPED, Style.HEADLINE, Style.HEADER})
NUMERIC = frozenset(
    {
        Style.INTEGER,
        Style.DECIMAL,
        Style.MONEY,
        Style.MONEY_CENTS,
        Style.PERCENT,
        Style.MULTIPLE,
        Style.DAYS,
    }
)
_BIG = frozenset({Style.BIG_INTEGER, Style.BIG_MONEY, Style.BIG_PERCENT, Style.BIG_MULTIPLE})
_IN_CARDS = _BIG | {Style.HEADER, Style.MUTED}
_LOOKS: dict[Style, dict[str, Any]] = {
    Style.TITLE: {"bold": True, "font_color": SOLID[Tone.OUTPUT]},
    Style.SUBTITLE: {"bold": True, "font_color": SOLID[Tone.OUTPUT]},
    Style.HEADLINE: {"bold": True, "font_color": SOLID[Tone.OUTPUT]},
    Style.HEADER: {"bold": True, "font_color": PAPER},
    Style.LABEL: {"bold": True},
    Style.MUTED: {"font_color": MUTED},
    Style.STATUS: {"bold": True, "align": "center"},
    Style.TICK: {"align": "center"},
    Style.DATE: {"align": "left"},
    Style.LINK: {"font_color": SOLID[Tone.SALES], "underline": 1},
    Style.INPUT: {"locked": False, "bg_color": BAND},
}


def number_formats(look: Look) -> dict[Style, str]:
    """The number format of each style that shows figures or dates, as Excel stores them."""
    formats = catalogue(look.language).formats
    percent = formats.percent_sign.replace("\u00a0", "\\ ")
    figures = {
        Style.INTEGER: "#,##0",
        Style.DECIMAL: "#,##0.0",
        Style.PERCENT: f"0.0{percent}",
        Style.MULTIPLE: '#,##0.0"×"',
        Style.DAYS: f'#,##0"\u00a0{formats.habits.days}"',
    }
    codes = {style: signed_code(code) for style, code in figures.items()} | {
        Style.MONEY: _money("#,##0", look.currency, formats),
        Style.MONEY_CENTS: _money("#,##0.00", look.currency, formats),
        Style.DATE: formats.habits.day.lower(),
    }
    big = {style: codes[Style(style.removeprefix("big_"))] for style in _BIG}
    return codes | big


def _money(digits: str, currency: str, formats: Formats) -> str:
    symbol = get_currency_symbol(currency, formats.locale)
    if not formats.currency_first:
        return signed_code(f'{digits}"\u00a0{symbol}"')
    return f'"{symbol}"{digits};"{MINUS}{symbol}"{digits}'


class Looks:
    """The looks of one workbook's cells."""

    def __init__(self, look: Look) -> None:
        """Bind them to a language and a currency."""
        self.numbers = number_formats(look)

    def cell(self, style: Style, tone: Tone | None = None, *, linked: bool = False) -> CellLook:
        """The look of a cell in a block."""
        centred = {"align": "center"} if style is Style.HEADER else {}
        return self._look(style, tone, linked=linked) | centred | _set_apart(style)

    def column(self, style: Style, *, linked: bool = False) -> CellLook:
        """The look of a cell in a table: ruled off below, its text at the top."""
        rule = {"valign": "top", "bottom": 1, "bottom_color": LINE}
        return self._look(style, None, linked=linked) | rule | _aligned(style) | _set_apart(style)

    def header(self, tone: Tone, style: Style) -> CellLook:
        """The look of a column's header: aligned as the values under it."""
        return self._look(Style.HEADER, tone, linked=False) | _aligned(style)

    def merged(self, style: Style, tone: Tone | None) -> CellLook:
        """The look of merged cells: their text wraps, and white edges set coloured ones apart.

        The texts of a card stand off its edge, and a big figure has no edge on its right, where its trend is.
        """
        left = {"left": 5, "left_color": PAPER} if tone else {}
        right = {"right": 5, "right_color": PAPER} if tone and style not in _BIG else {}
        apart = {"align": "left", "indent": 1} if tone and style in _IN_CARDS else {}
        return self._look(style, tone, linked=False) | {"text_wrap": True} | left | right | apart

    def whole_column(self, style: Style) -> CellLook:
        """The look that empty cells of an input column wait with: unlocked."""
        return self._look(style, None, linked=False) | {"locked": False}

    @staticmethod
    def highlight(tone: Tone) -> CellLook:
        """The look that a conditional format lays over a cell."""
        return {"bg_color": SOFT[tone], "font_color": SOLID[tone], "bold": True}

    def _look(self, style: Style, tone: Tone | None, *, linked: bool) -> dict[str, Any]:
        look = {
            "font_name": FONT,
            "font_size": FONT_SIZES.get(style, FONT_SIZE),
            "font_color": INK,
            "valign": "top" if style is Style.WRAPPED else "vcenter",
            **_LOOKS.get(style, {}),
            **_fill(style, tone),
        }
        if style in _BIG:
            look |= {"bold": True, "align": "left"}
        if style in self.numbers:
            look["num_format"] = self.numbers[style]
        if style in WRAPPING:
            look["text_wrap"] = True
        return look | (_LOOKS[Style.LINK] if linked else {})


def _aligned(style: Style) -> dict[str, Any]:
    """Figures to the right, signs in the middle, texts a little off the figures of the column before."""
    if style in NUMERIC:
        return {"align": "right"}
    if style in (Style.STATUS, Style.TICK):
        return {"align": "center"}
    return {"align": "left", "indent": 1}


def _set_apart(style: Style) -> dict[str, Any]:
    """A white edge between a coloured word and the figure of the column before."""
    return {"left": 5, "left_color": PAPER} if style is Style.STATUS else {}


def _fill(style: Style, tone: Tone | None) -> dict[str, str]:
    """Headers are white on the strong colour, statuses strong on the pale one, the rest ink on pale."""
    if style is Style.HEADER:
        return {"bg_color": SOLID[tone or Tone.OUTPUT]}
    if tone is None:
        return {}
    strong = {"font_color": SOLID[tone]} if style is Style.STATUS else {}
    return {"bg_color": SOFT[tone], **strong}


LINE_HEIGHT = 15.75
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
        for position, each in table.placed()
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
        for column, each in table.placed():
            if each.span == 1:
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
    return {row: height for row, height in heights.items() if height > LINE_HEIGHT}


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
    for position, column in table.placed():
        header = Item(column.header, Style.HEADER, span=column.span)
        yield table.row, _item_height(header, position, widths)
        if column.style is Style.WRAPPED:
            for row, value in enumerate(column.values, table.row + 1):
                yield row, _item_height(Item(value, column.style, span=column.span), position, widths)


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
