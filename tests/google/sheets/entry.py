"""What a typed text becomes: a number, a date, a boolean, a formula or a text, under the file's locale."""

from __future__ import annotations

import math
import re

from tests.google.errors import bad
from tests.google.sheets import serials
from tests.google.sheets.locales import Language, language
from tests.google.sheets.model import Book, Content, Formula, Json, Plain
from tests.google.sheets.typed_dates import read_date

TEXT_LIMIT = 50_000
EXACT = 2**53
CURRENCIES = "$€£¥"
SPACES = str.maketrans({"\u202f": " ", "\xa0": " ", "’": "'"})
FRACTION = re.compile(r"(-?)(\d+) (\d+)/(\d+)\Z")
URL = re.compile(r"(?:https?://|www\.)[^\s]+\.[^\s]+\Z", re.IGNORECASE)

Entered = tuple[Content, Json | None]
"""What a cell holds, and the NumberFormat that typing brings (None: the cell keeps its own)."""


def check_length(text: str) -> None:
    """Refuse a text that is too long for a cell."""
    if len(text) > TEXT_LIMIT:
        raise bad(f"Your input contains more than the maximum of {TEXT_LIMIT} characters in a single cell.")


def as_number(value: float) -> int | float:
    """A number as spreadsheets keep it: double precision, whole ones written without a point."""
    if abs(value) <= EXACT:
        return serials.plain(value)
    try:
        return float(value)
    except OverflowError:
        raise bad("Invalid value: the number is out of range.") from None


def raw(value: Plain | None) -> Content:
    """A value stored as it is; an empty text is an empty cell."""
    if isinstance(value, str):
        check_length(value)
        return value or None
    if isinstance(value, bool) or value is None:
        return value
    return as_number(value)


def _digits(text: str, local: Language) -> tuple[float, Json | None] | None:
    group = re.escape(local.group.translate(SPACES))
    decimal = re.escape(local.decimal)
    match = re.match(
        rf"(?P<whole>\d+|\d{{1,3}}(?:{group}\d{{3}})+)?(?:{decimal}(?P<rest>\d*))?(?P<power>[eE][+-]?\d+)?\Z",
        text,
    )
    if not match or not (match["whole"] or match["rest"]):
        return None
    whole = re.sub(r"\D", "", match["whole"] or "0")
    value = float(f"{whole}.{match['rest'] or '0'}{match['power'] or ''}")
    if match["power"]:
        return value, {"type": "SCIENTIFIC", "pattern": "0.00E+00"}
    if not (match["whole"] or "").isdigit() and match["whole"]:
        return value, {"type": "NUMBER", "pattern": "#,##0.00" if match["rest"] else "#,##0"}
    return value, None


def _signed(text: str, local: Language) -> tuple[float, Json | None, str] | None:
    sign = 1
    if text.startswith("(") and text.endswith(")"):
        sign, text = -1, text[1:-1]
    mark = ""
    if text[:1] in "+-" and text:
        sign, text = (-sign if text[0] == "-" else sign), text[1:].lstrip()
    mark, text = _mark(text, local)
    if text[:1] in "+-" and mark and text:
        sign, text = (-sign if text[0] == "-" else sign), text[1:]
    number = _digits(text, local)
    return (sign * number[0], number[1], mark) if number and math.isfinite(number[0]) else None


def _mark(text: str, local: Language) -> tuple[str, str]:
    for mark in ("%", *CURRENCIES, local.currency):
        if text.endswith(mark):
            return mark, text.removesuffix(mark).rstrip()
        if mark != "%" and text.startswith(mark):
            return mark, text.removeprefix(mark).lstrip()
    return "", text


def _money(mark: str, local: Language, *, decimals: bool) -> Json:
    digits = "#,##0.00" if decimals else "#,##0"
    own = mark == local.currency
    symbol = f'"{mark}"' if own and local.currency_first else f"[${mark}]"
    pattern = f"{symbol}{digits}" if local.currency_first else f"{digits}\\ {symbol}"
    return {"type": "CURRENCY", "pattern": pattern}


def read_number(text: str, local: Language) -> tuple[int | float, Json | None] | None:
    """Read a typed number, percentage or amount of money; None where it is none."""
    text = text.translate(SPACES)
    fraction = FRACTION.match(text)
    if fraction and int(fraction[4]):
        value = int(fraction[2]) + int(fraction[3]) / int(fraction[4])
        return serials.plain(-value if fraction[1] else value), {"type": "NUMBER", "pattern": "# ?/?"}
    found = _signed(text, local)
    if not found:
        return None
    value, pattern, mark = found
    decimals = local.decimal in text
    if mark == "%":
        exact = float(f"{value!r}e-2")
        return serials.plain(exact), {"type": "PERCENT", "pattern": "0.00%" if decimals else "0%"}
    return serials.plain(value), _money(mark, local, decimals=decimals) if mark else pattern


def read_boolean(text: str, local: Language) -> bool | None:
    """Read TRUE or FALSE, in English or in the locale's language."""
    upper = text.upper()
    if upper in ("TRUE", local.true):
        return True
    return False if upper in ("FALSE", local.false) else None


def enter(book: Book, text: str) -> Entered:
    """What a cell holds after somebody typed this text into it, and the number format that comes with it."""
    check_length(text)
    typed = text.strip()
    if text.startswith("'"):
        return text[1:] or None, None
    if not typed:
        return text or None, None
    if typed.startswith("=") and len(typed) > 1:
        return Formula(typed), None
    return _read(book, typed) or (_signed_formula(typed) or text, None)


def _signed_formula(typed: str) -> Formula | None:
    return Formula(f"={typed}") if typed[0] == "+" and len(typed) > 1 else None


def _read(book: Book, typed: str) -> Entered | None:
    local = language(book.properties["locale"])
    boolean = read_boolean(typed, local)
    if boolean is not None:
        return boolean, None
    if not any(map(str.isdigit, typed)):
        return None
    return read_number(typed, local) or read_date(typed, local, serials.now(book.properties["timeZone"]))


def is_link(text: str) -> bool:
    """Tell whether a typed text becomes a link."""
    return bool(URL.match(text.strip()))
