"""Workbooks as small text tables: what a test types is what a person would see in the sheet.

    tables = read(
        accounts='''
            account | domains  | targeted_from
            Alizé   | alize.fr | 2026-07-01
        ''',
        interactions='''
            date       | account | type
            2026-09-01 | Alizé   | Webinaire
            '1/9/2026  | Alizé   | #N/A
        ''',
    )

- The first line is the header, on row 1 of the tab; the lines under it are rows 2, 3… A line holding
  only `|` is a blank row.
- Headers are internal keys or words of either language; a tab is named by its key, or else by its title.
- A cell is typed as a spreadsheet would: `2026-07-01` is a date, `12.5` a number, `TRUE` a boolean,
  `#N/A` a formula error, nothing a blank. After an apostrophe it stays text (`'12.5`, `'2026-07-01`).
- A tab may also be given as rows of Python cells, where a text table cannot say it.
- Tabs that every metric needs and that are not given are there with their headers only (the accounts with
  Alizé and Boréal); `tab=None` leaves one out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from abm_sheets.language import Catalogue, catalogue
from abm_sheets.metrics.known import UNITS
from abm_sheets.tables import Tables, read_tables
from abm_sheets.tables.layout import REQUIRED_TABS
from abm_sheets.tables.rows import is_formula_error
from abm_sheets.workbook.interface import Cell, CellError, Snapshot, Tab, UncomputedError

NOW = datetime(2026, 9, 28, 9, tzinfo=ZoneInfo("Europe/Paris"))
"""When tests run, unless they say otherwise: a Monday, two days before the end of the third quarter."""

Grid = str | Sequence[Sequence[Cell]]
"""A tab: a text table, or its rows of cells."""

Place = tuple[str, str, int | None, str | None]
"""Where an issue is: rule, tab, row, column."""

ACCOUNTS = [["Alizé", "alize.fr"], ["Boréal", "boreal.fr"]]
"""The accounts and domains of a workbook that gives none."""


def snapshot(
    locale: str | None = "fr_FR", language: str = "fr", time_zone: str | None = None, **tabs: Grid | None
) -> Snapshot:
    """A workbook of these tabs, in the order given, titled in `language`; `locale` is the one it declares."""
    words = catalogue(language)
    given = {**tabs, **{key: _bare(key, words) for key in REQUIRED_TABS if key not in tabs}}
    titles = words.titles()
    made = [tab(titles.get(key, key), grid) for key, grid in given.items() if grid is not None]
    return Snapshot("suivi.xlsx", made, locale, time_zone)


def read(locale: str | None = "fr_FR", now: datetime = NOW, **tabs: Grid | None) -> Tables:
    """The tables of such a workbook."""
    return read_tables(snapshot(locale, "fr", None, **tabs), now, units=UNITS)


def places(tables: Tables, *rules: str) -> list[Place]:
    """The issues of a reading as (rule, tab, row, column); of all rules, or of those named."""
    return [
        (issue.rule, issue.tab, issue.row, issue.column)
        for issue in tables.issues
        if not rules or issue.rule in rules
    ]


def tab(title: str, grid: Grid) -> Tab:
    """A tab from a text table or rows of cells, as columns of equal length."""
    rows = _rows(grid) if isinstance(grid, str) else grid
    width = max(map(len, rows), default=0)
    return Tab(title, [[row[at] if at < len(row) else None for row in rows] for at in range(width)])


def typed(text: str) -> Cell:
    """What a spreadsheet makes of a cell typed so."""
    text = text.strip()
    if text.startswith("'"):
        return text[1:]
    if text.startswith("="):
        return UncomputedError(text)
    if is_formula_error(text):
        return CellError(text)
    if text in {"TRUE", "FALSE"}:
        return text == "TRUE"
    return _number(text) if text else None


def _number(text: str) -> Cell:
    for kind in (int, float, date.fromisoformat):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def _rows(table: str) -> list[list[Cell]]:
    return [[typed(cell) for cell in line.split("|")] for line in table.strip("\n ").splitlines()]


def _bare(key: str, words: Catalogue) -> Grid:
    headers = [words.header(key, column) for column in words.columns(key)]
    return [headers, *ACCOUNTS] if key == "accounts" else [headers]
