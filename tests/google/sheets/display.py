"""What a cell shows as text: its value under its number format and the file's locale."""

from __future__ import annotations

from decimal import Decimal

from tests.google.sheets.formats import default_pattern
from tests.google.sheets.locales import Language, language
from tests.google.sheets.model import Book, Failure, Json, Result
from tests.google.sheets.patterns import render

ERRORS = {
    "ERROR": "#ERROR!",
    "NULL_VALUE": "#NULL!",
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "VALUE": "#VALUE!",
    "REF": "#REF!",
    "NAME": "#NAME?",
    "NUM": "#NUM!",
    "N_A": "#N/A",
    "LOADING": "Loading...",
}
DATED = frozenset({"DATE", "TIME", "DATE_TIME"})
DIGITS = 10
"""Significant digits of a number without a format."""
LARGE, SMALL = 15, -10
"""Powers of ten from which a number without a format is written in scientific notation."""


def automatic(value: float, local: Language) -> str:
    """A number without a format: at most ten significant digits, unless it is whole."""
    if isinstance(value, int) and abs(value) < 10**LARGE:
        return str(value)
    written = repr(value)
    if len(written) <= DIGITS + 1 and "e" not in written:
        return written.removesuffix(".0").replace(".", local.decimal)
    exact = Decimal(written)
    if exact and not SMALL <= exact.adjusted() < LARGE:
        mantissa, _, power = f"{exact:.5E}".partition("E")
        text = f"{mantissa.rstrip('0').rstrip('.')}E{power[0]}{power[1:].zfill(2)}"
    else:
        places = max(DIGITS - 1 - exact.adjusted(), 0) if exact.adjusted() >= 0 else DIGITS
        text = f"{round(exact, places):f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", local.decimal)


def failure_text(failure: Failure) -> str:
    """The code of an error, as a cell shows it."""
    return ERRORS.get(failure.kind, "#ERROR!")


def is_dated(number_format: Json | None) -> bool:
    """Tell whether a number format shows dates or times."""
    return bool(number_format) and number_format.get("type") in DATED if number_format else False


def display(book: Book, value: Result, number_format: Json | None = None) -> str:
    """What a cell shows: `value` under a NumberFormat (None: automatic)."""
    if value is None:
        return ""
    local = language(book.properties["locale"])
    if isinstance(value, bool):
        return local.true if value else local.false
    if isinstance(value, Failure):
        return failure_text(value)
    if isinstance(value, str):
        return _text(value, number_format)
    return _number(book, value, number_format, local)


def _text(value: str, number_format: Json | None) -> str:
    sections = (number_format or {}).get("pattern", "").split(";")
    text_section = sections[3] if len(sections) > 3 else ""
    return text_section.replace('"', "").replace("@", value) if "@" in text_section else value


def _number(book: Book, value: float, number_format: Json | None, local: Language) -> str:
    kind = (number_format or {}).get("type", "")
    pattern = (number_format or {}).get("pattern") or default_pattern(book, kind)
    if not pattern or kind == "TEXT" or pattern in ("General", "@"):
        return automatic(value, local)
    return render(value, pattern, local)
