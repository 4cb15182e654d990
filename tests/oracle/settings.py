"""Reading the settings (§ 2.1)."""

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from zoneinfo import available_timezones

from tests.oracle.cells import Raw, as_text
from tests.oracle.grid import Grids, Line, Locale
from tests.oracle.rows import Settings

WHOLE = [
    "engagement_min_interactions",
    "engagement_window_days",
    "influence_min_assets",
    "influence_lookback_days",
    "win_rate_window_days",
    "stagnation_days",
    "small_sample",
]
WORDS: dict[str, Callable[[str], bool]] = {
    "cycle": lambda text: text in ("median", "mean"),
    "velocity_value": lambda text: text in ("average", "total"),
    "cost_allocation": lambda text: text in ("equal", "interactions"),
    "currency": lambda text: re.fullmatch(r"[A-Z]{3}", text) is not None,
    "language": lambda text: text in ("fr", "en"),
    "locale": lambda text: re.fullmatch(r"[a-z]{2}_[A-Z]{2}", text) is not None,
    "time_zone": lambda text: text in available_timezones(),
}


def read_settings(grids: Grids) -> Settings:
    """Read the settings; an impossible value is an issue, and the default is used."""
    settings = Settings()
    for line in grids.lines("settings", Locale("fr_FR")):
        key = line.text("setting")
        raw = line.raw.get("value")
        if not is_known(key):
            if key:
                line.issue("unknown_setting")
        elif raw is not None and as_text(raw) and line.readable("value") and not apply(settings, key, raw):
            line.issue("invalid_setting")
    if not settings.language:
        settings.language = "en" if grids.is_english() else "fr"
    if not settings.locale:
        settings.locale = "en_US" if settings.language == "en" else "fr_FR"
    return settings


def is_known(key: str) -> bool:
    """Tell whether a setting exists."""
    return (
        key in WHOLE
        or key in WORDS
        or key == "fiscal_year_start"
        or re.fullmatch(r"fx_[A-Z]{3}", key) is not None
    )


def apply(settings: Settings, key: str, raw: Raw) -> bool:
    """Put one value in force, unless it is impossible."""
    text = as_text(raw)
    if key in WORDS:
        if WORDS[key](text):
            setattr(settings, key, text)
        return WORDS[key](text)
    if isinstance(raw, bool) or not re.fullmatch(r"\d+(\.\d+)?", text):
        return False
    value = Decimal(text)
    if key.startswith("fx_"):
        if value > 0:
            settings.rates[key[3:]] = Fraction(value)
        return value > 0
    if value < 1 or value % 1 != 0 or (key == "fiscal_year_start" and value > 12):
        return False
    setattr(settings, key, int(value))
    return True


def locale_of(settings: Settings) -> Locale:
    """Give the locale that texts are read by."""
    return Locale(settings.locale)


def check_team(line: Line, roles: frozenset[str]) -> None:
    """Report a wrong e-mail address or role in the team tab."""
    email, role = line.text("email"), line.text("role")
    if email and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", email):
        line.issue("invalid_email")
    if role and role.lower() not in roles:
        line.issue("unknown_role")
