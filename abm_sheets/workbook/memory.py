"""A workbook in memory: what tests and programs that hold their own cells read from and write to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from abm_sheets.workbook import session_name
from abm_sheets.workbook.contents import ShownAfter, Written, rows_of
from abm_sheets.workbook.edits import Appended, NewRow, Target, cells_of, unplaced
from abm_sheets.workbook.interface import Cell, Look, Snapshot, Tab, is_kept
from abm_sheets.workbook.sheet import Sheet


class MemoryWorkbook:
    """Reads a snapshot given to it, keeps the sheets written to it."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Hold the tabs to read."""
        self.snapshot = snapshot
        self.sheets: Sequence[Sheet] = ()
        self.look: Look | None = None
        self._batches: dict[str, int] = {}
        self._claims: dict[str, str] = {}

    @property
    def name(self) -> str:
        """The snapshot's name."""
        return self.snapshot.name

    @property
    def author(self) -> str:
        """The name of the session."""
        return session_name()

    def read(self) -> Snapshot:
        """The tabs given, and those that earlier writes keep."""
        kept = [_tab(sheet) for sheet in self.sheets if is_kept(sheet.key)]
        tabs, claims = [*self.snapshot.tabs, *kept], {**self.snapshot.claims, **self._claims}
        return replace(self.snapshot, tabs=tabs, claims=claims)

    def write(self, sheets: Sequence[Sheet], look: Look) -> str:
        """Keep the sheets."""
        self.sheets = sheets
        self.look = look
        for sheet in sheets:
            self._claims |= {name: claim.writer for name, claim in sheet.claims.items()}
        return self.name

    def append(self, target: Target, rows: Sequence[NewRow], batch: str) -> Appended:
        """Add rows under those of an input tab, once for each batch."""
        place = target.find_tab(self.snapshot)
        tab = self.snapshot.tabs[place]
        head = target.find_columns(tab)
        if batch not in self._batches:
            self._batches[batch] = max(map(len, tab.columns), default=0)
            cells = cells_of(rows, head)
            columns = [
                [*column, *[None] * (self._batches[batch] - len(column)), *[row.get(at) for row in cells]]
                for at, column in enumerate(tab.columns)
            ]
            tabs = [replace(each, columns=columns) if each is tab else each for each in self.snapshot.tabs]
            self.snapshot = replace(self.snapshot, tabs=tabs)
        stand = {at: self._batches[batch] + at + 1 for at in range(len(rows))}
        return Appended(tab.title, len(rows), stand, unplaced=unplaced(rows, head))


def _tab(sheet: Sheet) -> Tab:
    columns = [[_shown(cell) for cell in cells] for cells in zip(*rows_of(sheet), strict=True)]
    return Tab(sheet.title, columns, sheet.key, sheet.column_keys)


def _shown(cell: Written) -> Cell:
    """What a cell shows at first: a text that waits for its moment is blank."""
    return None if isinstance(cell, ShownAfter) else cell
