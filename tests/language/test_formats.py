"""Figures as each language writes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from abm_sheets.language.formats import Formats

FR, EN = Formats("fr"), Formats("en")
DAY = date(2026, 9, 7)


@pytest.mark.parametrize(
    ("french", "english", "write"),
    [
        ("1\u202f234", "1,234", lambda f: f.integer(1234)),
        ("–", "–", lambda f: f.integer(None)),
        ("1\u202f234,6", "1,234.6", lambda f: f.decimal(1234.56)),
        ("3", "3", lambda f: f.decimal(3.0)),
        ("–", "–", lambda f: f.decimal(None)),
        ("180\u202f000\u00a0€", "€180,000", lambda f: f.money(180_000, "EUR")),
        ("−1\u202f235\u00a0€", "−€1,235", lambda f: f.money(-1234.56, "EUR")),
        ("12\u00a0CHF", "CHF12", lambda f: f.money(12, "CHF")),
        ("–", "–", lambda f: f.money(None, "EUR")),
        ("1,2\u00a0k", "1.2K", lambda f: f.compact(1_234)),
        ("0,6", "0.6", lambda f: f.compact(0.6000000000000001)),
        ("150\u00a0k\u00a0€", "€150K", lambda f: f.compact_money(150_000, "EUR")),
        ("−2,5\u00a0Md\u00a0€", "−€2.5B", lambda f: f.compact_money(-2.5e9, "EUR")),
        ("14\u00a0%", "14%", lambda f: f.percent(0.14)),
        ("12,5\u00a0%", "12.5%", lambda f: f.percent(0.125)),
        ("–", "–", lambda f: f.percent(None)),
        ("3,2×", "3.2×", lambda f: f.multiple(3.21)),
        ("−1,0×", "−1.0×", lambda f: f.multiple(-1)),
        ("6,3\u00a0%", "6.3%", lambda f: f.percent(1 / 16)),
        ("−6,3\u00a0%", "−6.3%", lambda f: f.percent(-1 / 16)),
        ("14,5\u00a0%", "14.5%", lambda f: f.percent(0.1449999999999999956)),
        ("3", "3", lambda f: f.integer(2.5)),
        ("0", "0", lambda f: f.decimal(-0.04)),
        ("1,01\u00a0€", "€1.01", lambda f: f.exact_money(1.005, "EUR")),
        ("–", "–", lambda f: f.multiple(None)),
        ("07/09/2026", "09/07/2026", lambda f: f.day(DAY)),
        ("–", "–", lambda f: f.day(None)),
        ("7 septembre 2026", "September 7, 2026", lambda f: f.long_day(DAY)),
        (
            "7 septembre 2026 à 09:05",
            "September 7, 2026 at 09:05",
            lambda f: f.moment(datetime(2026, 9, 7, 9, 5, tzinfo=UTC)),
        ),
    ],
)
def test_each_language_writes_in_its_own_way(
    french: str, english: str, write: Callable[[Formats], str]
) -> None:
    assert (write(FR), write(EN)) == (french, english)


def test_an_amount_shows_its_cents_where_it_has_any() -> None:
    assert [FR.exact_money(each, "EUR") for each in (33.33, 1200, None)] == [
        "33,33\u00a0€",
        "1\u202f200\u00a0€",
        "–",
    ]
    assert EN.exact_money(0.5, "EUR") == "€0.50"
