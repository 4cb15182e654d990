"""A spreadsheet made ready: what it lacks is added, what people typed is never touched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from abm_sheets.errors.google import GoogleRefusedError, ProtectedCellError, UnclearWriteError
from abm_sheets.language import Catalogue, catalogue
from abm_sheets.tables.header import Header, find_header
from abm_sheets.tables.locate import recognised, spoken_language
from abm_sheets.tables.reader import INPUT_TABS
from abm_sheets.tables.rows import as_text, is_formula_error
from abm_sheets.tables.settings import Settings
from abm_sheets.upkeep.layout import Choices, column_area, layouts
from abm_sheets.upkeep.starter import default_rows, guide_sheet, input_sheets
from abm_sheets.workbook.edits import (
    Change,
    LeftOut,
    NewTab,
    Preparable,
    Preparation,
    WantedColumn,
    WantedTab,
)
from abm_sheets.workbook.interface import Cell, Look, Snapshot, Tab
from abm_sheets.workbook.sheet import Area, Dropdown, Item, Value

ATTEMPTS = 3
"""How often it is tried when an answer is lost or somebody changes the tabs meanwhile."""


@dataclass(frozen=True)
class Done:
    """What set-up did, the tabs that it could not complete, what it left out, and the words to say it in."""

    changes: Sequence[Change]
    unreadable: Sequence[str]
    left: Sequence[LeftOut]
    words: Catalogue


def set_up(workbook: Preparable, language: str | None, year: int) -> Done:
    """Add to a workbook what it lacks; `year` is the one around which quarters are offered.

    Raises:
        WorkbookError: the sentence says why; doing it again is always safe.

    """
    for attempt in range(1, ATTEMPTS + 1):
        snapshot = workbook.read()
        words = catalogue(language or spoken_language(snapshot))
        preparation = wanted(snapshot, words, year)
        last = attempt == ATTEMPTS
        try:
            done = workbook.prepare(preparation, Look(words.language, Settings().currency), last=last)
        except (GoogleRefusedError, ProtectedCellError, UnclearWriteError):
            if last:
                raise
        else:
            break
    return Done(done.changes, preparation.unreadable, done.left, words)


@dataclass(frozen=True)
class Found:
    """An input tab that is there: its header's row and the position of every column, missing ones last.

    `marked` are the missing ones whose column is there; `inserted` says that the header's row is not yet.
    """

    tab: Tab
    header_row: int
    positions: Mapping[str, int]
    missing: frozenset[str]
    marked: frozenset[str]
    inserted: bool

    def is_blank(self, column: str) -> bool:
        """Whether nothing is typed under a column's header."""
        at = self.positions[column]
        cells = self.tab.columns[at] if at < len(self.tab.columns) else ()
        first = self.header_row if self.inserted else self.header_row + 1
        return not any(as_text(cell) for cell in cells[first:])


def wanted(snapshot: Snapshot, words: Catalogue, year: int) -> Preparation:
    """What to add to a spreadsheet as read; `year` is the one around which quarters are offered."""
    tabs = {key: tab for key, tab in recognised(snapshot) if key in layouts()}
    found = {key: place for key, tab in tabs.items() if (place := _find(key, tab)) is not None}
    choices = Choices(words, year, lambda tab, column: _area(found, tab, column))
    sheets = [guide_sheet(words), *input_sheets(words, choices)]
    there = {key for key, _ in recognised(snapshot)}
    return Preparation(
        new=[NewTab(sheet, _keys(sheet.key)) for sheet in sheets if sheet.key not in there],
        existing=[
            _tab(key, place, snapshot.tabs.index(place.tab), words, choices) for key, place in found.items()
        ],
        unreadable=[tab.title for key, tab in tabs.items() if key not in found],
    )


def _keys(tab: str) -> list[str]:
    return list(layouts()[tab].columns) if tab in layouts() else []


def _find(key: str, tab: Tab) -> Found | None:
    """A tab's columns; None where something is typed in it that no header and no mark of ours explains."""
    required = next(model for model in INPUT_TABS if model.tab == key).required_columns()
    header = find_header(tab, key, required)
    first = _first_filled(tab)
    explained = header.is_there or (tab.column_identities and not _fails(tab, first or 0))
    if first is not None and not explained:
        return None
    row = header.row if header.is_there else max((first or 0) - 1, 0)
    lost = _lost(tab, header, row)
    missing = [column for column in layouts()[key].columns if column not in header.positions]
    places = [*header.positions.values(), *lost.values()]
    free = max([_used(tab.columns), *(at + 1 for at in places)])
    added = {
        column: free + number for number, column in enumerate(each for each in missing if each not in lost)
    }
    positions = {**header.positions, **added, **lost}
    inserted = first == 0 and not header.is_there
    return Found(tab, row, positions, frozenset(missing), frozenset(lost), inserted)


