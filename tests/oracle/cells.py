"""How one cell is read (§ 2.4): its value, or nothing, and a rule when there is an issue."""

import re
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeAlias

from tests.oracle.catalogue import MONTHS, NO, YES
from tests.oracle.folding import fold, trim

Raw: TypeAlias = str | int | float | bool | datetime | date | None

FORMULA_ERROR = re.compile(
    r"#(N/A|REF!|VALUE!|VALEUR!|DIV/0!|NAME\?|NOM\?|NUM!|NOMBRE!|NULL!|NUL!|ERROR!|SPILL!|CALC!)",
    re.IGNORECASE,
)
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)
EPOCH = date(1899, 12, 30)
SIGNS = {"€": "EUR", "$": "USD", "£": "GBP"}
SCALES = {"": 1, "k": 1_000, "m": 1_000_000}


def is_blank(raw: Raw) -> bool:
    """Tell whether a cell is empty or holds only spaces."""
    return raw is None or (isinstance(raw, str) and not trim(raw))


def is_formula_error(raw: Raw) -> bool:
    """Tell whether a cell holds a formula error."""
    return isinstance(raw, str) and FORMULA_ERROR.match(trim(raw)) is not None


def as_text(raw: Raw) -> str:
    """Give a cell as text: whole numbers have no decimals."""
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return trim(str(raw))


def as_date(raw: Raw, *, month_first: bool) -> tuple[date | None, str | None]:
    """Read a calendar date: a typed one, a serial number or a text in one of the known formats."""
    if isinstance(raw, bool):
        return None, "invalid_date"
    if isinstance(raw, int | float):
        found = EPOCH + timedelta(days=int(raw)) if 0 < raw < 100_000 else None
    elif isinstance(raw, datetime):
        found = raw.date()
    elif isinstance(raw, date):
        found = raw
    else:
        found = text_date(trim(str(raw)), month_first=month_first)
    if found is None or not FIRST_DAY <= found <= LAST_DAY:
        return None, "invalid_date"
    return found, "text_date" if isinstance(raw, str) else None


def text_date(text: str, *, month_first: bool) -> date | None:
    """Read a text date: 2026-03-15, 15/03/2026, 15-03-2026, 15.03.26, 15 mars 2026; month first in en_US."""
    text = re.sub(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$", "", text)
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        year, month, day = (int(part) for part in match.groups())
        return calendar_date(year, month, day)
    if match := re.fullmatch(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})", text):
        first, second = int(match[1]), int(match[3])
        month, day = (first, second) if month_first else (second, first)
        return calendar_date(int(match[4]), month, day)
    if match := re.fullmatch(r"(\d{1,2})(?:er)? ([a-z]+) (\d{4})", fold(text)):
        return calendar_date(int(match[3]), MONTHS.get(match[2], 0), int(match[1]))
    if match := re.fullmatch(r"([a-z]+) (\d{1,2}) (\d{4})", fold(text)):
        return calendar_date(int(match[3]), MONTHS.get(match[1], 0), int(match[2]))
    return None


def calendar_date(year: int, month: int, day: int) -> date | None:
    """Build a date of the calendar, if there is one; two-digit years are of this century."""
    try:
        return date(year if year > 99 else 2000 + year, month, day)
    except ValueError:
        return None


def as_number(raw: Raw, *, decimal_comma: bool) -> tuple[Decimal | None, str | None]:
    """Read a number, typed or as a text in the workbook's locale."""
    if isinstance(raw, bool | date):
        return None, "invalid_number"
    if isinstance(raw, int | float):
        return Decimal(repr(raw)), None
    return text_number(trim(str(raw)), decimal_comma=decimal_comma)


def text_number(text: str, *, decimal_comma: bool) -> tuple[Decimal | None, str | None]:
    """Read a text number: signs or parentheses, currency signs, k and M, percents, thousands."""
    body = re.sub(r"\s|[€$£]", "", text)
    negative = False
    if re.fullmatch(r"\(.*\)", body):
        negative, body = True, body[1:-1]
    if body[:1] in ("-", "\u2212", "+"):
        negative, body = negative != (body[0] != "+"), body[1:]
    match = re.fullmatch(r"([0-9.,]+)([kKmM]?)(%?)", body)
    if match is None:
        return None, "invalid_number"
    digits, scale, percent = match.groups()
    if decimal_comma and re.fullmatch(r"\d+\.\d{3}", digits):
        return None, "ambiguous_number"
    plain = plain_digits(digits, "," if decimal_comma else ".")
    if plain is None:
        return None, "invalid_number"
    value = Decimal(plain) * SCALES[scale.lower()] / (100 if percent else 1)
    return (-value if negative else value), "text_number"


def named_currency(raw: Raw) -> str:
    """Give the currency whose sign an amount shows, or nothing."""
    return next((SIGNS[sign] for sign in str(raw) if sign in SIGNS), "") if isinstance(raw, str) else ""


def plain_digits(digits: str, decimal_mark: str) -> str | None:
    """Drop the thousands marks of a number and give it with a decimal point."""
    thousands = "." if decimal_mark == "," else ","
    whole, _, fraction = digits.partition(decimal_mark)
    if re.fullmatch(rf"\d{{1,3}}(\{thousands}\d{{3}})+", whole):
        whole = whole.replace(thousands, "")
    elif not fraction and thousands == "." and re.fullmatch(r"\d*\.\d+", whole):
        return whole
    if not re.fullmatch(r"\d*", whole) or not re.fullmatch(r"\d*", fraction) or not whole + fraction:
        return None
    return f"{whole or '0'}.{fraction or '0'}"


def as_boolean(raw: Raw) -> tuple[bool | None, str | None]:
    """Read a yes or a no: TRUE, FALSE, oui, non, yes, no, vrai, faux, x, 1, 0."""
    word = fold(as_text(raw))
    if word in YES:
        return True, None
    return (False, None) if word in NO else (None, "invalid_boolean")


def to_cents(amount: Decimal) -> int:
    """Round an amount to the cent, halves away from zero (§ 4)."""
    return int((amount * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))
