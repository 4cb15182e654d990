"""How locales write."""

from __future__ import annotations

import pytest

from abm_sheets.tables.regional import Regional, parse_locale, regional


@pytest.mark.parametrize(
    ("name", "habits"),
    [
        ("fr_FR", Regional(",", month_first=False)),
        ("fr-FR", Regional(",", month_first=False)),
        ("en_US", Regional(".", month_first=True)),
        ("en_GB", Regional(".", month_first=False)),
        ("fr_CH", Regional(",", month_first=False)),
        ("de_CH", Regional(".", month_first=False)),
        ("klingon", Regional(",", month_first=False)),
        ("", Regional(",", month_first=False)),
    ],
)
def test_the_habits_of_a_locale(name: str, habits: Regional) -> None:
    assert regional(name) == habits


@pytest.mark.parametrize("name", ["ar", "bgn", "fa", "hi", "pt_BR", "sv", "th", "tr", "uk", "zh"])
def test_a_locale_writes_decimals_with_a_comma_or_a_point(name: str) -> None:
    assert regional(name).decimal in {",", "."}


def test_a_name_that_is_no_locale_is_none() -> None:
    assert parse_locale("12") is None
    assert parse_locale("fr_FR") is not None
