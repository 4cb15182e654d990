"""Conditions of validations, conditional formats and filters: which are allowed, with which values."""

from __future__ import annotations

import re
from typing import Literal

from tests.google.errors import ApiError, bad
from tests.google.sheets.entry import enter, read_number
from tests.google.sheets.locales import language
from tests.google.sheets.model import Book, Json
from tests.google.sheets.notation import parse

Use = Literal["validation", "format", "filter"]

ALL: tuple[Use, ...] = ("validation", "format", "filter")
UNLIMITED = 10_000

COMPARISONS = ("NUMBER_GREATER", "NUMBER_GREATER_THAN_EQ", "NUMBER_LESS", "NUMBER_LESS_THAN_EQ", "NUMBER_EQ")

KINDS: dict[str, tuple[tuple[Use, ...], int, int]] = {
    **dict.fromkeys((*COMPARISONS, "NUMBER_NOT_EQ"), (ALL, 1, 1)),
    **dict.fromkeys(("NUMBER_BETWEEN", "NUMBER_NOT_BETWEEN"), (ALL, 2, 2)),
    **dict.fromkeys(("TEXT_CONTAINS", "TEXT_NOT_CONTAINS", "TEXT_EQ"), (ALL, 1, 1)),
    **dict.fromkeys(("TEXT_STARTS_WITH", "TEXT_ENDS_WITH"), (("format", "filter"), 1, 1)),
    **dict.fromkeys(("TEXT_IS_EMAIL", "TEXT_IS_URL", "DATE_IS_VALID"), (("validation",), 0, 0)),
    **dict.fromkeys(("DATE_EQ", "DATE_BEFORE", "DATE_AFTER"), (ALL, 1, 1)),
    **dict.fromkeys(("DATE_ON_OR_BEFORE", "DATE_ON_OR_AFTER"), (("validation",), 1, 1)),
    **dict.fromkeys(("DATE_BETWEEN", "DATE_NOT_BETWEEN"), (("validation",), 2, 2)),
    "ONE_OF_RANGE": (("validation",), 1, 1),
    "ONE_OF_LIST": (("validation",), 1, UNLIMITED),
    **dict.fromkeys(("BLANK", "NOT_BLANK"), (("format", "filter"), 0, 0)),
    "CUSTOM_FORMULA": (ALL, 1, 1),
    "BOOLEAN": (("validation",), 0, 2),
}
"""Each condition's uses, and how few and how many values it takes."""

RELATIVE = ("DATE_BEFORE", "DATE_AFTER", "DATE_ON_OR_BEFORE", "DATE_ON_OR_AFTER", "DATE_EQ")

WORDS: dict[Use, str] = {
    "validation": "data validation",
    "format": "conditional formats",
    "filter": "filters",
}


def check(book: Book, condition: Json | None, use: Use) -> None:
    """Let a condition be used.

    Raises:
        ApiError: if its kind, the number of its values or one of these is not allowed there.
    """
    kind = (condition or {}).get("type", "CONDITION_TYPE_UNSPECIFIED")
    if kind not in KINDS or use not in KINDS[kind][0]:
        raise bad(f"ConditionType '{kind}' is not supported in {WORDS[use]}.")
    values = (condition or {}).get("values", [])
    _, fewest, most = KINDS[kind]
    if not fewest <= len(values) <= most:
        raise bad(f"{kind} requires {_expected(fewest, most)}, but {len(values)} were supplied.")
    for value in values:
        _check_value(book, kind, value, use)


def _expected(fewest: int, most: int) -> str:
    if most == UNLIMITED:
        return "at least one ConditionValue"
    return f"exactly {fewest} ConditionValues" if fewest == most else f"{fewest} to {most} ConditionValues"


def _check_value(book: Book, kind: str, value: Json, use: Use) -> None:
    if "relativeDate" in value:
        if use == "validation" or kind not in RELATIVE:
            raise bad(f"relativeDate is not supported for {kind} in {WORDS[use]}.")
        return
    text = value.get("userEnteredValue", "")
    if kind == "ONE_OF_RANGE":
        _check_range(book, text)
    elif kind == "CUSTOM_FORMULA":
        if not text.startswith("="):
            raise _invalid(text)
    elif not text.startswith("=") and not _readable(book, kind, text):
        raise _invalid(text)


def _readable(book: Book, kind: str, text: str) -> bool:
    if kind.startswith("NUMBER_"):
        return is_number(book, text)
    if not kind.startswith("DATE_"):
        return True
    entered, _ = enter(book, text)
    return isinstance(entered, int | float) and not isinstance(entered, bool)


def is_number(book: Book, text: str) -> bool:
    """Tell whether a text is a number as the file's locale writes it."""
    return read_number(text.strip(), language(book.properties["locale"])) is not None


def _check_range(book: Book, text: str) -> None:
    try:
        parse(book, re.sub(r"\$", "", text.removeprefix("=")))
    except ApiError as error:
        raise _invalid(text) from error


def _invalid(text: str) -> ApiError:
    return bad(f"Invalid ConditionValue.userEnteredValue: {text}")
