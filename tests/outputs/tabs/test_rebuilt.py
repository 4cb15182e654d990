"""A past day's figures are labelled as rebuilt, where people look first, and nothing else moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from unittest.mock import Mock

import pytest

from abm_sheets.outputs.tabs.overview import overview
from abm_sheets.outputs.tabs.review import review
from abm_sheets.palette import Tone
from abm_sheets.report import Report
from abm_sheets.story.view import View
from abm_sheets.story.wording import rebuilt_text
from abm_sheets.workbook.sheet import Item, Sheet
from tests.outputs.tabs.small_view import AS_OF, small_view

LATER = AS_OF + timedelta(days=1)
FRENCH = "Reconstitué au 27 septembre 2026 à partir des lignes datées"
ENGLISH = "Rebuilt as of September 27, 2026 from dated rows"


def view(today: date, language: str = "fr") -> View:
    report = Mock(spec=Report, headline="Nous avons ciblé 5 comptes.", issues=[], sources=[])
    return replace(small_view(language, {"today": today}), report=report)


def labels(sheet: Sheet) -> list[Item]:
    items = [item for block in sheet.blocks for row in block.rows for item in row if item]
    return [item for item in items if item.value in (FRENCH, ENGLISH)]


def cells(sheet: Sheet) -> list[tuple[int, int]]:
    """Every cell that a block covers, merged ones included."""
    covered = []
    for block in sheet.blocks:
        for row, items in enumerate(block.rows, block.row):
            for column, item in enumerate(items, block.column):
                if item:
                    covered += [(row, column + at) for at in range(item.span)]
    return covered


@pytest.mark.parametrize("lay_out", [overview, review])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_past_day_is_labelled(lay_out: Any, language: str) -> None:
    (label,) = labels(lay_out(view(LATER, language)))

    assert label.value == (FRENCH if language == "fr" else ENGLISH)
    assert label.tone is Tone.AMBER


@pytest.mark.parametrize("lay_out", [overview, review])
@pytest.mark.parametrize("today", [AS_OF, AS_OF - timedelta(days=1)])
def test_today_and_days_to_come_are_not(lay_out: Any, today: date) -> None:
    assert rebuilt_text(view(today)) is None
    assert labels(lay_out(view(today))) == []


def test_the_page_of_the_dashboard_keeps_its_rows_and_nothing_overlaps() -> None:
    past, today = overview(view(LATER)), overview(view(AS_OF))

    covered = cells(past)
    assert len(covered) == len(set(covered))
    assert {row for row, _ in covered} == {row for row, _ in cells(today)}
    assert {column for _, column in covered} == {column for _, column in cells(today)}
    assert [(each.row, each.column) for each in past.tables] == [
        (each.row, each.column) for each in today.tables
    ]
    assert past.charts == today.charts
