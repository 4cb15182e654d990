"""Numbers by the decimal sign that the whole file tells; what it does not tell is never guessed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from abm_sheets.intake.files.cleaning import (
    Decimals,
    Refusal,
    count_cleaner,
    number_cleaner,
    recognise_decimals,
)
from abm_sheets.workbook.interface import Cell, CellError


@pytest.mark.parametrize(
    ("cells", "sign", "doubtful"),
    [
        (["1,234.50", "12"], ".", False),
        (["1 234,50 €", "12"], ",", False),
        (["$1,234,567", "1,234"], ".", False),
        (["1.234,50", "1.234"], ",", False),
        (["1.234.567", "1.234"], ",", False),
        (["1\u202f234,567"], ",", False),
        (["1234,567"], ",", False),
        (["0,500"], ",", False),
        (["12,5", "1.234"], ",", False),
        ([",5"], ",", False),
        (["1.234"], None, True),
        (["1,234", "5,678"], None, True),
        (["12,5", "12.5"], None, False),
        (["12,5", "12.5", "1.234"], None, True),
        (["12", "1 200", "", "n/a"], None, False),
        ([1234.5, 12, None], None, False),
    ],
)
def test_the_decimal_sign_is_told_by_all_the_numbers(
    cells: Sequence[Cell],
    sign: str | None,
    doubtful: bool,  # noqa: FBT001
) -> None:
    assert recognise_decimals(cells) == Decimals(sign, doubtful)


AMBIGUOUS = Refusal("ambiguous_number")


@pytest.mark.parametrize(
    ("cell", "sign", "language", "read"),
    [
        ("1,234.50", None, "fr", 1234.5),
        ("1.234,50 €", None, "en", 1234.5),
        ("$1,234,567", None, "fr", 1234567),
        ("1 234,5", ".", "fr", 1234.5),
        ("1.234", ",", "fr", 1234),
        ("1.234", ".", "fr", 1.234),
        ("1,234", ".", "fr", 1234),
        ("1,234", ",", "en", 1.234),
        ("1,234", None, "en", 1234),
        ("1,234", None, "fr", AMBIGUOUS),
        ("1.234", None, "fr", AMBIGUOUS),
        ("1.234", None, "en", AMBIGUOUS),
        ("EUR 1 200", None, "fr", 1200),
        ("12,5 k€", None, "fr", 12500),
        ("(1.200,50)", None, "fr", -1200.5),
        ("CHF 1'234.50", None, "fr", 1234.5),
        ("1.2.3", None, "fr", Refusal("invalid_number")),
        ("12 34", None, "fr", Refusal("invalid_number")),
        ("n/a", None, "fr", Refusal("invalid_number")),
        ("", None, "fr", ""),
        ("\u00a0", None, "fr", "\u00a0"),
        ("#N/A", None, "fr", "#N/A"),
        (12.5, ",", "fr", 12.5),
        (None, None, "fr", None),
        (CellError("#REF!"), None, "fr", CellError("#REF!")),
    ],
)
def test_a_number_is_read_by_its_own_sign_or_by_that_of_the_others(
    cell: Cell, sign: str | None, language: str, read: Cell | Refusal
) -> None:
    assert number_cleaner(Decimals(sign), language)(cell) == read


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        ("1,234", 1234),
        ("1.234", 1234),
        ("1 234", 1234),
        ("12", 12),
        ("12.5", 12.5),
        ("12,5", 12.5),
        (12, 12),
        ("", ""),
        ("beaucoup", Refusal("invalid_number")),
    ],
)
def test_a_sign_before_three_figures_of_a_count_parts_thousands(cell: Cell, count: Cell | Refusal) -> None:
    assert count_cleaner()(cell) == count
