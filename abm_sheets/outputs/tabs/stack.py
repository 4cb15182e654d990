"""How a tab is filled: titles, sentences and tables one under the other, in their styles; where charts go."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from abm_sheets.language import Catalogue
from abm_sheets.palette import Tone
from abm_sheets.story.units import unit_of
from abm_sheets.story.view import View
from abm_sheets.tables.targets import Unit
from abm_sheets.workbook.sheet import (
    Area,
    Block,
    Highlight,
    Item,
    Link,
    Sheet,
    Style,
    Table,
    TableColumn,
    Value,
)

_STYLES = {
    Unit.COUNT: Style.INTEGER,
    Unit.MONEY: Style.MONEY,
    Unit.MONEY_A_DAY: Style.MONEY,
    Unit.SHARE: Style.PERCENT,
    Unit.MULTIPLE: Style.MULTIPLE,
    Unit.DAYS: Style.INTEGER,
}


def metric_style(metric: str) -> Style:
    """How a metric's value is shown."""
    return _STYLES[unit_of(metric)]


def link_to(view: View, tab: str, row: int) -> Link:
    """A link to a row of a frame, in the people's tab or in that of another system's records."""
    key, number = view.tables.locate(tab, row)
    return Link(key, number, source=key == tab)


Row = TypeVar("Row")

Columns = Mapping[str, tuple[Callable[[Row], Value], Style]]
"""What each column of a table shows of a row, and how, by the key of its header."""


def columns(words: Catalogue, place: str, rows: Sequence[Row], read: Columns[Row]) -> list[TableColumn]:
    """The columns of some rows, their headers at a place of the catalogue."""
    header = words.find(place)
    return [TableColumn(header[key], [of(each) for each in rows], style) for key, (of, style) in read.items()]


@dataclass(frozen=True, slots=True)
class Frame:
    """A chart's first cell (from 0), its size and its distance from the cell's edge in pixels."""

    row: int
    column: int
    width: int
    height: int
    indent: int = 0


class Stack:
    """What is on a tab so far, and the row (from 0) where the next thing goes."""

    def __init__(self, tab: str, span: int) -> None:
        """Start at the top of a tab; sentences span that many columns."""
        self.row = 0
        self._fresh, self._after_rows = True, False
        self._blocks: list[Block] = []
        self._tables: list[Table] = []
        self._highlights: list[Highlight] = []
        self._tab = tab
        self._span = span

    def line(
        self, text: str, style: Style = Style.MUTED, tone: Tone | None = None, link: Link | None = None
    ) -> None:
        """Add one sentence."""
        item = Item(text, style, link=link, tone=tone, span=self._span)
        self._blocks.append(Block(self.row, 0, [[item]]))
        self.row += 1
        self._fresh = False

    def gap(self) -> None:
        """Leave a row blank."""
        self.row += 1

    def heading(self, text: str) -> None:
        """Open a section, a row apart from the one before."""
        self.gap()
        self.line(text, Style.SUBTITLE, Tone.OUTPUT)
        self._fresh, self._after_rows = True, False

    def list_title(self, text: str, *, rows: bool) -> None:
        """Open a list: a row apart from the one before, unless the heading or empty lists are above."""
        if self._after_rows or (rows and not self._fresh):
            self.gap()
        self.line(text, Style.LABEL)
        self._after_rows = rows

    def table(
        self, columns: Sequence[TableColumn], words: Mapping[int, Mapping[str, Tone]] | None = None
    ) -> None:
        """Add a table, whose texts wrap: the widths are the tab's, not theirs.

        `words` gives the tones of the words in some of its columns, by position.
        """
        wrapping = [
            replace(each, style=Style.WRAPPED) if each.style is Style.TEXT else each for each in columns
        ]
        table = Table(self.row, 0, wrapping)
        self._tables.append(table)
        first, last = self.row + 1, self.row + len(columns[0].values)
        for number, (column, _) in enumerate(table.placed()):
            if words and number in words:
                area = Area(self._tab, first, column, last, column)
                self._highlights.append(Highlight(area, words[number]))
        self.row = last + 1
        self._fresh, self._after_rows = False, True

    def sheet(self, words: Catalogue, **looks: Any) -> Sheet:
        """The tab with all that was added, and what else is said of its looks."""
        return Sheet(
            key=self._tab,
            title=words.title(self._tab),
            blocks=self._blocks,
            tables=self._tables,
            highlights=self._highlights,
            **looks,
        )
