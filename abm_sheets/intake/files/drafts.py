"""The rows of a file on their way to records, and the habits of writing that their cells show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from abm_sheets.intake import EVERY_MODEL, LONGEST_TEXT
from abm_sheets.intake.files.cleaning import (
    POINT,
    Cleaner,
    Decimals,
    Order,
    clean,
    day_cleaner,
    number_cleaner,
    recognise_decimals,
    recognise_order,
)
from abm_sheets.intake.files.grid import Body, cell_at, is_blank
from abm_sheets.intake.files.proposal import Proposal
from abm_sheets.intake.files.records import Aside, Noted, Rejected
from abm_sheets.tables.columns import Column, read_column
from abm_sheets.tables.regional import Regional, regional, spoken
from abm_sheets.tables.rows import Kind, Row, as_text
from abm_sheets.workbook.interface import Cell
from abm_sheets.workbook.sheet import Value, column_letters

Values = Sequence[Value]
"""A column of values, None where it is blank, one for each row of data."""

_CLEANED = Regional(decimal=".", month_first=False)
"""By which no cell is read: those that depend on it are cleaned before."""

_QUOTED = 100
"""Characters of a cell that a remark quotes."""

_MORE_THAN_ZERO = re.compile(r"[1-9]")
_NUMBERS = (Kind.NUMBER, Kind.MONEY)
_OTHER_DAYS = ("start", "end")


class Draft:
    """The rows of data, what is refused of them (by position, from 0), and what is noted."""

    def __init__(self, proposal: Proposal, body: Body) -> None:
        """Take the rows of a file, of which those that are no rows are refused at once."""
        self.proposal = proposal
        self.body = body
        self.rejected: dict[int, Rejected] = {}
        self.noted: list[Noted] = []
        for position, row in enumerate(body.rows):
            if reason := self._disorder(row):
                self.refuse(position, reason)

    def __len__(self) -> int:
        """How many rows of data there are."""
        return len(self.body.rows)

    def kept(self) -> Iterator[int]:
        """The positions of the rows that are not refused, for now."""
        return (position for position in range(len(self)) if position not in self.rejected)

    def has(self, field: str) -> bool:
        """Whether the file has a header for a field, or people say what fills it."""
        return field in self.proposal.columns.positions or field in self.proposal.constants

    def header(self, field: str) -> str:
        """The file's most particular header for a field."""
        positions = self.proposal.columns.positions.get(field)
        return self.proposal.heading.label(positions[0]) if positions else ""

    def cells(self, field: str) -> Sequence[Cell]:
        """The cells of a field; where it has several headers, on each row the first that is not blank."""
        columns = self.columns(field)
        if len(columns) == 1:
            return columns[0]
        return [next((cell for cell in row if not is_blank(cell)), "") for row in zip(*columns, strict=True)]

    def columns(self, field: str) -> Sequence[Sequence[Cell]]:
        """The cells under each header of a field, then what people say fills it."""
        positions = self.proposal.columns.positions.get(field, ())
        under: list[Sequence[Cell]] = [[cell_at(row, at) for row in self.body.rows] for at in positions]
        under = _without_zeros(under) if field == "amount" and len(under) > 1 else under
        constant = self.proposal.constants.get(field)
        return under if constant is None else [*under, [constant] * len(self)]

    def asides(self) -> Iterator[Aside]:
        """The columns of no use; one that has neither header nor values is none."""
        for at in self.proposal.columns.aside:
            texts = [text for row in self.body.rows if (text := as_text(cell_at(row, at)))]
            if texts or self.proposal.heading.headers[at]:
                example = next(iter(texts), "")[:_QUOTED]
                yield Aside(self.proposal.heading.headers[at], column_letters(at), len(texts), example)

    def all_cells(self) -> Iterator[Cell]:
        """Every cell of the file, and what its lines above the header say."""
        yield from chain.from_iterable(self.body.rows)
        yield from (part for line in self.body.above for part in line.text.split(", "))

    def clean(self, field: str, cells: Sequence[Cell], cleaner: Cleaner) -> Sequence[Cell]:
        """Clean the cells of a field, and refuse the rows of those that cannot be."""
        cleaned = clean(cells, cleaner)
        for position, rule in cleaned.refused.items():
            self.refuse(position, rule, field, cells[position])
        return cleaned.cells

    def read(self, model: type[Row], column: str, cells: Sequence[Cell], field: str) -> Column:
        """Read clean cells by a column of a row model; `field` is where they are from, for refusals."""
        read = read_column(model, column, cells, _CLEANED)
        for fault in (each for each in read.faults if read.unreadable[each.position]):
            self.refuse(fault.position, fault.rule, field, fault.value)
        if model.kind_of(column) in {Kind.TEXT, Kind.NAME} and max(map(len, read.values)) > LONGEST_TEXT:
            for position, text in enumerate(read.values):
                if len(text) > LONGEST_TEXT:
                    self.refuse(position, "text_too_long", field)
        return read

    def refuse(
        self, position: int, reason: str, field: str = "", value: Cell = "", first: int | None = None
    ) -> None:
        """Give a row up, for the first reason that is found."""
        if position not in self.rejected:
            number, quoted = self.body.numbers[position], as_text(value)[:_QUOTED]
            self.rejected[position] = Rejected(number, reason, self.header(field), quoted, first)

    def note(
        self, position: int, reason: str, field: str = "", value: str = "", first: int | None = None
    ) -> None:
        """Say that something of a row is left out."""
        number = self.body.numbers[position]
        self.noted.append(Noted(number, reason, self.header(field), value[:_QUOTED], first))

    def _disorder(self, row: Sequence[Cell]) -> str | None:
        """What makes a row no row at all."""
        headers = self.proposal.heading.headers
        if any(not is_blank(cell) for cell in row[len(headers) :]):
            return "too_many_cells"
        if len(row) < len(headers) and any(isinstance(cell, str) and "\n" in cell for cell in row):
            return "broken_quotes"
        if as_text(row[0]) != headers[0]:
            return None
        return "repeated_header" if [as_text(cell) for cell in row] == list(headers) else None


