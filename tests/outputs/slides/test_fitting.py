"""Texts in the room that they have, numbers as their language writes them, marks of axes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abm_sheets.language import catalogue
from abm_sheets.outputs.slides.box import Box
from abm_sheets.outputs.slides.codes import Codes, step
from abm_sheets.outputs.slides.texts import clean, fitted, fitted_name, fitting_size, lines_of, wide
from abm_sheets.tables.targets import Unit

rooms = st.floats(0.5, 12)
sizes = st.sampled_from((9, 10.5, 20))


@given(st.text(max_size=300), rooms, sizes, st.integers(1, 3))
def test_a_text_is_cut_to_its_lines(text: str, room: float, size: float, lines: int) -> None:
    shown = fitted(text, room, size, lines)

    assert lines_of(shown, room, size) <= lines
    assert shown == clean(text) or shown.endswith("…")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ceux qui lisent étaient peut-être déjà prêts", "ceux qui lisent étaient…"),
        ("le compte Lyon-Interprofessionnelle-Matériaux", "le compte Lyon-Interprofes…"),
        ("Interprofessionnellement-parlant-ou-presque", "Interprofessionnellement-p…"),
    ],
)
def test_a_text_is_cut_between_words_unless_one_is_long(text: str, shown: str) -> None:
    assert fitted(text, 1.9, 10) == shown


@given(st.text(max_size=300), rooms, sizes)
def test_a_name_is_cut_to_its_line(name: str, room: float, size: float) -> None:
    shown = fitted_name(name, room, size)

    assert wide(shown, size) <= room or shown == "…"
    assert shown == clean(name) or "…" in shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Industrie", "Industrie"),
        ("Société interprofessionnelle de Lyon", "Société…Lyon"),
        ("", ""),
    ],
)
def test_a_name_keeps_its_two_ends(name: str, shown: str) -> None:
    assert fitted_name(name, 0.85, 9) == shown


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", 1), ("un mot", 1), ("deux longues lignes", 2), ("W" * 30, 4), ("un " + "W" * 20, 4)],
)
def test_lines_break_between_words_and_within_those_that_are_too_long(text: str, lines: int) -> None:
    assert lines_of(text, 1.2, 10) == lines


def test_the_size_falls_until_the_text_fits_and_no_lower_than_the_least() -> None:
    assert fitting_size(["18"], 2, (30, 20, 10)) == 30
    assert fitting_size(["1 261 €/jour"], 1.7, (30, 20, 10)) == 20
    assert fitting_size(["W" * 200], 2, (30, 20, 10)) == 10


def _signed(code: str) -> str:
    """A code with its part for negative numbers."""
    return f'{code};"−"{code}'


@pytest.mark.parametrize(
    ("unit", "values", "french", "english"),
    [
        (Unit.COUNT, [1, 20], _signed("#,##0"), _signed("#,##0")),
        (Unit.COUNT, [4, 89.5], _signed("#,##0.0"), _signed("#,##0.0")),
        (Unit.SHARE, [0.14], "0\\\u00a0%", "0%"),
        (Unit.SHARE, [0.146], "0.0\\\u00a0%", "0.0%"),
        (Unit.MULTIPLE, [3.2], _signed('#,##0.0"×"'), _signed('#,##0.0"×"')),
        (Unit.MONEY, [-9_999_999], _signed('#,##0"\u00a0€"'), '"€"#,##0;"−€"#,##0'),
        (Unit.MONEY, [12e6], _signed('#,##0.0,,"\u00a0M\u00a0€"'), '"€"#,##0.0,,"M";"−€"#,##0.0,,"M"'),
        (Unit.MONEY, [-2e12], _signed('#,##0.0,,,"\u00a0Md\u00a0€"'), '"€"#,##0.0,,,"B";"−€"#,##0.0,,,"B"'),
    ],
)
def test_labels_are_written_as_texts_are(unit: Unit, values: list[float], french: str, english: str) -> None:
    assert Codes(catalogue("fr"), "EUR").label(unit, values) == french
    assert Codes(catalogue("en"), "EUR").label(unit, values) == english


@pytest.mark.parametrize(
    ("unit", "values", "code"),
    [
        (Unit.MONEY, [900], _signed('#,##0"\u00a0€"')),
        (Unit.MONEY, [180_000], _signed('#,##0,"\u00a0k\u00a0€"')),
        (Unit.MONEY, [-5e9], _signed('#,##0,,,"\u00a0Md\u00a0€"')),
        (Unit.SHARE, [0.14], "0\\\u00a0%"),
        (Unit.SHARE, [0.012], "0.0\\\u00a0%"),
        (Unit.COUNT, [3], _signed("#,##0")),
    ],
)
def test_marks_of_an_axis_are_short(unit: Unit, values: list[float], code: str) -> None:
    assert Codes(catalogue("fr"), "EUR").axis(unit, values) == code


def test_a_currency_is_never_more_than_a_text_of_a_code() -> None:
    assert Codes(catalogue("fr"), 'X"Y').label(Unit.MONEY, [1]) == _signed('#,##0"\u00a0XY"')


@given(
    st.sampled_from(list(Unit)),
    st.lists(st.floats(-1e15, 1e15, allow_nan=False).filter(lambda each: abs(each) > 1e-6), min_size=1),
)
def test_an_axis_has_a_few_marks_and_whole_counts(unit: Unit, values: list[float]) -> None:
    found = step(unit, values)

    assert (max(0.0, *values) - min(0.0, *values)) / found <= 4.01
    assert unit is not Unit.COUNT or found.is_integer()


def test_an_axis_of_nothing_has_a_mark_all_the_same() -> None:
    assert step(Unit.COUNT, [0]) == 1


def test_boxes_side_by_side_and_under_one_another_fill_theirs() -> None:
    left, right = Box(1, 1, 10.2, 4).across(1, 3)
    top, bottom = Box(1, 1, 10, 4).cut(1.5)

    assert [left.width, right.left + right.width] == pytest.approx([2.5, 11.2])
    assert [top.height, bottom.top + bottom.height] == pytest.approx([1.5, 5])
