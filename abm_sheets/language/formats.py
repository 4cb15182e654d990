"""How each language is written: numbers, amounts and dates (the rules are Babel's, from CLDR)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, localcontext
from importlib.resources import files
from types import MappingProxyType

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import (
    format_compact_currency,
    format_compact_decimal,
    format_currency,
    format_decimal,
    format_percent,
)

_NAME = "language.toml"


@dataclass(frozen=True)
class Habits:
    """How a language is written where the data of its locale do not say, or say otherwise than people do."""

    rank: int
    locale: str
    day: str
    first: str
    at: str
    days: str
    spaced_punctuation: bool
    noun_first: bool


def _read() -> Mapping[str, Habits]:
    found = {
        folder.name: Habits(**tomllib.loads(folder.joinpath(_NAME).read_text(encoding="utf-8")))
        for folder in files(__package__).iterdir()
        if folder.is_dir() and folder.joinpath(_NAME).is_file()
    }
    return MappingProxyType(dict(sorted(found.items(), key=lambda each: each[1].rank)))


HABITS = _read()
"""Those of each language, in the order in which words are tried; the first language is the default."""

LANGUAGES = tuple(HABITS)


NO_VALUE = "–"
MINUS = "\u2212"

_EXACT = 15
"""The digits of a number that spreadsheets keep: `1.005 × 100` is 100.5 to them."""


def rounding() -> AbstractContextManager[object]:
    """Round as spreadsheets do, halves away from zero, so that a text says what a cell shows."""
    return localcontext(rounding=ROUND_HALF_UP)


def exact(number: float) -> Decimal:
    """A number by the digits that people see of it."""
    return Decimal(f"{number:.{_EXACT}g}")


def signed_code(code: str) -> str:
    """A spreadsheet's format code that writes the minus as the texts do."""
    return f'{code};"{MINUS}"{code}'


class Formats:
    """How one language writes figures; a missing figure is a dash."""

    def __init__(self, language: str) -> None:
        """Choose the formats of a language."""
        self.habits = HABITS[language]
        self.locale = Locale.parse(self.habits.locale)

    @property
    def percent_sign(self) -> str:
        """The sign of a percentage with what stands between it and its figure."""
        return "%" if self.locale.percent_formats[None].pattern.endswith("0%") else "\u00a0%"

    def listed(self, parts: Sequence[str]) -> str:
        """Several things one after the other, the last after "and"."""
        return format_list(parts, locale=self.locale)

    @property
    def country(self) -> str:
        """The country of the locale, as the language calls it."""
        return str(self.locale.territory_name)

    @property
    def currency_first(self) -> bool:
        """Whether an amount begins with its currency."""
        return bool(self.locale.currency_formats["standard"].pattern.startswith("¤"))

    def language_names(self) -> dict[str, str]:
        """What the language calls each of ours, by its key."""
        return {key: str(self.locale.languages[key]) for key in LANGUAGES}

    def plural_form(self, count: float) -> str:
        """The form of words that go with a count, by its name in CLDR (`one`, `other`)."""
        form: str = self.locale.plural_form(int(count) if float(count).is_integer() else count)
        return form

    def integer(self, number: float | None) -> str:
        """A whole number with its thousands (`1 234`)."""
        return NO_VALUE if number is None else self._decimal(number, "#,##0")

    def decimal(self, number: float | None) -> str:
        """A number with at most one decimal (`3,2`)."""
        return NO_VALUE if number is None else self._decimal(number, "#,##0.#")

    def rate(self, number: float) -> str:
        """An exchange rate, with the decimals that it has, six at most (`1,085`)."""
        return self._decimal(number, "#,##0.######")

    def money(self, amount: float | None, currency: str) -> str:
        """An amount without cents (`180 000 €`)."""
        if amount is None:
            return NO_VALUE
        return self._money(amount, currency, "#,##0")

    def exact_money(self, amount: float | None, currency: str) -> str:
        """An amount with its cents where there are any (`33,33 €`)."""
        if amount is None or float(amount).is_integer():
            return self.money(amount, currency)
        return self._money(amount, currency, "#,##0.00")

    def compact(self, number: float) -> str:
        """A number in few signs, for the axis of a chart (`1,2 k`)."""
        with rounding():
            return _signed(format_compact_decimal(_tenth(number), locale=self.locale, fraction_digits=1))

    def compact_money(self, amount: float, currency: str) -> str:
        """An amount in few signs, for the axis of a chart (`150 k €`)."""
        with rounding():
            text = format_compact_currency(_tenth(amount), currency, locale=self.locale, fraction_digits=1)
        return _signed(text)

    def percent(self, rate: float | None) -> str:
        """A share as a percentage with at most one decimal (`14 %`)."""
        if rate is None:
            return NO_VALUE
        with rounding():
            return _signed(format_percent(exact(rate), f"#,##0.#{self.percent_sign}", locale=self.locale))

    def multiple(self, ratio: float | None) -> str:
        """A ratio as a multiple with one decimal (`3,2×`)."""
        if ratio is None:
            return NO_VALUE
        return self._decimal(ratio, "#,##0.0") + "×"

    def day(self, day: date | None) -> str:
        """A date in figures (`27/09/2026`, `09/27/2026`)."""
        return NO_VALUE if day is None else format_date(day, self.habits.day, locale=self.locale)

    def long_day(self, day: date) -> str:
        """A date in words (`27 septembre 2026`, `1er juillet 2026`)."""
        return self._first(day, format_date(day, "long", locale=self.locale))

    def calendar_day(self, day: date) -> str:
        """A date in words, without its year (`31 décembre`)."""
        return self._first(day, format_skeleton("MMMMd", day, locale=self.locale))

    def _first(self, day: date, text: str) -> str:
        return text.replace("1", self.habits.first, 1) if day.day == 1 else text

    def moment(self, moment: datetime) -> str:
        """A date in words and a time (`27 septembre 2026 à 09:00`)."""
        return f"{self.long_day(moment)} {self.habits.at} {moment:%H:%M}"

    def _decimal(self, number: float, pattern: str) -> str:
        with rounding():
            return _signed(format_decimal(exact(number), pattern, locale=self.locale))

    def _money(self, amount: float, currency: str, digits: str) -> str:
        pattern = f"¤{digits}" if self.currency_first else f"{digits}\u00a0¤"
        with rounding():
            text = format_currency(
                exact(amount), currency, pattern, locale=self.locale, currency_digits=False
            )
        return _signed(text)


def _tenth(number: float) -> Decimal:
    return exact(number).quantize(Decimal("0.1"))


def _signed(text: str) -> str:
    """A figure with its minus as it is printed, none before a zero."""
    if not text.startswith("-"):
        return text
    return f"{MINUS}{text[1:]}" if any("1" <= digit <= "9" for digit in text) else text[1:]
