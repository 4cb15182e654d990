"""A tab to which each run adds rows: its cells as they are, and its rows read back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from abm_sheets.language.catalogue import catalogues, own_tab
from abm_sheets.language.folding import squeeze
from abm_sheets.tables.header import HEADER_ROWS
from abm_sheets.tables.rows import as_text
from abm_sheets.workbook.interface import Cell, Snapshot


@dataclass(frozen=True)
class Kept:
    """The cells of a tab, a column each, header first, and where each column of ours is.

    A tab whose header cannot be read has no places: it is kept as it is, and nothing is added to it.
    """

    cells: Sequence[Sequence[Cell]] = ()
    places: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_lost(self) -> bool:
        """Whether something is there that cannot be read."""
        return bool(self.cells) and not self.places

    def rows(self) -> Iterator[dict[str, Cell]]:
        """The rows under the header, by the keys of the columns."""
        if self.places:
            for row in range(1, len(self.cells[0])):
                yield {key: self.cells[at][row] for key, at in self.places.items()}


def read_kept(snapshot: Snapshot, key: str, columns: Sequence[str]) -> Kept:
    """One of our tabs, by its identity; nothing where it is blank or not there."""
    tab = own_tab([tab for tab in snapshot.tabs if tab.identity == key], key)
    if tab is None or not any(as_text(cell) for cells in tab.columns for cell in cells):
        return Kept()
    found = _header(key, columns, tab.columns)
    if found is None:
        return Kept([list(cells) for cells in tab.columns])
    row, places = found
    height = max(map(len, tab.columns))
    return Kept([[*cells, *[None] * (height - len(cells))][row:] for cells in tab.columns], places)


def _header(
    key: str, columns: Sequence[str], cells: Sequence[Sequence[Cell]]
) -> tuple[int, Mapping[str, int]] | None:
    """The row that names every column of ours in one language or the other, and where each is."""
    known = {
        squeeze(label): column
        for words in catalogues()
        for column, label in words.find(f"{key}.columns").items()
    }
    for row in range(HEADER_ROWS):
        labels = [squeeze(as_text(each[row])) if row < len(each) else "" for each in cells]
        places = {known[label]: at for at, label in reversed(list(enumerate(labels))) if label in known}
        if set(places) >= set(columns):
            return row, places
    return None
