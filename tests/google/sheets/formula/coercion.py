"""Values turned into numbers, texts and booleans, as formulas do; and compared."""

from __future__ import annotations

from typing import Any

from tests.google.sheets import serials
from tests.google.sheets.display import display
from tests.google.sheets.entry import read_number
from tests.google.sheets.formula.values import FailureError, Formatted, Value, checked, is_number
from tests.google.sheets.locales import language
from tests.google.sheets.model import Book
from tests.google.sheets.typed_dates import read_date


def text_number(book: Book, text: str) -> float | None:
    """The number or date that a text shows; None where it shows none."""
    local = language(book.properties["locale"])
    stripped = text.strip()
    if not any(map(str.isdigit, stripped)):
        return None
    found = read_number(stripped, local)
    dated = None if found else read_date(stripped, local, serials.now(book.properties["timeZone"]))
    return found[0] if found else dated[0] if dated else None


def number(book: Book, value: Value, function: str, position: int) -> float:
    """A value as a number.

    Raises:
        FailureError: if it is a text that shows none, or a failure.
    """
    value = checked(value)
    if isinstance(value, str):
        found = text_number(book, value) if value else None
        if found is None:
            raise FailureError(
                "VALUE",
                f"Function {function} parameter {position} expects number values. "
                f"But '{value}' is a text and cannot be coerced to a number.",
            )
        return found
    return 0 if value is None else value


def text(book: Book, value: Value) -> str:
    """A value as text, as concatenation writes it."""
    value = checked(value)
    if isinstance(value, float) and value == int(value) and abs(value) < serials.WHOLE:
        value = value if isinstance(value, Formatted) else int(value)
    return display(book, value, value.format if isinstance(value, Formatted) else None)


def boolean(book: Book, value: Value, function: str, position: int) -> bool:
    """A value as a boolean.

    Raises:
        FailureError: if it is a text that is none, or a failure.
    """
    value = checked(value)
    if isinstance(value, str):
        local = language(book.properties["locale"])
        words = {"TRUE": True, local.true: True, "FALSE": False, local.false: False, "": False}
        if value.upper() not in words:
            raise FailureError(
                "VALUE",
                f"Function {function} parameter {position} expects boolean values. "
                f"But '{value}' is a text and cannot be coerced to a boolean.",
            )
        return words[value.upper()]
    return bool(value)


def _rank(value: Value) -> int:
    if value is None:
        return 0
    if isinstance(value, bool):
        return 3
    return 1 if is_number(value) else 2


def _like(blank_for: Value) -> Value:
    if isinstance(blank_for, bool):
        return False
    return "" if isinstance(blank_for, str) else 0


def key(value: Value) -> tuple[int, Any]:
    """A key that sorts values: numbers, then texts without regard to case, then booleans."""
    plain = 0 if value is None else value
    return _rank(value), plain.casefold() if isinstance(plain, str) else plain


def compare(left: Value, right: Value) -> int:
    """Negative, zero or positive as `left` sorts before, with or after `right`; a blank equals 0 and ""."""
    left, right = checked(left), checked(right)
    if left is None and right is None:
        return 0
    left = _like(right) if left is None else left
    right = _like(left) if right is None else right
    one, other = key(left), key(right)
    return (one > other) - (one < other)
