"""When figures become stale, and the label that says so where nothing else moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from unittest.mock import Mock
from zoneinfo import ZoneInfo

import pytest

from abm_sheets.outputs.tabs.overview import overview
from abm_sheets.palette import Tone
from abm_sheets.refresh import examine
from abm_sheets.report import Report
from abm_sheets.story.view import STALE_AFTER, View, stale_moment
from abm_sheets.tables.model import Tables
from abm_sheets.tables.settings import Settings
from abm_sheets.workbook.interface import Snapshot
from abm_sheets.workbook.looks import column_widths, row_heights
from abm_sheets.workbook.memory import MemoryWorkbook
from abm_sheets.workbook.sheet import Item, Sheet, Style
from tests.outputs.tabs.small_view import small_view
from tests.sheets import NOW, snapshot

wall = datetime.fromisoformat
"""A moment on a wall clock, which has no zone."""

TODAY = date(2026, 11, 23)
MONDAY = datetime(2026, 11, 23, 9, 0, 42, tzinfo=ZoneInfo("Europe/Paris"))
STALE_AT = wall("2026-11-30 10:00")


def tables(zone: str = "Europe/Paris") -> Tables:
    return replace(small_view().tables, settings=Settings(time_zone=zone), today=TODAY)


@pytest.mark.parametrize(
    ("computed_at", "after", "expected"),
    [
        (MONDAY, STALE_AFTER, STALE_AT),
        (MONDAY, timedelta(days=1, hours=1), wall("2026-11-24 10:00")),
        (MONDAY.replace(minute=59, second=59), STALE_AFTER, wall("2026-11-30 10:59")),
        (MONDAY.replace(month=10, day=19), STALE_AFTER, wall("2026-10-26 10:00")),
        (MONDAY.replace(month=3), STALE_AFTER, wall("2026-03-30 10:00")),
    ],
    ids=["a week and an hour", "a day and an hour", "to the minute", "into winter", "into summer"],
)
def test_it_is_an_hour_after_the_next_refresh(
    computed_at: datetime, after: timedelta, expected: datetime
) -> None:
    assert stale_moment(None, tables(), TODAY, computed_at, after) == expected


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (None, STALE_AT),
        ("Europe/Paris", STALE_AT),
        ("Asia/Tokyo", wall("2026-11-30 18:00")),
        ("America/New_York", wall("2026-11-30 04:00")),
        ("GMT-07:00", wall("2026-11-30 02:00")),
    ],
)
def test_it_is_what_the_clock_of_the_file_says(own: str | None, expected: datetime) -> None:
    file = Snapshot("s", [], time_zone=own)

    assert stale_moment(file.time_zone, tables(), TODAY, MONDAY, STALE_AFTER) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [(TODAY - timedelta(1), None), (TODAY, STALE_AT), (TODAY + timedelta(1), STALE_AT)],
    ids=["a past day", "today", "a day to come"],
)
def test_a_past_day_is_never_stale(day: date, expected: datetime | None) -> None:
    assert stale_moment(None, tables(), day, MONDAY, STALE_AFTER) == expected


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [(None, wall("2026-10-05 10:00")), (NOW.date(), wall("2026-10-05 10:00")), (date(2026, 9, 27), None)],
    ids=["no date", "today's date", "a past date"],
)
def test_a_run_knows_it(as_of: date | None, expected: datetime | None) -> None:
    assert examine(MemoryWorkbook(snapshot()), as_of, now=NOW).stale_at == expected


def test_whoever_runs_it_says_how_long_figures_are_fresh() -> None:
    view = examine(MemoryWorkbook(snapshot()), now=NOW, stale_after=timedelta(hours=2))

    assert view.stale_at == wall("2026-09-28 11:00")


def view(language: str = "fr", stale_at: datetime | None = STALE_AT) -> View:
    report = Mock(spec=Report, headline="Nous avons ciblé 5 comptes.", issues=[], sources=[])
    return replace(small_view(language), report=report, stale_at=stale_at)


def labels(sheet: Sheet) -> list[Item]:
    items = [item for block in sheet.blocks for row in block.rows for item in row if item]
    return [item for item in items if item.shown_after is not None]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "⚠ Pas actualisé depuis le 28 septembre 2026 à 09:00\u00a0: demandez une actualisation"),
        ("en", "⚠ Not refreshed since September 28, 2026 at 09:00: ask for a refresh"),
    ],
)
def test_the_label_names_the_moment_of_the_stamp_and_is_red_once_it_shows(language: str, text: str) -> None:
    sheet = overview(view(language))

    (label,) = labels(sheet)
    assert (label.value, label.shown_after, label.style, label.tone) == (text, STALE_AT, Style.STATUS, None)
    (highlight,) = sheet.highlights
    assert (highlight.words, highlight.begins) == ({"⚠": Tone.RED}, True)
    (dates, *pads, there) = sheet.blocks[0].rows[1]
    assert dates is not None
    assert there is label
    assert highlight.area.first_column == dates.span == len(pads) + 1
    assert highlight.area.last_column == dates.span + label.span - 1


def test_without_a_moment_there_is_none() -> None:
    sheet = overview(view(stale_at=None))

    assert (labels(sheet), sheet.highlights) == ([], [])


def test_it_moves_nothing() -> None:
    with_label, without = overview(view()), overview(view(stale_at=None))

    assert with_label.tables == without.tables
    assert with_label.charts == without.charts
    assert with_label.blocks[1:] == without.blocks[1:]
    widths = [column_widths(sheet) for sheet in (with_label, without)]
    assert widths[0] == widths[1]
    assert row_heights(with_label, widths[0]) == row_heights(without, widths[1])
