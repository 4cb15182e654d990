"""What the program writes, as data: sheets of cells, tables, charts, dropdowns and links.

Each adapter turns them into its own calls. Rows and columns count from 0; those of links count from
1, as people see them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from abm_sheets.palette import Tone


def column_letters(position: int) -> str:
    """A column's letters, by its position from 0."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class Style(StrEnum):
    """How a cell looks, by what it holds."""

    TEXT = "text"
    WRAPPED = "wrapped"
    TITLE = "title"
    SUBTITLE = "subtitle"
    HEADLINE = "headline"
    HEADER = "header"
    LABEL = "label"
    MUTED = "muted"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    MONEY_CENTS = "money_cents"
    PERCENT = "percent"
    MULTIPLE = "multiple"
    DAYS = "days"
    DATE = "date"
    BIG_INTEGER = "big_integer"
    BIG_MONEY = "big_money"
    BIG_PERCENT = "big_percent"
    BIG_MULTIPLE = "big_multiple"
    STATUS = "status"
    LINK = "link"
    INPUT = "input"
    TICK = "tick"


Value = str | int | float | bool | date | None
"""What the program writes in a cell; text is always written as text, never as a formula."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a cell: `tab` is an internal key; `source` distinguishes the people's tabs from ours."""

    tab: str
    row: int = 1
    column: int = 1
    source: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One written cell; `span` cells to the right (itself included) and `height` rows are merged.

    A text with `shown_after` is blank until the workbook's own clock (no zone) has passed that moment.
    """

    value: Value
    style: Style = Style.TEXT
    link: Link | None = None
    note: str | None = None
    span: int = 1
    height: int = 1
    tone: Tone | None = None
    shown_after: datetime | None = None


@dataclass(frozen=True)
class Block:
    """Rows of items placed at a cell; `None` leaves a cell alone."""

    row: int
    column: int
    rows: Sequence[Sequence[Item | None]]


@dataclass(frozen=True)
class TableColumn:
    """A header and the values under it, all of one style; `links` follows the values, if given.

    `special` are cells that have a style, a tone or a note of their own, by position; their values are
    among `values` all the same. `span` columns of the tab are merged in each row, the header's included.
    """

    header: str
    values: Sequence[Value]
    style: Style = Style.TEXT
    width: float | None = None
    links: Sequence[Link | None] | None = None
    note: str | None = None
    special: Mapping[int, Item] = field(default_factory=dict)
    span: int = 1


@dataclass(frozen=True)
class Table:
    """Columns placed at a cell, header first; `filter` adds the header's filter buttons."""

    row: int
    column: int
    columns: Sequence[TableColumn]
    tone: Tone = Tone.OUTPUT
    filter: bool = False

    def placed(self) -> Iterator[tuple[int, TableColumn]]:
        """The columns, each with its first column on the tab."""
        position = self.column
        for column in self.columns:
            yield position, column
            position += column.span

    @property
    def end(self) -> tuple[int, int]:
        """The last row and column."""
        rows = max((len(column.values) for column in self.columns), default=0)
        return self.row + rows, self.column + sum(column.span for column in self.columns) - 1


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of a tab, ends included, from 0; `last_row` None means down to the last row."""

    tab: str
    first_row: int
    first_column: int
    last_row: int | None
    last_column: int


@dataclass(frozen=True)
class Series:
    """One line or set of columns of a chart; `secondary` puts it on the right-hand axis."""

    title: str
    categories: Area
    values: Area
    tone: Tone
    line: bool = False
    secondary: bool = False


@dataclass(frozen=True)
class Chart:
    """A native chart placed at a cell, its size in pixels, its axes formatted by a style.

    `indent` moves it right of the cell's edge, in pixels.
    """

    row: int
    column: int
    title: str
    series: Sequence[Series]
    width: int = 480
    height: int = 260
    style: Style = Style.INTEGER
    secondary_style: Style = Style.MULTIPLE
    description: str = ""
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Sparkline:
    """A small line in a blank cell, drawn from a column of figures on one of our tabs; blanks leave a gap."""

    row: int
    column: int
    values: Area
    tone: Tone


@dataclass(frozen=True)
class Highlight:
    """Cells of an area that hold one of the words take its tone (a conditional format).

    With `begins` their text may go on after the word.
    """

    area: Area
    words: Mapping[str, Tone]
    begins: bool = False


@dataclass(frozen=True)
class Dropdown:
    """Choices offered in an area: words, or the cells of another area; `strict` refuses others."""

    area: Area
    choices: Sequence[str] | Area
    strict: bool = True
    title: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """The writer that takes a name, and the one whose claim to it is void (None: nobody had it)."""

    writer: str
    instead_of: str | None = None


@dataclass(frozen=True)
class Sheet:
    """One tab to write, whole.

    `claims` are names that one writer alone may take: where another took one first, a workbook that
    several write to refuses the whole write. `column_keys` are what columns are known by, by position,
    whatever people call them.
    `widths` are in characters by column; `column_styles` format whole columns before anything is
    typed in them; a `protected` tab refuses typing, a mistake's guard and no secret.
    """

    key: str
    title: str
    tone: Tone = Tone.OUTPUT
    blocks: Sequence[Block] = ()
    tables: Sequence[Table] = ()
    charts: Sequence[Chart] = ()
    sparklines: Sequence[Sparkline] = ()
    highlights: Sequence[Highlight] = ()
    dropdowns: Sequence[Dropdown] = ()
    widths: Mapping[int, float] = field(default_factory=dict)
    column_styles: Mapping[int, Style] = field(default_factory=dict)
    frozen_rows: int = 0
    frozen_columns: int = 0
    landscape: bool = True
    one_page: bool = False
    protected: bool = True
    gridlines: bool = False
    claims: Mapping[str, Claim] = field(default_factory=dict)
    column_keys: Mapping[int, str] = field(default_factory=dict)
