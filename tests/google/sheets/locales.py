"""What a spreadsheet's locale changes: separators, order of dates, names, currency and booleans."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from babel import Locale
from babel.numbers import get_currency_symbol, get_decimal_symbol, get_group_symbol, get_territory_currencies

BOOLEANS = {"de": ("WAHR", "FALSCH"), "fr": ("VRAI", "FAUX")}


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

    def month(self, name: str) -> int | None:
        """The number of a month by its name, long or short, with or without a dot."""
        return _months(self.locale).get(name.casefold().rstrip("."))


@cache
def _months(locale: Locale) -> dict[str, int]:
    named = (locale.months["format"][width].items() for width in ("abbreviated", "wide"))
    return {name.casefold().rstrip("."): number for names in named for number, name in names}


@cache
def language(name: str) -> Language:
    """Everything that a locale (`en_US`, `fr_FR`, `de_DE`…) changes."""
    locale = Locale.parse(name)
    short = "".join(c for c in str(locale.date_formats["short"].pattern) if c.isascii())
    date = short.replace("y" * short.count("y"), "yyyy").replace("M", "m").strip()
    currencies = get_territory_currencies(locale.territory or "US") or ["USD"]
    true, false = BOOLEANS.get(locale.language, ("TRUE", "FALSE"))
    return Language(
        locale=locale,
        decimal=get_decimal_symbol(locale),
        group=get_group_symbol(locale),
        date=date,
        time="h:mm:ss am/pm" if "a" in str(locale.time_formats["medium"].pattern) else "hh:mm:ss",
        order="".join(sorted("dmy", key=date.index)),
        currency=get_currency_symbol(currencies[-1], locale),
        currency_first=str(locale.currency_formats["standard"].pattern).lstrip().startswith("¤"),
        true=true,
        false=false,
    )
