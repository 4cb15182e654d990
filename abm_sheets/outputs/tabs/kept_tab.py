"""A tab that only grows: the rows of earlier runs as they are, and those that this run adds under them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from abm_sheets.history.kept import Kept
from abm_sheets.history.seals import seal
from abm_sheets.story.view import View
from abm_sheets.workbook.interface import Cell, CellError
from abm_sheets.workbook.sheet import Block, Item, Sheet, Style, Table, TableColumn, Value

Row = Mapping[str, Value]

_HEADER_ROW = 3
_SPAN = 6


@dataclass(frozen=True)
class Layout:
    """How a tab is laid out: its key, its columns with their widths, and those that hold dates."""

    key: str
    widths: Mapping[str, float]
    dates: frozenset[str]

    def style(self, column: str | None) -> Style:
        """The style of a column; what people added has none."""
        return Style.DATE if column in self.dates else Style.TEXT


@dataclass(frozen=True)
class Growth:
    """What a run adds to a tab: rows under the others, and what cells of theirs lack, by row from 0."""

    rows: Sequence[Row] = ()
    completed: Mapping[int, Row] = field(default_factory=dict)

    def of(self, key: str | None, values: Sequence[Value]) -> list[Value]:
        """A column's values with what is added to them; those that are not ours only grow longer."""
        grown = list(values)
        for row, cells in self.completed.items():
            if key is not None and key in cells:
                grown[row] = cells[key]
        return [*grown, *(row.get(key) if key else None for row in self.rows)]


@dataclass(frozen=True)
class Seals:
    """How the rows of a tab are sealed: by what they mean, under a key, for a workbook."""

    meaning: Callable[[Row], Sequence[object]]
    key: str
    workbook: str

    def growth(self, rows: Iterable[Row], unsealed: Mapping[int, Row]) -> Growth:
        """Rows with their seals, and the seals of those that versions without a key left."""
        completed = {at: self._completion(cells) for at, cells in unsealed.items()} if self.key else {}
        return Growth([self._sealed(row) for row in rows], completed)

    def _sealed(self, row: Row) -> Row:
        """A row with its seal and, unless it names another, its workbook."""
        whole = {**row, "workbook": row.get("workbook") or self.workbook}
        return {**whole, "seal": seal(self.key, self.meaning(whole))}

    def _completion(self, row: Row) -> Row:
        """What a row of such a version lacks: whose it is, and its seal."""
        sealed = self._sealed(row)
        return {column: sealed[column] for column in ("workbook", "seal")}


def kept_tab(view: View, layout: Layout, kept: Kept, growth: Growth) -> Sheet:
    """Lay out a tab: nothing of what was kept is ever changed, and a column of ours that is gone is back."""
    title, purpose = view.words.title(layout.key), view.words.text(f"{layout.key}.purpose")
    opening = [[Item(title, Style.TITLE, span=_SPAN)], [Item(purpose, Style.MUTED, span=_SPAN)]]
    known = {at: key for key, at in kept.places.items()}
    missing = [key for key in layout.widths if key not in kept.places]
    keys = [*(known.get(at) for at in range(len(kept.cells))), *missing]
    blank: Sequence[Cell] = [None] * (len(kept.numbers) + 1)
    cells = [*kept.cells, *(blank for _ in missing)]
    return Sheet(
        key=layout.key,
        title=title,
        blocks=[Block(0, 0, opening)],
        tables=[
            Table(
                _HEADER_ROW,
                0,
                [_column(view, layout, *each, growth) for each in zip(keys, cells, strict=True)],
            )
        ],
        frozen_rows=_HEADER_ROW + 1,
        column_keys={at: key for at, key in enumerate(keys) if key},
    )


def _column(
    view: View, layout: Layout, key: str | None, cells: Sequence[Cell], growth: Growth
) -> TableColumn:
    """A column under the header that people gave it, else under its own."""
    header, *values = [cell.code if isinstance(cell, CellError) else cell for cell in cells]
    own = view.words.text(f"{layout.key}.columns.{key}") if key else ""
    return TableColumn(
        str(header or own), growth.of(key, values), layout.style(key), layout.widths.get(key or "")
    )
