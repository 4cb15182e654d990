"""The sample quarter as a team's workbook: refreshed once, then changed in every way that adds a table."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from abm_sheets.language import Catalogue, catalogue
from abm_sheets.refresh import Options, examine, refresh
from abm_sheets.story.view import View
from abm_sheets.upkeep.starter import SAMPLE_DAY, sample_sheets
from abm_sheets.workbook.contents import rows_of
from abm_sheets.workbook.interface import Cell, Snapshot, Tab
from abm_sheets.workbook.memory import MemoryWorkbook
from tests.sheets import NOW

Tabs = dict[str, list[list[Cell]]]
"""The columns of each tab, by its key."""

LATER = timedelta(days=14)


@cache
def sample_view(language: str) -> View:
    """The sample on its day, seen by a run that comes after another."""
    workbook, run = _refreshed(language)
    return examine(workbook, SAMPLE_DAY, **run)


@cache
def changed_view(language: str) -> View:
    """The sample two weeks later: a setting changed, a deal moved on, an action just done."""
    words = catalogue(language)
    workbook, run = _refreshed(language)
    tabs = _tabs(words)
    _change_a_setting(tabs, words)
    _move_a_deal_on(tabs, words)
    _finish_an_action(tabs, words)
    workbook.snapshot = _snapshot(tabs, words)
    return examine(workbook, **run | {"now": NOW + LATER})


def _refreshed(language: str) -> tuple[MemoryWorkbook, Options]:
    words = catalogue(language)
    workbook = MemoryWorkbook(_snapshot(_tabs(words), words))
    run: Options = {"language": language, "now": NOW}
    refresh(workbook, **run)
    return workbook, run


def _tabs(words: Catalogue) -> Tabs:
    written = {sheet.key: rows_of(sheet) for sheet in sample_sheets(words)}
    return {key: [list(cells) for cells in zip(*rows, strict=True)] for key, rows in written.items()}


def _snapshot(tabs: Tabs, words: Catalogue) -> Snapshot:
    return Snapshot("exemple.xlsx", [Tab(words.title(key), columns) for key, columns in tabs.items()])


def _change_a_setting(tabs: Tabs, words: Catalogue) -> None:
    names, values, *_ = tabs["settings"]
    values[names.index(words.word("setting", "engagement_min_interactions"))] = 4


def _move_a_deal_on(tabs: Tabs, words: Catalogue) -> None:
    """From the first stage to the second."""
    first, second, *_ = (stage["name"] for stage in words.find("words.stages"))
    stages = tabs["opportunities"][words.columns("opportunities").index("stage")]
    stages[stages.index(first)] = second


def _finish_an_action(tabs: Tabs, words: Catalogue) -> None:
    columns = dict(zip(words.columns("actions"), tabs["actions"], strict=True))
    at = columns["status"].index(words.word("action_status", "todo"))
    columns["status"][at] = words.word("action_status", "done")
    columns["due"][at] = date(2026, 10, 12)
