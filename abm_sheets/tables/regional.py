"""How a locale writes numbers and dates: its decimal sign, and whether the month comes first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError

from abm_sheets.language.habits import HABITS, LANGUAGES


@dataclass(frozen=True, slots=True)
class Regional:
    """The regional habits that a typed number or date is read by."""

    decimal: str
    month_first: bool


def parse_locale(name: str) -> Locale | None:
    """The locale of a name such as `fr_FR` or `en-GB`, or None when there is no such locale."""
    try:
        return Locale.parse(name.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        return None


def language_of(locale: str | None) -> str | None:
    """The language of a locale, None where the product does not speak it."""
    language = (locale or "").replace("-", "_").partition("_")[0]
    return language if language in LANGUAGES else None


def spoken(language: str) -> Regional:
    """The habits of a language's own locale."""
    return regional(HABITS[language].locale)


@cache
def regional(name: str) -> Regional:
    """The habits of a locale, from CLDR; those of France where the locale is unknown."""
    locale = parse_locale(name) or Locale("fr", "FR")
    pattern = locale.date_formats["short"].pattern
    return Regional(
        decimal="," if locale.number_symbols["latn"]["decimal"] == "," else ".",
        month_first=pattern.index("M") < pattern.index("d"),
    )