def _first_filled(tab: Tab) -> int | None:
    """The first row that holds something."""
    rows = (row for cells in tab.columns for row, cell in enumerate(cells) if as_text(cell))
    return min(rows, default=None)


def _fails(tab: Tab, row: int) -> bool:
    """Whether a formula failed on a row: what it gives may be back, its header with it."""
    return any(is_formula_error(cells[row]) for cells in tab.columns if row < len(cells))


def _lost(tab: Tab, header: Header, row: int) -> dict[str, int]:
    """The marked columns whose header is gone, by key, where nothing but an error stands in its place."""
    taken = set(header.positions.values())
    marks = {at: column for at, column in tab.column_identities.items() if column not in header.positions}
    lost: dict[str, int] = {}
    for at, column in sorted(marks.items()):
        cells = tab.columns[at] if at < len(tab.columns) else ()
        cell = cells[row] if row < len(cells) else None
        is_free = not header.is_there or not as_text(cell) or is_formula_error(cell)
        if is_free and at not in taken:
            lost.setdefault(column, at)
    return lost


def _used(columns: Sequence[Sequence[Cell]]) -> int:
    """How many columns there are up to the last that holds something."""
    return max((at + 1 for at, cells in enumerate(columns) if any(map(as_text, cells))), default=0)


def _area(found: Mapping[str, Found], tab: str, column: str) -> Area:
    """The cells under a header, where it is or will be."""
    if tab not in found:
        return column_area(tab, column)
    at, first = found[tab].positions[column], found[tab].header_row + 1
    return Area(tab, first, at, None, at)


def _tab(key: str, found: Found, tab: int, words: Catalogue, choices: Choices) -> WantedTab:
    dropdowns = {each.area.first_column: each for each in choices.of_columns(key)}
    columns = list(_columns(key, found, words, dropdowns))
    empty = all(column.blank for column in columns)
    rows = _plain(default_rows(words).get(key, ())) if empty else ()
    return WantedTab(key, tab, layouts()[key].tone, found.header_row, columns, rows, found.inserted)


def _columns(
    key: str, found: Found, words: Catalogue, dropdowns: Mapping[int, Dropdown]
) -> Iterator[WantedColumn]:
    for column, layout in layouts()[key].columns.items():
        at = found.positions[column]
        yield WantedColumn(
            key=column,
            position=at,
            header=words.header(key, column),
            note=words.text(f"notes.{key}.{column}"),
            style=layout.style,
            width=layout.width,
            dropdown=dropdowns.get(at),
            missing=column in found.missing,
            marked=column in found.marked,
            blank=found.is_blank(column),
        )


def _plain(rows: Sequence[Sequence[Value | Item]]) -> list[list[Value]]:
    return [[cell.value if isinstance(cell, Item) else cell for cell in row] for row in rows]


def changes_list(done: Done) -> Iterator[str]:
    """What set-up did, a line for each tab, and what it left alone."""
    text = done.words.text
    added = [change.tab for change in done.changes if change.kind == "tab"]
    if added:
        yield text("setup.changes.tab", names=", ".join(added))
    completed: defaultdict[str, list[str]] = defaultdict(list)
    for change in done.changes:
        if change.kind != "tab":
            completed[change.tab].append(_change(done.words, change.kind, change.detail))
    for tab, names in completed.items():
        yield text("setup.changes.completed", tab=tab, names=", ".join(names))
    for title in done.unreadable:
        yield text("setup.unreadable", title=title)
    yield from _left_list(done)


def _left_list(done: Done) -> Iterator[str]:
    """What set-up left as it was, a line for each tab and reason."""
    left: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for each in done.left:
        for change in each.changes:
            reason = each.failure.sentence(done.words.language)
            left[change.tab, reason].append(_change(done.words, change.kind, change.detail))
    for (tab, reason), names in left.items():
        yield done.words.text("setup.changes.left", tab=tab, names=", ".join(names), reason=reason)


def _change(words: Catalogue, kind: str, detail: str) -> str:
    return words.text(f"setup.changes.{kind}", detail=detail)
