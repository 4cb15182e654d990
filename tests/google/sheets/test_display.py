"""Numbers and dates under patterns."""

from __future__ import annotations

import pytest

from tests.google.sheets.books import new_book
from tests.google.sheets.display import display


@pytest.mark.parametrize(
    ("value", "pattern", "shown"),
    [
        (-1234.5, "#,##0.00;[Red](#,##0.00)", "(1,234.50)"),
        (1234567, "#,##0,", "1,235"),
        (0, '0;-0;"zero"', "zero"),
        (0.5, "0.##", "0.5"),
        (3, "0.##", "3."),
        (5, "00000", "00005"),
        (-0.001, "0.00", "0.00"),
        (0.126, "0.0%", "12.6%"),
        (12345, "0.00E+00", "1.23E+04"),
        (2.75, "# ?/?", "2 3/4"),
        (3, '#" items"', "3 items"),
        (12.3, "[$€-1]#,##0.00", "€12.30"),
        (7, '[<10]"few";"many"', "few"),
        (45000.75, "dddd d mmmm yyyy h:mm:ss am/pm", "Wednesday 15 March 2023 6:00:00 PM"),
        (45000, "ddd, mmm yy", "Wed, Mar 23"),
        (1.5, "[h]:mm:ss", "36:00:00"),
        (0.0000058, "ss.000", "00.501"),
    ],
)
def test_patterns(value: float, pattern: str, shown: str) -> None:
    assert display(new_book("1", "A file"), value, {"type": "NUMBER", "pattern": pattern}) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1 / 3, "0.3333333333"),
        (3.14159265358979, "3.141592654"),
        (1234567.891, "1234567.891"),
        (0.00001234, "0.00001234"),
        (1e-12, "1E-12"),
        (1.2345678e18, "1.23457E+18"),
        (100000.0, "100000"),
    ],
)
def test_numbers_without_a_format(value: float, shown: str) -> None:
    assert display(new_book("1", "A file"), value) == shown


@pytest.mark.parametrize(
    ("locale", "kind", "shown"),
    [
        ("en_US", "DATE", "2/3/2026"),
        ("en_GB", "DATE", "03/02/2026"),
        ("fr_FR", "DATE", "03/02/2026"),
        ("de_DE", "DATE", "03.02.2026"),
        ("en_US", "DATE_TIME", "2/3/2026 12:00:00 PM"),
        ("fr_FR", "DATE_TIME", "03/02/2026 12:00:00"),
        ("en_US", "CURRENCY", "$46,056.50"),
        ("fr_FR", "CURRENCY", "46\u202f056,50 €"),
        ("fr_FR", "NUMBER", "46\u202f056,50"),
    ],
)
def test_types_without_a_pattern_follow_the_locale(locale: str, kind: str, shown: str) -> None:
    assert display(new_book("1", "A file", locale), 46056.5, {"type": kind}) == shown
