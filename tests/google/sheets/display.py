"""What a cell shows as text: its value under its number format and the file's locale."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache
from typing import NamedTuple

from tests.google.sheets.locales import Language, language
from tests.google.sheets.model import Book, Failure, Json, Result
from tests.google.sheets.serials import moment

ERRORS = {
    "ERROR": "#ERROR!",
    "NULL_VALUE": "#NULL!",
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "VALUE": "#VALUE!",
    "REF": "#REF!",
    "NAME": "#NAME?",
    "NUM": "#NUM!",
    "N_A": "#N/A",
}
DATED = frozenset({"DATE", "TIME", "DATE_TIME"})
DIGITS = 10
"""Significant digits of a number without a format."""
LARGE, SMALL = 15, -10
"""Powers of ten from which a number without a format is written in scientific notation."""
WIDE = Context(prec=700, rounding=ROUND_HALF_UP)
"""Room for every digit of every double."""

PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"'
    r"|\\(?P<escaped>.)"
    r"|\[\$(?P<symbol>[^\]-]*)(?:-[^\]]*)?\]"
    r"|(?P<hint>\[[^\]]*\]|_.|\*.)"
    r"|(?P<date>y+|m+|d+|h+|s+|am/pm)"
    r"|(?P<digits>[#0?](?:[#0?,.]*[#0?.])?(?:[eE][+-]0+)?|\.[0#?]+)"
    r"|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)


class Piece(NamedTuple):
    """A part of a pattern: `kind` is `text`, `date` or `digits`."""

    kind: str
    text: str


@cache
def _sections(pattern: str) -> list[list[Piece]]:
    """The `;` parts of a pattern: for positive numbers, negative ones, zero and texts."""
    parts = re.findall(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])+', pattern)
    return [[_piece(match) for match in PIECE.finditer(part)] for part in parts or [pattern]]


def _piece(match: re.Match[str]) -> Piece:
    kind = match.lastgroup or "other"
    if kind in ("date", "digits"):
        return Piece(kind, match[0])
    return Piece("text", "" if kind == "hint" else match[kind])


def display(book: Book, value: Result, number_format: Json | None = None) -> str:
    """What a cell shows: `value` under a NumberFormat (None: automatic)."""
    local = language(book.properties["locale"])
    if isinstance(value, bool):
        return local.true if value else local.false
    if isinstance(value, Failure):
        return ERRORS[value.kind]
    if value is None or isinstance(value, str):
        return value or ""
    kind = (number_format or {}).get("type", "")
    pattern = (number_format or {}).get("pattern") or default_pattern(book, kind)
    if not pattern or kind == "TEXT" or pattern in ("General", "@"):
        return _automatic(value, local)
    return _render(value, pattern, local)


def default_pattern(book: Book, kind: str) -> str:
    """The pattern of a number format that names only its type, under the file's locale."""
    local = language(book.properties["locale"])
    amount = f'"{local.currency}"#,##0.00' if local.currency_first else f"#,##0.00\\ [${local.currency}]"
    patterns = {
        "NUMBER": "#,##0.00",
        "PERCENT": "0.00%",
        "CURRENCY": amount,
        "DATE": local.date,
        "TIME": local.time,
        "DATE_TIME": f"{local.date} {local.time}",
        "SCIENTIFIC": "0.00E+00",
        "TEXT": "@",
    }
    return patterns.get(kind, "")


def is_dated(number_format: Json | None) -> bool:
    """Whether a number format shows dates or times."""
    return bool(number_format) and (number_format or {}).get("type") in DATED


def _automatic(value: float, local: Language) -> str:
    if isinstance(value, int) and abs(value) < 10**LARGE:
        return str(value)
    exact = Decimal(repr(value))
    if exact and not SMALL <= exact.adjusted() < LARGE:
        mantissa, _, power = f"{exact:.5E}".partition("E")
        text = f"{mantissa.rstrip('0').rstrip('.')}E{power[0]}{power[1:].zfill(2)}"
    else:
        places = max(DIGITS - 1 - exact.adjusted(), 0) if exact.adjusted() >= 0 else DIGITS
        text = f"{round(exact, places):f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", local.decimal)


def _render(value: float, pattern: str, local: Language) -> str:
    sections = _sections(pattern)
    pieces, amount = sections[0], value
    if value < 0 and len(sections) > 1:
        pieces, amount = sections[1], -value
    elif value == 0 and len(sections) > 2:
        pieces = sections[2]
    if any(piece.kind == "date" for piece in pieces):
        return _date(amount, pieces, local)
    return _number(amount, pieces, local)


def _number(value: float, pieces: Sequence[Piece], local: Language) -> str:
    percents = sum(text == "%" for _, text in pieces)
    amount = abs(Decimal(repr(value))) * 100**percents
    body = "".join(_digits(amount, text, local) if kind == "digits" else text for kind, text in pieces)
    return f"-{body}" if value < 0 and any(c in "123456789" for c in body) else body


def _digits(value: Decimal, spec: str, local: Language) -> str:
    body, _, power = spec.upper().partition("E")
    whole_spec, point, rest_spec = body.partition(".")
    if power:
        mantissa, _, power = f"{value:.{len(rest_spec)}E}".partition("E")
        return f"{mantissa.replace('.', local.decimal)}E{power[0]}{power[1:].zfill(2)}"
    text = f"{value.quantize(Decimal(1).scaleb(-len(rest_spec)), context=WIDE):f}"
    whole, _, rest = text.partition(".")
    whole = whole.lstrip("0").rjust(sum(c in "0?" for c in whole_spec), "0")
    shown = len(rest_spec.rstrip("#"))
    rest = rest[:shown] + rest[shown:].rstrip("0")
    if "," in whole_spec:
        whole = re.sub(r"(?<=\d)(?=(?:\d{3})+\Z)", local.group, whole)
    return whole + (local.decimal + rest if point else "")


def _date(value: float, pieces: Sequence[Piece], local: Language) -> str:
    try:
        now = moment(value)
    except OverflowError:
        return str(value)
    tokens = [text.lower() for kind, text in pieces if kind == "date"]
    half_day, answer, before = "am/pm" in tokens, "", ""
    for place, token in enumerate(tokens):
        after = tokens[place + 1] if place + 1 < len(tokens) else ""
        if token[0] == "m" and len(token) < 3 and (before[:1] == "h" or after[:1] == "s"):
            tokens[place] = "n" * len(token)
        before = token
    shown = iter(tokens)
    for kind, text in pieces:
        answer += _token(now, next(shown), local, half_day=half_day) if kind == "date" else text
    return answer


def _token(now: dt.datetime, token: str, local: Language, *, half_day: bool) -> str:
    width = len(token)
    named = "abbreviated" if width == 3 else "wide"
    hour = (now.hour % 12 or 12) if half_day else now.hour
    shown: dict[str, Callable[[], str]] = {
        "y": lambda: f"{now.year % 100:02d}" if width < 3 else f"{now.year:04d}",
        "m": lambda: (
            str(now.month).zfill(width) if width < 3 else str(local.locale.months["format"][named][now.month])
        ),
        "d": lambda: (
            str(now.day).zfill(width) if width < 3 else str(local.locale.days["format"][named][now.weekday()])
        ),
        "h": lambda: str(hour).zfill(width),
        "n": lambda: str(now.minute).zfill(width),
        "s": lambda: str(now.second).zfill(width),
        "a": lambda: "AM" if now.hour < 12 else "PM",
    }
    return shown[token[0]]()