def _without_zeros(columns: list[Sequence[Cell]]) -> list[Sequence[Cell]]:
    """Amounts without the zeros of columns that are not filled yet, where another column has an amount."""
    kept: list[Sequence[Cell]] = []
    for row in zip(*columns, strict=True):
        more = [cell if _MORE_THAN_ZERO.search(as_text(cell)) else None for cell in row]
        kept.append(more if any(cell is not None for cell in more) else row)
    return [list(column) for column in zip(*kept, strict=True)] if kept else columns


def plain(column: Column, kind: Kind) -> Values:
    """A column's values, None where they are blank or unreadable."""
    nothing = (column.blank | column.unreadable).tolist()
    return [None if none else value for none, value in zip(nothing, _listed(column, kind), strict=True)]


def _listed(column: Column, kind: Kind) -> Sequence[Any]:
    values = column.values
    if kind is Kind.DAY:
        return list(values.astype("datetime64[D]").tolist())
    if kind is Kind.MONEY:
        return column.amounts()
    if kind is Kind.NUMBER:
        return [int(number) if number.is_integer() else number for number in values.tolist()]
    return list(values.tolist())


@dataclass(frozen=True)
class Habits:
    """A file's decimal sign, the order of its dates, and the language that decides where they do not."""

    decimals: Decimals
    order: Order
    language: str

    def cleaner(self, kind: Kind) -> Cleaner | None:
        """What reads the cells of a kind, None for those that are texts or answers."""
        if kind is Kind.DAY:
            return day_cleaner(self.order, self.language)
        return self.numbers if kind in _NUMBERS else None

    @property
    def numbers(self) -> Cleaner:
        """What reads numbers."""
        return number_cleaner(self.decimals, self.language)

    @property
    def decimal(self) -> str | None:
        """The decimal sign, None where no number depends on it."""
        return self.decimals.sign or ("." if "decimal" in self.doubts else None)

    @property
    def month_first(self) -> bool | None:
        """Whether months come before days, None where no date depends on it, or some say so and some not."""
        return spoken(self.language).month_first if self.order.doubtful else self.order.month_first

    @property
    def doubts(self) -> Sequence[str]:
        """What the file does not show, so that people should look."""
        found = {
            # Where the decimal sign is a comma such numbers are refused, which says enough.
            "decimal": self.decimals.doubtful and spoken(self.language).decimal == POINT,
            "date_order": self.order.doubtful,
            "mixed_dates": self.order.mixed,
        }
        return [doubt for doubt, is_so in found.items() if is_so]


def recognise_habits(draft: Draft, locale: str | None) -> Habits:
    """Find how a file writes; `locale` is what people say of what nothing in the file shows."""
    decimals = recognise_decimals(_cells(draft, *_NUMBERS))
    order = recognise_order(_cells(draft, Kind.DAY), draft.all_cells())
    if locale is not None:
        said = regional(locale)
        decimals = Decimals(decimals.sign or said.decimal)
        order = Order(said.month_first) if order.doubtful else order
    return Habits(decimals, order, draft.proposal.language)


def _cells(draft: Draft, *kinds: Kind) -> Iterator[Cell]:
    model = EVERY_MODEL[draft.proposal.source.tab]
    fields = [column for column in model.model_fields if model.kind_of(column) in kinds]
    for field in (*fields, *(_OTHER_DAYS if Kind.DAY in kinds else ())):
        if draft.has(field):
            yield from draft.cells(field)
