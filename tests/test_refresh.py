"""The main path: read, compute, lay out, write; and nothing written when it fails."""

from __future__ import annotations

import gc
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from abm_sheets import Report, open_workbook, refresh
from abm_sheets.errors import (
    InvalidDateError,
    NoUsableTabError,
    UnknownLanguageError,
)
from abm_sheets.refresh import examine
from abm_sheets.workbook.excel import ExcelWorkbook
from abm_sheets.workbook.memory import MemoryWorkbook
from tests.metrics.quarter import D
from tests.sheets import NOW, snapshot
from tests.workbook.test_contract import OUTPUTS


def workbook(**tabs: Any) -> MemoryWorkbook:
    return MemoryWorkbook(snapshot(**tabs))


def test_a_refresh_writes_the_output_tabs_and_returns_the_report() -> None:
    book = workbook()

    report = refresh(book, D, now=NOW)

    assert isinstance(report, Report)
    assert report.as_of == D
    assert [sheet.key for sheet in book.sheets] == list(OUTPUTS)
    assert book.look is not None
    assert (book.look.language, book.look.currency) == ("fr", "EUR")


def test_an_examination_writes_nothing() -> None:
    book = workbook()

    view = examine(book, D, now=NOW, by="Léa")

    assert book.sheets == ()
    assert (view.computed_by, view.source) == ("Léa", "suivi.xlsx")
    assert view.report.as_of == D


def test_the_same_input_gives_the_same_report_and_the_same_tabs() -> None:
    first, second = workbook(), workbook()

    assert refresh(first, D, now=NOW) == refresh(second, D, now=NOW)
    assert first.sheets == second.sheets


@pytest.mark.parametrize(
    ("zone", "today"), [("Europe/Paris", date(2026, 9, 28)), ("America/New_York", date(2026, 9, 27))]
)
def test_without_a_date_it_is_today_in_the_workbooks_time_zone(zone: str, today: date) -> None:
    book = workbook(settings=f"setting | value\ntime_zone | {zone}")

    view = examine(book, now=datetime(2026, 9, 27, 22, 30, tzinfo=UTC))

    assert view.report.as_of == today
    assert view.computed_at.utcoffset() == timedelta(hours=2 if zone == "Europe/Paris" else -4)


def test_the_language_is_the_workbooks_unless_another_is_asked() -> None:
    french, english = refresh(workbook(), D, now=NOW), refresh(workbook(), D, now=NOW, language="en")

    assert french.headline.startswith("Nous avons ciblé")
    assert english.headline.startswith("We targeted")
    assert english.metrics == french.metrics


@pytest.mark.parametrize("day", [date(1989, 12, 31), date(2101, 1, 1), date.min, date.max])
def test_a_date_that_nobody_means_is_refused(day: date) -> None:
    with pytest.raises(InvalidDateError, match="1990"):
        refresh(workbook(), day)


@pytest.mark.parametrize("day", [date(1990, 1, 1), date(2100, 12, 31)])
def test_the_first_and_the_last_date_are_computed(day: date) -> None:
    assert len(refresh(workbook(), day, now=NOW).months) >= 12


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(UnknownLanguageError, match="«\u00a0de\u00a0»"):
        refresh(workbook(), D, language="de")


def test_the_garbage_collector_runs_again_whatever_happened() -> None:
    refresh(workbook(), D, now=NOW)
    assert gc.isenabled()

    with pytest.raises(NoUsableTabError):
        refresh(workbook(accounts=None), D, now=NOW)
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        refresh(workbook(), D, now=NOW)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_workbook_is_opened_by_its_path() -> None:
    opened = open_workbook("suivi.xlsx", "bilan.XLSX")

    assert isinstance(opened, ExcelWorkbook)
    assert (opened.name, opened.output.name) == ("suivi.xlsx", "bilan.XLSX")
