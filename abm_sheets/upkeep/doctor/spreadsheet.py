"""Checks of the spreadsheet: the way in, what kind of file it is, its size, its locale and time zone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from abm_sheets.errors.google import (
    ApiDisabledError,
    CredentialsFileNotFoundError,
    CredentialsNotFoundError,
    ExpiredCredentialsError,
    GoogleError,
    GoogleRefusedError,
    GoogleUnavailableError,
    MissingScopeError,
    NotSharedError,
    OfficeFileError,
    QuotaError,
    SpreadsheetNotFoundError,
)
from abm_sheets.tables.regional import find_zone, language_of
from abm_sheets.upkeep.doctor.facts import Content, Facts, Finding, Level, known
from abm_sheets.workbook.google.credentials import Identity, is_open_to_others
from abm_sheets.workbook.google.drive import GOOGLE_SHEET, FileFacts
from abm_sheets.workbook.google.present import Present, PresentTab

_OF_THE_API = (ApiDisabledError, MissingScopeError, GoogleUnavailableError, QuotaError)
"""Failures that are about the API, not about the file."""

_AMERICAN = "en_us"
"""The locale, folded, that programs give the files they make: a trap for who does not write in English."""

_PROGRAMS = ("", "etc/gmt", "etc/utc", "gmt", "utc")
"""The time zones that they give, folded."""

_ZONE = "Europe/Paris"
"""The zone that our users most likely want, as Google lists it."""

LIMIT = 10_000_000
"""Cells that Google lets a spreadsheet have."""

_LEVELS = ((0.9, Level.ERROR), (0.6, Level.WARNING))
_NAMED = 3


def credentials(facts: Facts) -> Iterator[Finding]:
    """Which kind of credentials, from which file, of whose account; never the key."""
    who = facts.identity
    if isinstance(who, CredentialsNotFoundError) and not isinstance(who, CredentialsFileNotFoundError):
        yield facts.finding("credentials", Level.ERROR, "missing")
    elif isinstance(who, GoogleError):
        yield facts.failure("credentials", Level.ERROR, who)
    elif isinstance(facts.account, ExpiredCredentialsError):
        yield facts.failure("credentials", Level.ERROR, facts.account)
    elif who is not None:
        path = who.path or facts.words.text("doctor.credentials.environment")
        yield facts.finding("credentials", Level.OK, who.kind, path=path)
        if who.path and is_open_to_others(who.path):
            yield facts.finding("credentials", Level.WARNING, "readable", path=who.path)


def sheets_api(facts: Facts) -> Iterator[Finding]:
    """Whether the Sheets API is enabled, granted and there."""
    if isinstance(facts.present, _OF_THE_API):
        yield facts.failure("sheets_api", Level.ERROR, facts.present)
    else:
        yield facts.finding("sheets_api", Level.OK, "answers")


def drive_api(facts: Facts) -> Iterator[Finding]:
    """Whether the Drive API is; figures can be computed without it."""
    if isinstance(facts.account, GoogleError):
        yield facts.failure("drive_api", Level.WARNING, facts.account)
    else:
        yield facts.finding("drive_api", Level.OK, "answers")


def sharing(facts: Facts) -> Iterator[Finding]:
    """Whether the account may read, write and share the spreadsheet."""
    file = known(facts.file, FileFacts)
    if isinstance(facts.present, GoogleError) and not _is_no_sheet(facts):
        yield _closed(facts, facts.present)
    elif file is None:
        yield facts.finding("sharing", Level.WARNING, "unchecked")
    elif not file.can_edit:
        yield facts.finding("sharing", Level.ERROR, "read_only")
    else:
        yield facts.finding("sharing", Level.OK, "writable")
        if not file.can_share:
            owners = ", ".join(filter(None, file.owners)) or "–"
            yield facts.finding("sharing", Level.WARNING, "cannot_share", owners=owners)


def _is_no_sheet(facts: Facts) -> bool:
    """Whether the spreadsheet does not open because of what the file is, as the next check says."""
    file = known(facts.file, FileFacts)
    if file is None:
        return isinstance(facts.present, OfficeFileError)
    refused = isinstance(facts.present, SpreadsheetNotFoundError | GoogleRefusedError | OfficeFileError)
    return refused and (file.trashed or file.kind != GOOGLE_SHEET)


def _closed(facts: Facts, error: GoogleError) -> Finding:
    if isinstance(error, NotSharedError):
        case = "shared_with_none" if len(facts.accounts) > 1 else "not_shared"
        return facts.finding("sharing", Level.ERROR, case, accounts=", ".join(facts.accounts))
    return facts.failure("sharing", Level.ERROR, error)


def kind(facts: Facts) -> Iterator[Finding]:
    """Whether the file is a Google Sheet in use: no Excel workbook, and not in the bin."""
    file, present = known(facts.file, FileFacts), known(facts.present, Present)
    name = file.name if file else present.title if present else facts.sheet
    if file.is_office if file else isinstance(facts.present, OfficeFileError):
        yield facts.finding("kind", Level.ERROR, "office", name=name)
    elif file and file.kind != GOOGLE_SHEET:
        yield facts.finding("kind", Level.ERROR, "other", name=name, kind=file.kind)
    elif file and file.trashed:
        yield facts.finding("kind", Level.ERROR, "trashed", name=name)
    else:
        yield facts.finding("kind", Level.OK, "spreadsheet", name=name)


def signed_in(facts: Facts) -> bool:
    """Whether there are credentials that Google takes."""
    return known(facts.identity, Identity) is not None and not isinstance(
        facts.account, ExpiredCredentialsError
    )


def reached(facts: Facts) -> bool:
    """Whether the Sheets API answered about the spreadsheet, be it to refuse."""
    return facts.present is not None and not isinstance(facts.present, _OF_THE_API)


def described(facts: Facts) -> bool:
    """Whether anything says what the file is."""
    answered = known(facts.file, FileFacts), known(facts.present, Present)
    return any(answered) or isinstance(facts.present, OfficeFileError)


def region(facts: Facts, content: Content) -> Iterator[Finding]:
    """Whether dates are read as the team writes them, and days end at its midnight."""
    locale = content.settings.get("locale") or content.present.locale or ""
    zone = content.settings.get("time_zone") or content.present.time_zone or ""
    unset = facts.words.text("doctor.region.unset")
    details: dict[str, Any] = {"locale": locale or unset, "time_zone": zone or unset}
    american = content.language != language_of(_AMERICAN) and locale.replace("-", "_").lower() == _AMERICAN
    nowhere = zone.lower() in _PROGRAMS
    if american:
        yield facts.finding("region", Level.WARNING, "locale", wanted=facts.words.formats.country, **details)
    if nowhere:
        yield facts.finding("region", Level.WARNING, "time_zone", wanted=_ZONE, **details)
    unreadable = not nowhere and find_zone(zone) is None
    if unreadable:
        yield facts.finding("region", Level.WARNING, "unreadable_zone", wanted=_ZONE, **details)
    if not american and not nowhere and not unreadable:
        yield facts.finding("region", Level.OK, "fits", **details)


def size(facts: Facts, content: Content) -> Iterator[Finding]:
    """How many cells there are against the limit, and the largest tabs when they are many."""
    words = facts.words
    tabs = content.present.tabs
    cells = sum(map(_cells, tabs))
    level = next((level for share, level in _LEVELS if cells >= share * LIMIT), Level.OK)
    details: dict[str, Any] = {
        "cells": words.formats.integer(cells),
        "limit": words.formats.integer(LIMIT),
        "share": words.formats.percent(cells / LIMIT),
    }
    if level is Level.OK:
        yield facts.finding("size", level, "fits", **details)
        return
    largest = sorted(tabs, key=_cells, reverse=True)[:_NAMED]
    named = [
        words.text("doctor.size.tab", title=tab.title, cells=words.formats.integer(_cells(tab)))
        for tab in largest
    ]
    title = largest[0].title
    yield facts.finding("size", level, "large", largest=", ".join(named), title=title, **details)


def _cells(tab: PresentTab) -> int:
    return tab.rows * tab.columns
