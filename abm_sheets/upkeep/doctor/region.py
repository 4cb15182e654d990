"""The check of the locale and time zone, which decide how dates and numbers are read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from abm_sheets.tables.zones import find_zone
from abm_sheets.upkeep.doctor.facts import Content, Facts
from abm_sheets.upkeep.doctor.findings import Finding, Level

_AMERICAN = "en_us"
"""The locale, folded, that programs give the files they make: a trap for teams who write in French."""

_PROGRAMS = ("", "etc/gmt", "etc/utc", "gmt", "utc")
"""The time zones that they give, folded."""

_COUNTRY, _ZONE = "France", "Europe/Paris"
"""What a team who writes in French most likely wants, as Google lists it."""


def region(facts: Facts, content: Content) -> Iterator[Finding]:
    """Whether dates are read as the team writes them, and days end at its midnight."""
    locale = content.settings.get("locale") or content.present.locale or ""
    zone = content.settings.get("time_zone") or content.present.time_zone or ""
    unset = facts.words.text("doctor.region.unset")
    details: dict[str, Any] = {"locale": locale or unset, "time_zone": zone or unset}
    american = content.language == "fr" and locale.replace("-", "_").lower() == _AMERICAN
    nowhere = zone.lower() in _PROGRAMS
    if american:
        yield facts.finding("region", Level.WARNING, "locale", wanted=_COUNTRY, **details)
    if nowhere:
        yield facts.finding("region", Level.WARNING, "time_zone", wanted=_ZONE, **details)
    unreadable = not nowhere and find_zone(zone) is None
    if unreadable:
        yield facts.finding("region", Level.WARNING, "unreadable_zone", wanted=_ZONE, **details)
    if not american and not nowhere and not unreadable:
        yield facts.finding("region", Level.OK, "fits", **details)
