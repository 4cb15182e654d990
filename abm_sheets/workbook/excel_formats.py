"""Styles as Excel cell formats: fonts, fills and number formats of one language and currency."""

from __future__ import annotations

from typing import Any

from babel.numbers import get_currency_symbol
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from abm_sheets.palette import BAND, INK, LINE, MUTED, PAPER, SOFT, SOLID, Tone
from abm_sheets.workbook.interface import Look
from abm_sheets.workbook.sheet import Style

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
    french = look.language == "fr"
    codes = {
        Style.INTEGER: "#,##0",
        Style.DECIMAL: "#,##0.0",
        Style.MONEY: _money("#,##0", look),
        Style.MONEY_CENTS: _money("#,##0.00", look),
        Style.PERCENT: "0.0\\ %" if french else "0.0%",
        Style.MULTIPLE: '#,##0.0"×"',
        Style.DAYS: '#,##0"\u00a0j"' if french else '#,##0"\u00a0d"',
        Style.DATE: "dd/mm/yyyy" if french else "mm/dd/yyyy",
    }
    big = {style: codes[Style(style.removeprefix("big_"))] for style in _BIG}
    return codes | big


def _money(digits: str, look: Look) -> str:
    """French amounts end with their currency, English ones begin with it."""
    locale = "fr_FR" if look.language == "fr" else "en_US"
    symbol = get_currency_symbol(look.currency, locale)
    if look.language == "fr":
        return f'{digits}"\u00a0{symbol}"'
    return f'"{symbol}"{digits};-"{symbol}"{digits}'


class ExcelFormats:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook, look: Look) -> None:
        """Bind the formats to the workbook that holds them."""
        self._book = book
        self._numbers = number_formats(look)
        self._made: dict[tuple[object, ...], Format] = {}

    def cell(self, style: Style, tone: Tone | None = None, *, linked: bool = False) -> Format:
        """The format of a cell in a block."""
        centred = {"align": "center"} if style is Style.HEADER else {}
        return self._format((style, tone, linked, "cell"), self._look(style, tone, linked=linked) | centred)

    def column(self, style: Style, *, linked: bool = False) -> Format:
        """The format of a cell in a table: ruled off below, its text at the top."""
        rule = {"valign": "top", "bottom": 1, "bottom_color": LINE}
        look = self._look(style, None, linked=linked) | rule | _aligned(style)
        return self._format((style, linked, "column"), look)

    def header(self, tone: Tone, style: Style) -> Format:
        """The format of a column's header: aligned as the values under it."""
        look = self._look(Style.HEADER, tone, linked=False) | _aligned(style)
        return self._format((tone, *_aligned(style).values(), "header"), look)

    def merged(self, style: Style, tone: Tone | None) -> Format:
        """The format of merged cells: their text wraps, and white edges set coloured ones apart."""
        look = self._look(style, tone, linked=False) | {"text_wrap": True}
        edges = {"left": 5, "left_color": PAPER, "right": 5, "right_color": PAPER} if tone else {}
        return self._format((style, tone, "merged"), look | edges)

    def whole_column(self, style: Style) -> Format:
        """The format that empty cells of an input column wait with: unlocked."""
        look = self._look(style, None, linked=False) | {"locked": False}
        return self._format((style, "whole"), look)

    def highlight(self, tone: Tone) -> Format:
        """The format that a conditional format lays over a cell."""
        look = {"bg_color": SOFT[tone], "font_color": SOLID[tone], "bold": True}
        return self._format((tone, "highlight"), look)

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
        if style in self._numbers:
            look["num_format"] = self._numbers[style]
        if style in WRAPPING:
            look["text_wrap"] = True
        return look | (_LOOKS[Style.LINK] if linked else {})

    def _format(self, key: tuple[object, ...], look: dict[str, Any]) -> Format:
        if key not in self._made:
            self._made[key] = self._book.add_format(look)
        return self._made[key]


def _aligned(style: Style) -> dict[str, Any]:
    """Figures to the right, signs in the middle, texts a little off the figures of the column before."""
    if style in NUMERIC:
        return {"align": "right"}
    if style in (Style.STATUS, Style.TICK):
        return {"align": "center"}
    return {"align": "left", "indent": 1}


def _fill(style: Style, tone: Tone | None) -> dict[str, str]:
    """Headers are white on the strong colour, statuses strong on the pale one, the rest ink on pale."""
    if style is Style.HEADER:
        return {"bg_color": SOLID[tone or Tone.OUTPUT]}
    if tone is None:
        return {}
    strong = {"font_color": SOLID[tone]} if style is Style.STATUS else {}
    return {"bg_color": SOFT[tone], **strong}
