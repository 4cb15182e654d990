"""A workbook in memory: what tests and programs that hold their own cells read from and write to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from abm_sheets.workbook.grid import rows_of
from abm_sheets.workbook.interface import KEPT, Look, Snapshot, Tab
from abm_sheets.workbook.sheet import Sheet


class MemoryWorkbook:
    """Reads a snapshot given to it, keeps the sheets written to it."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Hold the tabs to read."""
        self.snapshot = snapshot
        self.sheets: Sequence[Sheet] = ()
        self.look: Look | None = None

    @property
    def name(self) -> str:
        """The snapshot's name."""
        return self.snapshot.name

    def read(self) -> Snapshot:
        """The tabs given, and those that earlier writes keep."""
        kept = [_tab(sheet) for sheet in self.sheets if sheet.key in KEPT]
        return replace(self.snapshot, tabs=[*self.snapshot.tabs, *kept]) if kept else self.snapshot

    def write(self, sheets: Sequence[Sheet], look: Look) -> str:
        """Keep the sheets."""
        self.sheets = sheets
        self.look = look
        return self.name


def _tab(sheet: Sheet) -> Tab:
    return Tab(sheet.title, [list(cells) for cells in zip(*rows_of(sheet), strict=True)], sheet.key)
