"""The spreadsheet's own properties."""

from __future__ import annotations

import re
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError

from tests.google.errors import ApiError, bad
from tests.google.sheets.model import Json
from tests.google.sheets.requests import masks
from tests.google.sheets.requests.batch import Batch

NEEDED = ("title", "locale", "timeZone", "autoRecalc", "defaultFormat", "spreadsheetTheme")
"""What a spreadsheet always has: it is changed, never reset."""

OFFSET = re.compile(r"GMT[+-]\d{2}:\d{2}\Z")


def _check_locale(locale: str) -> None:
    try:
        Locale.parse(locale)
    except (UnknownLocaleError, ValueError) as error:
        raise _unsupported("locale", locale) from error


def _check_time_zone(name: str) -> None:
    if name not in available_timezones() and not OFFSET.match(name):
        raise _unsupported("timeZone", name)


def _unsupported(field: str, value: str) -> ApiError:
    return bad(f"Unsupported {field}: {value}")


def update(batch: Batch, request: Json) -> None:
    """Change the spreadsheet's title, locale, time zone and the like."""
    wanted = request.get("properties", {})
    mask = masks.read(request, "SpreadsheetProperties")
    if "title" in mask and not wanted.get("title"):
        raise bad("The spreadsheet title cannot be empty.")
    if "locale" in mask and "locale" in wanted:
        _check_locale(wanted["locale"])
    if "timeZone" in mask and "timeZone" in wanted:
        _check_time_zone(wanted["timeZone"])
    kept = {name: mask[name] for name in mask if name in wanted or name not in NEEDED}
    masks.assign(batch.book.properties, wanted, kept)


REQUESTS = {"updateSpreadsheetProperties": update}
