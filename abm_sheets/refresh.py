"""The main path: read the workbook, compute its figures, freeze its weeks, lay the dashboard out, write."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import TypedDict, Unpack
from uuid import uuid4

from abm_sheets.collection import collection_paused
from abm_sheets.errors import AlreadyClaimedError, UnknownLanguageError
from abm_sheets.history.forecast import forecast
from abm_sheets.history.pace import paces
from abm_sheets.history.weeks import recall, remember, weeks_to_freeze
from abm_sheets.language import LANGUAGES, catalogue
from abm_sheets.metrics import UNITS, compute
from abm_sheets.outputs.tabs import TABS, lay_out, look_of
from abm_sheets.report import Report
from abm_sheets.story.summary import summarise
from abm_sheets.story.view import View, stale_moment
from abm_sheets.tables import read_tables
from abm_sheets.tables.drift import with_drift
from abm_sheets.tables.reader import Bringing, Incoming
from abm_sheets.tables.values import check_day
from abm_sheets.workbook.interface import Workbook

ATTEMPTS = 3
"""How often a run begins anew because another froze the week that it was about to freeze."""


class Options(TypedDict, total=False):
    """The language, the moment (with a zone), who asks, how long figures are fresh, records that come in."""

    language: str | None
    now: datetime | None
    by: str
    stale_after: timedelta
    incoming: Incoming | Bringing


def examine(workbook: Workbook, as_of: date | None = None, **options: Unpack[Options]) -> View:
    """Read a workbook and compute everything, by default today and in its own language, writing nothing.

    Raises:
        UsageError: the date is not between 1990 and 2100, or there is no such language.
        AbmSheetsError: the workbook cannot be read, or nothing in it can be computed.

    """
    check_day(as_of)
    if options.get("language") not in (None, *LANGUAGES):
        raise UnknownLanguageError(language=options["language"])
    with collection_paused():
        return _examine(workbook, as_of, options)


def _examine(workbook: Workbook, as_of: date | None, options: Options) -> View:
    moment, language = options.get("now") or datetime.now(UTC), options.get("language")
    snapshot = workbook.read()
    given = options.get("incoming") or {}
    incoming = given(snapshot) if callable(given) else given
    tables = read_tables(snapshot, moment, language, units=UNITS, incoming=incoming)
    words = catalogue(language or tables.settings.language)
    tables = with_drift(tables, snapshot, TABS, words)
    day, name = as_of or tables.today, uuid4().hex[:12]
    past, stages, tables = recall(snapshot, tables, words, day, name)
    figures = compute(tables, day, list(weeks_to_freeze(past, tables, day).values()))
    pace, ahead = paces(stages, tables, figures), forecast(stages, tables, figures)
    report, by = summarise(tables, figures, pace, ahead, words), options.get("by") or workbook.author
    at = moment.astimezone(tables.settings.zone)
    history = remember(past, stages, tables, figures, at, name)
    stale_at = stale_moment(snapshot.time_zone, tables, day, at, options.get("stale_after"))
    return View(tables, figures, report, words, at, by, workbook.name, history, stages, pace, ahead, stale_at)


def write(workbook: Workbook, view: View) -> str:
    """Write the dashboard of a run, and say where it is.

    Raises:
        NoUsableTabError: there is nothing to write, for no metric could be computed.
        WorkbookError: nothing was written.

    """
    view.tables.check_usable()
    with collection_paused():
        return workbook.write(lay_out(view), look_of(view))


def run(workbook: Workbook, as_of: date | None = None, **options: Unpack[Options]) -> tuple[View, str]:
    """Examine a workbook and write its dashboard; the second result says where. See `examine`, `write`."""
    for _ in range(ATTEMPTS):
        view = examine(workbook, as_of, **options)
        with suppress(AlreadyClaimedError):
            return view, write(workbook, view)
    raise AlreadyClaimedError


def refresh(workbook: Workbook, as_of: date | None = None, **options: Unpack[Options]) -> Report:
    """Read a workbook, compute its figures as of a date, write its dashboard; see `run`."""
    return run(workbook, as_of, **options)[0].report
