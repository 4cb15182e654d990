"""Numbers, amounts and dates as each language writes them (the rules are Babel's, from CLDR)."""

from __future__ import annotations

from datetime import date, datetime

from babel.dates import format_date
from babel.numbers import (
    format_compact_currency,
    format_compact_decimal,
    format_currency,
    format_decimal,
    format_percent,
)

_LOCALES = {"fr": "fr_FR", "en": "en_US"}
NO_VALUE = "–"


class Formats:
    """How one language writes figures; a missing figure is a dash."""

    def __init__(self, language: str) -> None:
        """Choose the formats of a language."""
        self.locale = _LOCALES[language]

    def integer(self, number: float | None) -> str:
        """A whole number with its thousands (`1 234`)."""
        return NO_VALUE if number is None else format_decimal(number, "#,##0", locale=self.locale)

    def decimal(self, number: float | None) -> str:
        """A number with at most one decimal (`3,2`)."""
        return NO_VALUE if number is None else format_decimal(number, "#,##0.#", locale=self.locale)

    def rate(self, number: float) -> str:
        """An exchange rate, with the decimals that it has, six at most (`1,085`)."""
        return format_decimal(number, "#,##0.######", locale=self.locale)

    def money(self, amount: float | None, currency: str) -> str:
        """An amount without cents (`180 000 €`)."""
        if amount is None:
            return NO_VALUE
        pattern = "#,##0\u00a0¤" if self.locale == "fr_FR" else "¤#,##0"
        return format_currency(amount, currency, pattern, locale=self.locale, currency_digits=False)

    def exact_money(self, amount: float | None, currency: str) -> str:
        """An amount with its cents where there are any (`33,33 €`)."""
        if amount is None or float(amount).is_integer():
            return self.money(amount, currency)
        pattern = "#,##0.00\u00a0¤" if self.locale == "fr_FR" else "¤#,##0.00"
        return format_currency(amount, currency, pattern, locale=self.locale, currency_digits=False)

    def compact(self, number: float) -> str:
        """A number in few signs, for the axis of a chart (`1,2 k`)."""
        return format_compact_decimal(round(number, 1), locale=self.locale, fraction_digits=1)

    def compact_money(self, amount: float, currency: str) -> str:
        """An amount in few signs, for the axis of a chart (`150 k €`)."""
        return format_compact_currency(round(amount, 1), currency, locale=self.locale, fraction_digits=1)

    def percent(self, rate: float | None) -> str:
        """A share as a percentage with at most one decimal (`14 %`)."""
        if rate is None:
            return NO_VALUE
        pattern = "#,##0.#\u00a0%" if self.locale == "fr_FR" else "#,##0.#%"
        return format_percent(rate, pattern, locale=self.locale)

    def multiple(self, ratio: float | None) -> str:
        """A ratio as a multiple with one decimal (`3,2×`)."""
        if ratio is None:
            return NO_VALUE
        return format_decimal(ratio, "#,##0.0", locale=self.locale) + "×"

    def day(self, day: date | None) -> str:
        """A date in figures (`27/09/2026`, `09/27/2026`)."""
        pattern = "dd/MM/yyyy" if self.locale == "fr_FR" else "MM/dd/yyyy"
        return NO_VALUE if day is None else format_date(day, pattern, locale=self.locale)

    def long_day(self, day: date) -> str:
        """A date in words (`27 septembre 2026`, `1er juillet 2026`)."""
        text = format_date(day, "long", locale=self.locale)
        return text.replace("1 ", "1er ", 1) if self.locale == "fr_FR" and day.day == 1 else text

    def moment(self, moment: datetime) -> str:
        """A date in words and a time (`27 septembre 2026 à 09:00`)."""
        between = " à " if self.locale == "fr_FR" else " at "
        return f"{self.long_day(moment)}{between}{moment:%H:%M}"
