"""Titles, sentences and tables stacked one under the other on a tab."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from abm_sheets.palette import Tone
from abm_sheets.workbook.sheet import Area, Block, Highlight, Item, Link, Style, Table, TableColumn


class Stack:
    """What is on a tab so far, and the row (from 0) where the next thing goes."""

    def __init__(self, tab: str, span: int) -> None:
        """Start at the top of a tab; sentences span that many columns."""
        self.row = 0
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.highlights: list[Highlight] = []
        self._tab = tab
        self._span = span

    def line(
        self, text: str, style: Style = Style.MUTED, tone: Tone | None = None, link: Link | None = None
    ) -> None:
        """Add one sentence."""
        item = Item(text, style, link=link, tone=tone, span=self._span)
        self.blocks.append(Block(self.row, 0, [[item]]))
        self.row += 1

    def gap(self) -> None:
        """Leave a row blank."""
        self.row += 1

    def heading(self, text: str) -> None:
        """Open a section, a row apart from the one before."""
        self.gap()
        self.line(text, Style.SUBTITLE, Tone.OUTPUT)

    def table(
        self, columns: Sequence[TableColumn], words: Mapping[int, Mapping[str, Tone]] | None = None
    ) -> None:
        """Add a table; `words` gives the tones of the words in some of its columns, by position."""
        first, last = self.row + 1, self.row + len(columns[0].values)
        self.tables.append(Table(self.row, 0, columns))
        for column, tones in (words or {}).items():
            self.highlights.append(Highlight(Area(self._tab, first, column, last, column), tones))
        self.row = last + 1
