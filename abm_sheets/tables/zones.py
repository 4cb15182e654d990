"""Time zones by name (`Europe/Paris`) or by fixed offset, as spreadsheets may declare them (`GMT-07:00`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

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
