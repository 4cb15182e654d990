"""The main path: read the workbook, compute its figures, freeze its weeks, lay the dashboard out, write."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import TypedDict, Unpack
from uuid import uuid4

from abm_sheets.collection import collection_paused
from abm_sheets.errors import AlreadyClaimedError, InvalidDateError, UnknownLanguageError
from abm_sheets.history.pace import paces
from abm_sheets.history.weeks import recall, remember, weeks_to_freeze
from abm_sheets.language import LANGUAGES, catalogue
from abm_sheets.metrics import UNITS, compute
from abm_sheets.outputs.tabs import TABS, lay_out
from abm_sheets.report import Report
from abm_sheets.story.summary import summarise
from abm_sheets.story.view import View, stale_moment
from abm_sheets.tables import read_tables
from abm_sheets.tables.drift import with_drift
from abm_sheets.tables.values import FIRST_DAY, LAST_DAY
from abm_sheets.workbook.interface import Look, Workbook

ATTEMPTS = 3
"""How often a run begins anew because another froze the week that it was about to freeze."""


class Options(TypedDict, total=False):
    """The language, when the run takes place (with a zone), who asked, how long its figures are fresh."""

    language: str | None
    now: datetime | None
    by: str
    stale_after: timedelta


def examine(workbook: Workbook, as_of: date | None = None, **options: Unpack[Options]) -> View:
    """Read a workbook and compute everything, by default today and in its own language, writing nothing.

    Raises:
        UsageError: the date is not between 1990 and 2100, or there is no such language.
        AbmSheetsError: the workbook cannot be read, or nothing in it can be computed.

    """
    if as_of is not None and not FIRST_DAY <= as_of <= LAST_DAY:
        raise InvalidDateError(value=as_of)
    if options.get("language") not in (None, *LANGUAGES):
        raise UnknownLanguageError(language=options["language"])
    with collection_paused():
        return _examine(workbook, as_of, options)


def _examine(workbook: Workbook, as_of: date | None, options: Options) -> View:
    moment, language = options.get("now") or datetime.now(UTC), options.get("language")
    snapshot = workbook.read()
    tables = read_tables(snapshot, moment, language, units=UNITS)
    words = catalogue(language or tables.settings.language)
    tables = with_drift(tables, snapshot, TABS, words)
    day, name = as_of or tables.today, uuid4().hex[:12]
    past, stages, tables = recall(snapshot, tables, words, day, name)
    weeks = {} if tables.are_partial else weeks_to_freeze(past, tables, day)
    figures = compute(tables, day, list(weeks.values()))
    pace = paces(stages, tables, figures)
    report, by = summarise(tables, figures, pace, words), options.get("by") or workbook.author
    at = moment.astimezone(tables.settings.zone)
    history = remember(past, tables, figures.closed, day, at, name)
    stale_at = stale_moment(snapshot.time_zone, tables, day, at, options.get("stale_after"))
    return View(tables, figures, report, words, at, by, workbook.name, history, stages, pace, stale_at)


def write(workbook: Workbook, view: View) -> str:
    """Write the dashboard of a run, and say where it is.

    Raises:
        NoUsableTabError: there is nothing to write, for no metric could be computed.
        WorkbookError: nothing was written.

    """
    view.tables.check_usable()
    titles = {key: place.title for key, place in view.tables.places.items()}
    look = Look(view.words.language, view.report.currency, titles)
    with collection_paused():
        return workbook.write(lay_out(view), look)


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
