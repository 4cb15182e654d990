"""Dates and times under the tokens of a pattern: `yyyy-mm-dd`, `h:mm am/pm`, `[h]:mm:ss`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from tests.google.sheets.locales import Language
from tests.google.sheets.serials import DAY, moment

Piece = tuple[str, str]

DATE_TOKEN = r"y+|m+|d+|h+|s+(?:\.0+)?|am/pm|a/p"  # noqa: S105 - part of a regular expression

LAST_YEAR = 2_958_466
"""The serial number after the last day that can be shown."""


def _month(now: dt.datetime, width: int, local: Language) -> str:
    if width < 3:
        return str(now.month).zfill(width)
    name = local.locale.months["format"]["abbreviated" if width == 3 else "wide"][now.month]
    return str(name[:1] if width == 5 else name)


def _day(now: dt.datetime, width: int, local: Language) -> str:
    if width < 3:
        return str(now.day).zfill(width)
    return str(local.locale.days["format"]["abbreviated" if width == 3 else "wide"][now.weekday()])


def _seconds(now: dt.datetime, token: str) -> str:
    whole, _, places = token.partition(".")
    text = str(now.second).zfill(len(whole))
    return f"{text}.{f'{now.microsecond:06d}'[: len(places)]}" if places else text


def _half(now: dt.datetime, token: str) -> str:
    half = "AM" if now.hour < 12 else "PM"
    half = half if token[0] != "a" or len(token) > 3 else half.lower()
    return half if len(token) > 3 else half[0]


def _elapsed(value: float, token: str) -> str:
    unit = {"h": 24, "m": 1440, "s": DAY}[token[1].lower()]
    return str(int(value * unit + 1e-6)).zfill(len(token) - 2)


def _minutes_at(tokens: Sequence[str]) -> set[int]:
    """The places of the `m` tokens that are minutes: after hours or before seconds."""
    places = set()
    for index, token in enumerate(tokens):
        if token[0] == "m" and len(token) < 3:
            before = tokens[index - 1].strip("[")[0] if index else ""
            after = tokens[index + 1].strip("[")[0] if index + 1 < len(tokens) else ""
            if before == "h" or after == "s":
                places.add(index)
    return places


def render_date(value: float, pieces: Sequence[Piece], local: Language) -> str:
    """Show a serial number under the pieces of a section that has date tokens."""
    if not -693_593 <= value < LAST_YEAR:
        return str(value)
    now = moment(value)
    tokens = [text.lower() for kind, text in pieces if kind == "date"]
    half_day = any(token[0] == "a" for token in tokens)
    minutes = _minutes_at(tokens)
    answer, place = [], 0
    for kind, text in pieces:
        if kind == "date":
            answer.append(_token(now, value, text, (place in minutes, half_day), local))
            place += 1
        else:
            answer.append(text)
    return "".join(answer)


def _token(now: dt.datetime, value: float, token: str, context: tuple[bool, bool], local: Language) -> str:
    lowered = token.lower()
    is_minute, half_day = context
    hour = (now.hour % 12 or 12) if half_day else now.hour
    shown: dict[str, Callable[[], str]] = {
        "y": lambda: str(now.year % 100).zfill(2) if len(token) < 3 else str(now.year).zfill(4),
        "m": lambda: str(now.minute).zfill(len(token)) if is_minute else _month(now, len(token), local),
        "d": lambda: _day(now, len(token), local),
        "h": lambda: str(hour).zfill(len(token)),
        "s": lambda: _seconds(now, lowered),
        "a": lambda: _half(now, token),
        "[": lambda: _elapsed(value, token),
    }
    return shown[lowered[0]]()
