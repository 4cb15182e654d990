"""Whatever people type and however they format it, a cell shows something."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.google.errors import ApiError
from tests.google.sheets.books import new_book
from tests.google.sheets.celldata import result_of
from tests.google.sheets.desk import Desk
from tests.google.sheets.display import display
from tests.google.sheets.entry import enter
from tests.google.sheets.notation import parse

LOCALES = ("en_US", "fr_FR", "de_DE", "ja_JP")
TYPED = st.text("0123456789 ./,-:%$€()+'=eEapmnovJu\u202f", max_size=14) | st.text(max_size=20)
PATTERNS = st.text('#0?,.%Eeyymdhs;[]"\\-$ @/*_<>=1aApP+', max_size=16)


@given(st.sampled_from(LOCALES), TYPED)
def test_any_text_can_be_typed(locale: str, text: str) -> None:
    book = new_book("1", "A file", locale)
    content, number_format = enter(book, text)
    assert isinstance(display(book, result_of(content), number_format), str)


@given(st.floats(allow_nan=False, allow_infinity=False), PATTERNS, st.sampled_from(LOCALES))
def test_any_number_is_shown_under_any_pattern(value: float, pattern: str, locale: str) -> None:
    book = new_book("1", "A file", locale)
    assert isinstance(display(book, value, {"type": "NUMBER", "pattern": pattern}), str)


@given(st.text("AZaz019$:!'RC[]- é", max_size=12))
def test_any_range_is_read_or_refused(text: str) -> None:
    message = f"Unable to parse range: {text}"
    try:
        parse(new_book("1", "A file"), text)
    except ApiError as refusal:
        message = message if refusal.message == message else ""
    assert message


@given(st.text("=A1:B2+-*/^&()<>,;\"'{}%.!# eSUMIF$", max_size=24))
def test_any_formula_gives_something(text: str) -> None:
    desk = Desk()
    desk.write("C3", [["=" + text]])
    assert len(desk.read("C3:C3")) <= 1


def test_lists_of_anything_else_are_refused() -> None:
    with pytest.raises(ApiError, match=r"Invalid values\[0\]\[1\]: struct_value"):
        Desk().write("A1", [["a", {"b": [None, True, 1.5]}]])
