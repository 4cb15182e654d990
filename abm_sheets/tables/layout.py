"""What is wrong with the tabs themselves: missing, repeated or unwelcome; and one issue for a cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from abm_sheets.issues import Issue, Severity
from abm_sheets.tables.header import find_further
from abm_sheets.tables.labels import is_vanity
from abm_sheets.tables.locate import Located, tab_key, twins
from abm_sheets.tables.reading import Reading
from abm_sheets.tables.rows import as_text
from abm_sheets.workbook.interface import Snapshot, UncomputedError

REQUIRED_TABS = ("accounts", "interactions", "opportunities", "marketing_costs", "sales_costs")
"""The tabs without which some metric has no value; the others have defaults or may be empty."""

_FORMS = ("text_date", "text_number")
"""Issues of form: they stand beside an issue about what the same cell means."""

_UNREAD = ("invalid_number", "unknown_currency", "currency_conflict")
"""Issues about how a number is typed: they say all that there is to say of its form."""

_RANKS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def note_layout(reading: Reading, snapshot: Snapshot) -> None:
    """Note tabs and columns that are missing or there twice, what is lost on the way, and what is vain."""
    for key in REQUIRED_TABS:
        if key not in reading.located:
            reading.note("missing_tab", (key, None, None), title=reading.words.title(key))
    for key, chosen, other in twins(snapshot):
        own = reading.words.title(key)
        reading.note("duplicate_tab", (key, None, None), other.title, title=chosen.title, own=own)
    for located in reading.located.values():
        _note_header(reading, located)
        _note_above(reading, located)
        _note_merges(reading, located)
    for tab in snapshot.tabs:
        if tab_key(tab) is None and is_vanity(tab.title):
            reading.note("vanity_metric", (tab.title, None, None), tab.title)


def _note_header(reading: Reading, located: Located) -> None:
    note_missing(reading, located)
    row = located.header.row + 1
    for at in located.failed:
        cell = located.tab.columns[at][located.header.row]
        rule = "uncomputed_formula" if isinstance(cell, UncomputedError) else "formula_error"
        reading.note(rule, (located.key, row, None), as_text(cell))
    for column, at in located.header.repeated:
        label = as_text(located.tab.columns[at][located.header.row])
        reading.note("duplicate_column", (located.key, row, column), label, header=label)
    for at in located.header.foreign:
        cells = located.tab.columns[at]
        label = as_text(cells[located.header.row]) if located.header.row < len(cells) else ""
        if is_vanity(label):
            reading.note("vanity_metric", (located.key, row, None), label)


def note_missing(reading: Reading, located: Located) -> None:
    """Note the columns of a tab whose header is nowhere, or too far down."""
    further = find_further(located.tab, located.key, located.header.missing)
    details: dict[str, Any] = {}
    if further is not None:
        details = {"sentence": "missing_column_further", "further": further + 1}
    for column in (*located.header.missing, *located.lost):
        header = reading.words.header(located.key, column)
        reading.note("missing_column", (located.key, None, column), header=header, **details)


def _note_above(reading: Reading, located: Located) -> None:
    rows = located.header.above
    if rows:
        at = (located.key, rows[0] + 1, None)
        reading.note("data_above_header", at, count=len(rows), header=located.header.row + 1)


def _note_merges(reading: Reading, located: Located) -> None:
    """One issue for a column, where its first merged cell is."""
    for column, rows in located.merged.items():
        cells = located.tab.columns[located.header.positions[column]]
        at = (located.key, rows[0] + 1, column)
        reading.note("merged_cells", at, as_text(cells[rows[0]]), count=len(rows))


def one_per_cell(issues: Sequence[Issue]) -> list[Issue]:
    """The issues in the order of tabs met, rows and columns; of several about a cell, the gravest."""
    tabs = list(dict.fromkeys(issue.tab for issue in issues))
    kept: dict[object, Issue] = {}
    for number, issue in enumerate(issues):
        key = _cell(issue, number)
        if key not in kept or _RANKS[issue.severity] < _RANKS[kept[key].severity]:
            kept[key] = issue
    for key, issue in list(kept.items()):
        other = kept.get((issue.tab, issue.row, issue.column))
        if issue.rule in _FORMS and other is not None and other.rule in _UNREAD:
            del kept[key]
    return sorted(kept.values(), key=lambda issue: (tabs.index(issue.tab), issue.row or 0))


def _cell(issue: Issue, number: int) -> object:
    """What distinguishes cells; issues of form and of whole tabs stand by themselves."""
    if issue.row is None or issue.column is None or issue.rule in _FORMS:
        return number
    return (issue.tab, issue.row, issue.column)
