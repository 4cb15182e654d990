"""What a typed text becomes: a number, a date, a boolean, a formula or a text, under the file's locale."""

from __future__ import annotations

import datetime as dt
import re

from tests.google.errors import bad
from tests.google.sheets import serials
from tests.google.sheets.locales import Language, language
from tests.google.sheets.model import Book, Content, Formula, Json, Plain

TEXT_LIMIT = 50_000
EXACT = 2**53
CURRENCIES = "$€£¥"
SPACES = str.maketrans({"\u202f": " ", "\xa0": " ", "’": "'"})

NUMERIC = re.compile(r"(\d{1,4})([/.-])(\d{1,2})(?:\2(\d{1,4}))?\Z")
NAMED = re.compile(r"(?P<day>\d{1,2})[\s.-]+(?P<month>[^\W\d_]{3,})\.?(?:[\s-]+(?P<year>\d{4}|\d{2}))?\Z")
TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?(?:\s*([ap])\.?m\.?)?\Z", re.IGNORECASE)
SHORT = 3
"""How many letters of a pattern stand for an abbreviated name; one more is the whole name."""

PIVOT = 50
"""Two-digit years below it are of this century."""

Number = tuple[int | float, Json | None]
"""A number, and the NumberFormat that typing it so gives the cell (None: the cell keeps its own)."""


def raw(value: Plain | None) -> Content:
    """A value stored as it is; an empty text is an empty cell."""
    if isinstance(value, str):
        if len(value) > TEXT_LIMIT:
            text = f"Your input contains more than the maximum of {TEXT_LIMIT} characters in a single cell."
            raise bad(text)
        return value or None
    if isinstance(value, bool) or value is None:
        return value
    return serials.plain(value) if abs(value) <= EXACT else float(value)


def enter(book: Book, text: str) -> tuple[Content, Json | None]:
    """What a cell holds after somebody typed this text into it, and the number format that comes with it."""
    raw(text)
    typed = text.strip()
    if text.startswith("'"):
        return text[1:] or None, None
    if not typed:
        return text or None, None
    if typed.startswith("=") and len(typed) > 1:
        return Formula(typed), None
    return _read(book, typed) or (Formula(f"={typed}") if typed[0] == "+" and len(typed) > 1 else text, None)


def _read(book: Book, typed: str) -> tuple[Content, Json | None] | None:
    local = language(book.properties["locale"])
    if typed.upper() in ("TRUE", local.true):
        return True, None
    if typed.upper() in ("FALSE", local.false):
        return False, None
    if not any(map(str.isdigit, typed)):
        return None
    return read_number(typed, local) or read_date(typed, local, serials.now(book.properties["timeZone"]))


def read_number(text: str, local: Language) -> Number | None:
    """Read a typed number, percentage or amount of money; None where it is none."""
    text = text.translate(SPACES)
    sign = -1 if text[:1] == "-" else 1
    mark, digits = _mark(text[text[:1] in ("+", "-") :].lstrip(), local)
    group, decimal = re.escape(local.group.translate(SPACES)), re.escape(local.decimal)
    whole = rf"(\d+|\d{{1,3}}(?:{group}\d{{3}})+)?"
    match = re.match(rf"{whole}(?:{decimal}(\d*))?([eE][+-]?\d{{1,2}})?\Z", digits)
    if not match or not (match[1] or match[2]):
        return None
    power = int((match[3] or "e0")[1:]) - (2 if mark == "%" else 0)
    plain = re.sub(r"\D", "", match[1] or "0")
    value = sign * float(f"{plain}.{match[2] or '0'}e{power}")
    places = ".00" if local.decimal in digits else ""
    if mark == "%":
        return serials.plain(value), {"type": "PERCENT", "pattern": f"0{places}%"}
    if mark:
        return serials.plain(value), _money(mark, local, f"#,##0{places}")
    if match[3]:
        return serials.plain(value), {"type": "SCIENTIFIC", "pattern": "0.00E+00"}
    grouped = bool(match[1]) and not match[1].isdigit()
    return serials.plain(value), {"type": "NUMBER", "pattern": f"#,##0{places}"} if grouped else None


def _mark(text: str, local: Language) -> tuple[str, str]:
    for mark in ("%", *CURRENCIES, local.currency):
        if text.endswith(mark):
            return mark, text.removesuffix(mark).rstrip()
        if mark != "%" and text.startswith(mark):
            return mark, text.removeprefix(mark).lstrip()
    return "", text


def _money(mark: str, local: Language, digits: str) -> Json:
    symbol = f"[${mark}]"
    return {
        "type": "CURRENCY",
        "pattern": symbol + digits if local.currency_first else f"{digits}\\ {symbol}",
    }


def read_date(text: str, local: Language, today: dt.datetime) -> Number | None:
    """Read a typed date, time, or both; None where it is neither."""
    day, clock = _date(text, local, today), _time(text)
    if day:
        return day[0], {"type": "DATE", "pattern": day[1]}
    if clock:
        return clock[0], {"type": "TIME", "pattern": clock[1]}
    first, _, second = text.partition(" ")
    day, clock = _date(first, local, today), _time(second)
    if day and clock:
        return day[0] + clock[0], {"type": "DATE_TIME", "pattern": f"{day[1]} {clock[1]}"}
    return None


def _date(text: str, local: Language, today: dt.datetime) -> tuple[float, str] | None:
    found = _numeric(text, local, today) or _named(text, local, today)
    if not found:
        return None
    (year, month, day), pattern = found
    try:
        return serials.serial(dt.datetime(year, month, day)), pattern  # noqa: DTZ001 - serials have no zone
    except ValueError:
        return None


Day = tuple[tuple[int, int, int], str]


def _year(text: str) -> int:
    year = int(text)
    return year if len(text) > 2 else year + (2000 if year < PIVOT else 1900)


def _numeric(text: str, local: Language, today: dt.datetime) -> Day | None:
    match = NUMERIC.match(text)
    if not match or (match[2] == "." and local.decimal == "."):
        return None
    parts = [part for part in (match[1], match[3], match[4]) if part]
    iso = len(match[1]) > 2
    if len(parts) == 2 and iso:
        return None
    letters = "ymd" if iso else local.order
    letters = letters if len(parts) == 3 else letters.replace("y", "")
    values = dict(zip(letters, parts, strict=True))
    widths = [x * (len(part) if x != "y" else max(2, len(part))) for x, part in values.items()]
    year = _year(values.get("y", str(today.year)))
    return (year, int(values["m"]), int(values["d"])), match[2].join(widths)


def _named(text: str, local: Language, today: dt.datetime) -> Day | None:
    match = NAMED.match(text)
    month = local.month(match["month"]) if match else None
    if match is None or month is None:
        return None
    width = SHORT if len(match["month"]) <= SHORT + 1 else SHORT + 1
    year = match["year"]
    pattern = f"{'d' * len(match['day'])} {'m' * width}" + (f" {'y' * len(year)}" if year else "")
    return (_year(year) if year else today.year, month, int(match["day"])), pattern


def _time(text: str) -> tuple[float, str] | None:
    match = TIME.match(text)
    if not match:
        return None
    hours, minutes, seconds, half = match.groups()
    hour = int(hours) % 12 + (12 if half.lower() == "p" else 0) if half else int(hours)
    pattern = "h" * len(hours) + ":mm" + (":ss" if seconds else "") + (" am/pm" if half else "")
    return (hour * 3600 + int(minutes) * 60 + int(seconds or 0)) / serials.DAY, pattern
