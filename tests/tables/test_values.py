"""What people type, read as numbers, dates and answers by their locale."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from abm_sheets.issues import RULES
from abm_sheets.tables.numbers import parse_number
from abm_sheets.tables.regional import regional
from abm_sheets.tables.values import parse_day, parse_flag

NUMBERS = [
    ("fr_FR", "0", 0),
    ("fr_FR", "1 234,50 €", 1234.5),
    ("fr_FR", "1\u00a0234,50\u00a0€", 1234.5),
    ("fr_FR", "1\u202f234\u202f567,8", 1234567.8),
    ("fr_FR", "1.234,50", 1234.5),
    ("fr_FR", "1.234.567", 1234567),
    ("fr_FR", "12,5", 12.5),
    ("fr_FR", ",5", 0.5),
    ("fr_FR", "12,", 12),
    ("fr_FR", "1.5", 1.5),
    ("fr_FR", "1234.5678", 1234.5678),
    ("fr_FR", "12 k€", 12_000),
    ("fr_FR", "12k€", 12_000),
    ("fr_FR", "12 K", 12_000),
    ("fr_FR", "1,2 M€", 1_200_000),
    ("fr_FR", "1,5 Md€", 1_500_000_000),
    ("fr_FR", "50 %", 0.5),
    ("fr_FR", "12,5\u202f%", 0.125),
    ("fr_FR", "(1 200)", -1200),
    ("fr_FR", "(1 200,50 €)", -1200.5),
    ("fr_FR", "-5", -5),
    ("fr_FR", "- 5 €", -5),
    ("fr_FR", "\u22125", -5),
    ("fr_FR", "+5", 5),
    ("fr_FR", "-€5", -5),
    ("fr_FR", "€ 1 200", 1200),
    ("fr_FR", "1200 EUR", 1200),
    ("fr_FR", "1200EUR", 1200),
    ("fr_FR", "12 kEUR", 12_000),
    ("fr_FR", "CHF 1'234.50", 1234.5),
    ("de_CH", "1’234’567.80", 1234567.8),
    ("de_CH", "1'234", 1234),
    ("en_US", "1,234.50", 1234.5),
    ("en_US", "$1,234", 1234),
    ("en_US", "1.234", 1.234),
    ("en_US", "1234.5", 1234.5),
    ("en_US", "1.2M", 1_200_000),
    ("en_US", "$1.2k", 1200),
    ("en_US", "($5)", -5),
    ("en_US", "-$5", -5),
    ("en_US", "5%", 0.05),
    ("en_US", "£12", 12),
    ("en_US", "USD 12", 12),
]

NO_NUMBERS = [
    ("fr_FR", "1.234", "ambiguous_number"),
    ("fr_FR", "-1.234 €", "ambiguous_number"),
    ("fr_FR", "1234.567", "ambiguous_number"),
    ("fr_FR", "1.234 k€", "ambiguous_number"),
    ("fr_FR", "beaucoup", "invalid_number"),
    ("fr_FR", "€", "invalid_number"),
    ("fr_FR", ",", "invalid_number"),
    ("fr_FR", "12 34", "invalid_number"),
    ("fr_FR", "06 12 34 56 78", "invalid_number"),
    ("fr_FR", "1 2345", "invalid_number"),
    ("fr_FR", "1,234.50", "invalid_number"),
    ("fr_FR", "1,234,567", "invalid_number"),
    ("fr_FR", "12.34.5", "invalid_number"),
    ("fr_FR", "(-5)", "invalid_number"),
    ("fr_FR", "--5", "invalid_number"),
    ("fr_FR", "1e5", "invalid_number"),
    ("fr_FR", "MAR 2026", "invalid_number"),
    ("fr_FR", "TBD 500", "invalid_number"),
    ("fr_FR", "1 001 Md€", "invalid_number"),
    ("en_US", "12,50", "invalid_number"),
    ("en_US", "1.2.3", "invalid_number"),
]

DAYS = [
    ("fr_FR", "2026-03-15", date(2026, 3, 15)),
    ("fr_FR", "2026/3/5", date(2026, 3, 5)),
    ("fr_FR", "15/03/2026", date(2026, 3, 15)),
    ("fr_FR", "5/3/26", date(2026, 3, 5)),
    ("fr_FR", "15-03-2026", date(2026, 3, 15)),
    ("fr_FR", "15.03.26", date(2026, 3, 15)),
    ("fr_FR", "15 03 2026", date(2026, 3, 15)),
    ("fr_FR", "31/12/99", date(1999, 12, 31)),
    ("fr_FR", "15 mars 2026", date(2026, 3, 15)),
    ("fr_FR", "15\u00a0mars\u00a02026", date(2026, 3, 15)),
    ("fr_FR", "1er août 2026", date(2026, 8, 1)),
    ("fr_FR", "1ER AOUT 2026", date(2026, 8, 1)),
    ("fr_FR", "samedi 15 sept. 2026", date(2026, 9, 15)),
    ("fr_FR", "15-févr.-26", date(2026, 2, 15)),
    ("fr_FR", "March 15, 2026", date(2026, 3, 15)),
    ("fr_FR", "15/03/2026 14:30:12", date(2026, 3, 15)),
    ("fr_FR", "15/03/2026 à 14h30", date(2026, 3, 15)),
    ("fr_FR", "15 mars 2026 à 9h", date(2026, 3, 15)),
    ("fr_FR", "2026-03-15T23:59:59Z", date(2026, 3, 15)),
    ("fr_FR", "Mon, 16 Mar 2026 10:00:00 +0000", date(2026, 3, 16)),
    ("en_US", "2026-03-15", date(2026, 3, 15)),
    ("en_US", "03/15/2026", date(2026, 3, 15)),
    ("en_US", "3/5/26", date(2026, 3, 5)),
    ("en_US", "Mar 15 2026", date(2026, 3, 15)),
    ("en_US", "15th of March 2026", date(2026, 3, 15)),
    ("en_US", "March 15th, 2026, 2:30 PM", date(2026, 3, 15)),
    ("en_US", "15 March 2026 at 14:30", date(2026, 3, 15)),
    ("en_GB", "15/03/2026", date(2026, 3, 15)),
    ("de_DE", "15.3.2026", date(2026, 3, 15)),
    ("xx_XX", "15/03/2026", date(2026, 3, 15)),
    ("fr_FR", "20260315", date(2026, 3, 15)),
    ("en_US", "20260305", date(2026, 3, 5)),
    ("fr_FR", "01/01/1990", date(1990, 1, 1)),
    ("fr_FR", "31/12/2100", date(2100, 12, 31)),
]

NO_DAYS = [
    ("fr_FR", "31/02/2026"),
    ("fr_FR", "03/15/2026"),
    ("fr_FR", "15/13/2026"),
    ("fr_FR", "29/02/2025"),
    ("fr_FR", "31/12/1989"),
    ("fr_FR", "01/01/2101"),
    ("fr_FR", "15/03/85"),
    ("fr_FR", "15/03/126"),
    ("fr_FR", "mars 2026"),
    ("fr_FR", "15 marz 2026"),
    ("fr_FR", "bientôt"),
    ("fr_FR", "20261315"),
    ("fr_FR", "2026031"),
    ("fr_FR", "00/00/0000"),
    ("fr_FR", "14:30"),
    ("en_US", "15/03/2026"),
    ("en_US", "Q3 2026"),
]


@pytest.mark.parametrize(("locale", "text", "number"), NUMBERS)
def test_a_number_is_read_by_the_locale(locale: str, text: str, number: float) -> None:
    assert parse_number(text, regional(locale)) == pytest.approx(number, abs=1e-9)


@pytest.mark.parametrize(("locale", "text", "rule"), NO_NUMBERS)
def test_what_is_no_sure_number_says_why(locale: str, text: str, rule: str) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        parse_number(text, regional(locale))
    assert caught.value.type == rule


@pytest.mark.parametrize(("locale", "text", "day"), DAYS)
def test_a_date_is_read_by_the_locale_and_its_time_dropped(locale: str, text: str, day: date) -> None:
    assert parse_day(text, regional(locale)) == day


@pytest.mark.parametrize(("locale", "text"), NO_DAYS)
def test_what_is_no_date_is_refused(locale: str, text: str) -> None:
    with pytest.raises(PydanticCustomError, match="invalid_date"):
        parse_day(text, regional(locale))


@pytest.mark.parametrize("word", ["TRUE", "oui", "Oui ", "YES", "vrai", "x", "X", "1"])
def test_yes(word: str) -> None:
    assert parse_flag(word)


@pytest.mark.parametrize("word", ["FALSE", "non", "NON", "no", "faux", "0"])
def test_no(word: str) -> None:
    assert not parse_flag(word)


@pytest.mark.parametrize("word", ["peut-être", "2", "ok", "-"])
def test_neither_yes_nor_no(word: str) -> None:
    with pytest.raises(PydanticCustomError, match="invalid_boolean"):
        parse_flag(word)


def _number_or_rule(text: str, locale: str) -> float | str:
    try:
        return parse_number(text, regional(locale))
    except PydanticCustomError as error:
        return error.type


def _day_or_rule(text: str, locale: str) -> date | str:
    try:
        return parse_day(text, regional(locale))
    except PydanticCustomError as error:
        return error.type


TYPED = st.text() | st.text("0123456789 .,'-+()%k€M/:hT\u00a0\u202f", max_size=20)


@given(text=TYPED, locale=st.sampled_from(["fr_FR", "en_US", "de_CH", "bgn"]))
def test_any_text_is_a_number_or_breaks_a_rule(text: str, locale: str) -> None:
    number = _number_or_rule(text, locale)
    assert number in RULES if isinstance(number, str) else abs(number) <= 1e12


@given(text=TYPED, locale=st.sampled_from(["fr_FR", "en_US"]))
def test_any_text_is_a_date_or_breaks_a_rule(text: str, locale: str) -> None:
    day = _day_or_rule(text, locale)
    assert day in RULES if isinstance(day, str) else date(1990, 1, 1) <= day <= date(2100, 12, 31)


@given(day=st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_a_date_is_read_back_whatever_the_order_of_its_figures(day: date) -> None:
    assert parse_day(day.isoformat(), regional("fr_FR")) == day
    assert parse_day(f"{day:%d/%m/%Y}", regional("fr_FR")) == day
    assert parse_day(f"{day:%m/%d/%Y}", regional("en_US")) == day
