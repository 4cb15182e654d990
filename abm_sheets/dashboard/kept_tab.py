"""A tab that only grows: the rows of earlier runs as they are, and those that this run adds under them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from abm_sheets.dashboard.view import View
from abm_sheets.history.kept import Kept
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


def kept_tab(view: View, layout: Layout, kept: Kept, rows: Sequence[Row], claims: Mapping[str, str]) -> Sheet:
    """Lay out a tab: nothing of what was kept is ever changed."""
    title, purpose = view.words.title(layout.key), view.words.text(f"{layout.key}.purpose")
    opening = [[Item(title, Style.TITLE, span=_SPAN)], [Item(purpose, Style.MUTED, span=_SPAN)]]
    return Sheet(
        key=layout.key,
        title=title,
        blocks=[Block(0, 0, opening)],
        tables=[Table(_HEADER_ROW, 0, _columns(view, layout, kept, rows))],
        frozen_rows=_HEADER_ROW + 1,
        claims=claims,
    )


def _columns(view: View, layout: Layout, kept: Kept, rows: Sequence[Row]) -> list[TableColumn]:
    if not kept.cells:
        return [
            TableColumn(
                view.words.text(f"{layout.key}.columns.{key}"),
                [row.get(key) for row in rows],
                layout.style(key),
                width,
            )
            for key, width in layout.widths.items()
        ]
    keys = {at: key for key, at in kept.places.items()}
    return [_grown(cells, keys.get(at), layout, rows) for at, cells in enumerate(kept.cells)]


def _grown(cells: Sequence[Cell], key: str | None, layout: Layout, rows: Sequence[Row]) -> TableColumn:
    """A column as it was, with what the run adds to it; those that are not ours only grow longer."""
    header, *values = [cell.code if isinstance(cell, CellError) else cell for cell in cells]
    added = [row.get(key) if key else None for row in rows]
    return TableColumn(str(header or ""), [*values, *added], layout.style(key), layout.widths.get(key or ""))
