"""The main path: read the workbook, compute its figures, lay the dashboard out, write it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from abm_sheets.access.drift import find_drift
from abm_sheets.collection import collection_paused
from abm_sheets.dashboard import View, lay_out
from abm_sheets.errors import InvalidDateError, NoUsableTabError, UnknownLanguageError
from abm_sheets.language import LANGUAGES, catalogue
from abm_sheets.metrics import compute
from abm_sheets.report import Report
from abm_sheets.summary import summarise
from abm_sheets.tables import read_tables
from abm_sheets.tables.values import FIRST_DAY, LAST_DAY
from abm_sheets.workbook.interface import Look, Workbook


def examine(
    workbook: Workbook,
    as_of: date | None = None,
    *,
    language: str | None = None,
    now: datetime | None = None,
    by: str = "",
) -> View:
    """Read a workbook and compute everything, writing nothing.

    `as_of` is today in the workbook's time zone by default; `language` that of the words shown, the
    workbook's own by default; `now` (with a zone) is when the run takes place, and `by` who asked for it.

    Raises:
        UsageError: the date is not between 1990 and 2100, or there is no such language.
        AbmSheetsError: the workbook cannot be read, or nothing in it can be computed.

    """
    if as_of is not None and not FIRST_DAY <= as_of <= LAST_DAY:
        raise InvalidDateError(value=as_of)
    if language not in (None, *LANGUAGES):
        raise UnknownLanguageError(language=language)
    moment = now or datetime.now(UTC)
    with collection_paused():
        return _examine(workbook, as_of, language, moment, by)


def _examine(workbook: Workbook, as_of: date | None, language: str | None, moment: datetime, by: str) -> View:
    snapshot = workbook.read()
    tables = read_tables(snapshot, moment, language)
    words = catalogue(language or tables.settings.language)
    tables = replace(tables, issues=[*tables.issues, *find_drift(snapshot, tables.team, words)])
    figures = compute(tables, as_of or tables.today)
    report = summarise(tables, figures, words)
    computed_at = moment.astimezone(tables.settings.zone)
    return View(tables, figures, report, words, computed_at, by, workbook.name)


def write(workbook: Workbook, view: View) -> str:
    """Write the dashboard of a run, and say where it is.

    Raises:
        NoUsableTabError: there is nothing to write, for no metric could be computed.
        WorkbookError: nothing was written.

    """
    if view.tables.interactions is None and view.tables.opportunities is None:
        raise NoUsableTabError
    titles = {key: place.title for key, place in view.tables.places.items()}
    look = Look(view.words.language, view.report.currency, titles)
    with collection_paused():
        return workbook.write(lay_out(view), look)


def refresh(
    workbook: Workbook,
    as_of: date | None = None,
    *,
    language: str | None = None,
    now: datetime | None = None,
    by: str = "",
) -> Report:
    """Read a workbook, compute its figures as of a date, write its dashboard; the arguments of `examine`.

    Raises:
        AbmSheetsError: nothing was written; the exception's sentence says why and what to do.

    """
    view = examine(workbook, as_of, language=language, now=now, by=by)
    write(workbook, view)
    return view.report
