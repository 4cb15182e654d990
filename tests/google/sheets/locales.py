"""What a spreadsheet's locale changes: separators, order of dates, names, currency and booleans."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.numbers import get_currency_symbol, get_decimal_symbol, get_group_symbol, get_territory_currencies

BOOLEANS = {
    "de": ("WAHR", "FALSCH"),
    "es": ("VERDADERO", "FALSO"),
    "fr": ("VRAI", "FAUX"),
    "it": ("VERO", "FALSO"),
    "nl": ("WAAR", "ONWAAR"),
    "pl": ("PRAWDA", "FAŁSZ"),
    "pt": ("VERDADEIRO", "FALSO"),
}


@dataclass(frozen=True)
class Language:
    """A locale as spreadsheets use it; `date` and `time` are patterns, `order` is that of typed dates."""

    locale: Locale
    decimal: str
    group: str
    date: str
    time: str
    order: str
    currency: str
    currency_first: bool
    true: str
    false: str

    @property
    def months(self) -> dict[str, int]:
        """Month names, long and short, without dots, lower case."""
        return _names(self.locale, "months")

    @property
    def days(self) -> dict[str, int]:
        """Names of weekdays in the same way."""
        return _names(self.locale, "days")


@cache
def _names(locale: Locale, kind: str) -> dict[str, int]:
    names: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("abbreviated", "wide"):
            for number, name in getattr(locale, kind)[context][width].items():
                names[name.casefold().rstrip(".")] = number
    return names


def _parse(name: str) -> Locale:
    try:
        return Locale.parse(name.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_US")


def _date_pattern(locale: Locale) -> str:
    pattern = "".join(c for c in str(locale.date_formats["short"].pattern) if c.isascii())
    years = pattern.count("y")
    return pattern.replace("y" * years, "yyyy").replace("M", "m").strip()


def _order(pattern: str) -> str:
    return "".join(sorted("dmy", key=pattern.index))


def _territory(locale: Locale) -> str:
    likely = get_global("likely_subtags").get(locale.language, "")
    return locale.territory or likely.rsplit("_", 1)[-1] or "US"


@cache
def language(name: str) -> Language:
    """Everything that the locale of this name (`en_US`, `fr_FR`, `de`…) changes."""
    locale = _parse(name)
    date = _date_pattern(locale)
    currencies = get_territory_currencies(_territory(locale)) or ["USD"]
    true, false = BOOLEANS.get(locale.language, ("TRUE", "FALSE"))
    return Language(
        locale=locale,
        decimal=get_decimal_symbol(locale),
        group=get_group_symbol(locale),
        date=date,
        time="h:mm:ss am/pm" if "a" in str(locale.time_formats["medium"].pattern) else "hh:mm:ss",
        order=_order(date),
        currency=get_currency_symbol(currencies[-1], locale),
        currency_first=str(locale.currency_formats["standard"].pattern).lstrip().startswith("¤"),
        true=true,
        false=false,
    )
