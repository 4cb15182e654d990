"""How a locale writes numbers and dates, and which time zone a name means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale, UnknownLocaleError

from abm_sheets.language.formats import HABITS, LANGUAGES


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


_OFFSET = re.compile(r"(?:GMT|UTC)? ?([+\-\u2212]) ?(\d{1,2})(?::?([0-5]\d))?", re.IGNORECASE)
_FURTHEST = timedelta(hours=14)


@cache
def find_zone(name: str) -> tzinfo | None:
    """The time zone of a name, in any case, or of an offset from UTC (`UTC+2`, `GMT+5:30`); None if none."""
    name = name.strip()
    if match := _OFFSET.fullmatch(name):
        offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        east = match[1] == "+"
        return timezone(offset if east else -offset) if offset <= _FURTHEST else None
    known = _names().get(name.casefold())
    return ZoneInfo(known) if known else None


@cache
def _names() -> Mapping[str, str]:
    return {name.casefold(): name for name in available_timezones()}
