"""A column of cells read at once: each distinct cell goes once through its row model's field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache, cached_property
from operator import is_not
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from pydantic import TypeAdapter, ValidationError

from abm_sheets.tables.currencies import currency_code
from abm_sheets.tables.numbers import LARGEST, Amount
from abm_sheets.tables.regional import Regional
from abm_sheets.tables.rows import Kind, Row, as_text, is_formula_error, may_show_error
from abm_sheets.tables.values import FIRST_DAY, LAST_DAY, settled
from abm_sheets.workbook.coded import Coded
from abm_sheets.workbook.interface import Cell

Bools = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.intp]

_DTYPES = {
    Kind.TEXT: "object",
    Kind.NAME: "object",
    Kind.DAY: "datetime64[s]",
    Kind.NUMBER: "float64",
    Kind.MONEY: "float64",
    Kind.FLAG: "bool",
}
_BLANKS: dict[Kind, Any] = {
    Kind.TEXT: "",
    Kind.NAME: "",
    Kind.DAY: None,
    Kind.NUMBER: np.nan,
    Kind.MONEY: np.nan,
    Kind.FLAG: False,
}
_EPOCH = date(1970, 1, 1).toordinal()
_READ_AS_TEXT = {Kind.DAY: "text_date", Kind.NUMBER: "text_number", Kind.MONEY: "text_number"}
_NUMBERS = (Kind.NUMBER, Kind.MONEY)
_TEXTS = (Kind.TEXT, Kind.NAME)


@dataclass(frozen=True)
class Fault:
    """A cell that breaks a rule: its position under the header, from 0, and what it shows."""

    position: int
    rule: str
    value: str


@dataclass(frozen=True)
class Column:
    """A column's values by kind (text, datetime64, float or bool), blanks and unreadable cells marked.

    `distinct` holds each value once and `codes` says which of them each cell has, so that names are looked
    up once; of texts, equal ones have one code. Of money, `currencies` is what each amount names its
    currency as typed; it is empty where none does.
    """

    distinct: npt.NDArray[Any]
    codes: Codes
    blank: Bools
    unreadable: Bools
    faults: Sequence[Fault] = ()
    currencies: npt.NDArray[np.object_] = field(default_factory=lambda: np.empty(0, object))

    @cached_property
    def values(self) -> npt.NDArray[Any]:
        """The value of each cell."""
        return self.distinct[self.codes]

    def where(self, rows: Bools) -> npt.NDArray[Any]:
        """The values of some cells."""
        return self.distinct[self.codes[rows]]

    def under(self, currency: str, height: int) -> Column:
        """The column, so many first rows of which have a header that names the currency of silent cells."""
        if not currency:
            return self
        named = self.currencies if self.currencies.size else np.full(len(self.codes), "", object)
        silent = (named == "") & ~self.blank & ~self.unreadable & (np.arange(len(self.codes)) < height)
        return replace(self, currencies=np.where(silent, currency, named))

    def completed(self, into: Codes, by: Codes) -> Column:
        """The column in which some blank cells hold what others of it do."""
        blank = self.blank[into] & ~self.blank[by]
        into, by = into[blank], by[blank]
        if not into.size:
            return self
        whole = {name: getattr(self, name).copy() for name in ("codes", "blank", "unreadable")}
        for each in whole.values():
            each[into] = each[by]
        currencies = self.currencies.copy()
        if currencies.size:
            currencies[into] = currencies[by]
        return replace(self, **whole, currencies=currencies)

    def amounts(self, owns: Sequence[str] = ()) -> list[float | str]:
        """Money as cells can hold it, each amount with the currency that it names, if not its row's own."""
        if not self.currencies.size:
            return [Amount(each).plain for each in self.values.tolist()]
        rows = zip(self.values.tolist(), self.currencies, owns or [""] * len(self.values), strict=True)
        return [
            Amount(number, "" if name and currency_code(name, own) == own else name).plain
            for number, name, own in rows
        ]


class _Read(NamedTuple):
    """What some distinct cells hold, as a column does; faults are by their places among them."""

    values: npt.NDArray[Any]
    blank: Bools
    unreadable: Bools
    faults: Sequence[Fault] = ()
    currencies: npt.NDArray[np.object_] = np.empty(0, object)


def blank_column(kind: Kind, size: int) -> Column:
    """The column of a tab that has none: all blank."""
    nothing = np.array([_BLANKS[kind]], dtype=_DTYPES[kind])
    return Column(nothing, np.zeros(size, np.intp), np.ones(size, bool), np.zeros(size, bool))


def read_column(model: type[Row], name: str, cells: Sequence[Cell], habits: Regional) -> Column:
    """Read the cells under a header by the kind of the model's field."""
    column = Coded.of(cells).compact()
    # A column without a cell is read like one of blanks.
    distinct = column.held or [""]
    read, codes = _read_distinct(model, name, distinct, habits), column.codes.astype(np.intp)
    values, shown = read.values, codes
    if model.kind_of(name) in _TEXTS and any(map(is_not, values, distinct)):
        # Cells that differ by what nobody sees hold the same text.
        once = Coded.of(values.tolist())
        values, shown = np.array(once.held, object), once.codes[codes].astype(np.intp)
    return Column(
        values,
        shown,
        read.blank[codes],
        read.unreadable[codes],
        list(_spread(read.faults, codes)),
        read.currencies[codes] if read.currencies.size else read.currencies,
    )


def _spread(faults: Sequence[Fault], codes: Codes) -> Iterator[Fault]:
    """The faults of distinct cells, wherever these stand."""
    broken = {fault.position: fault for fault in faults}
    suspects = np.flatnonzero(np.isin(codes, list(broken))) if broken else ()
    return (replace(broken[int(codes[at])], position=int(at)) for at in suspects)


def _read_distinct(model: type[Row], name: str, cells: Sequence[Cell], habits: Regional) -> _Read:
    """Read cells that all differ, at once where all are of one kind."""
    kind, types = model.kind_of(name), set(map(type, cells))
    if type(None) in types:
        cells = ["" if cell is None else cell for cell in cells]
        return _read_distinct(model, name, cells, habits)
    if kind in _TEXTS and types <= {str}:
        return _read_texts(cells)  # type: ignore[arg-type]
    if kind in _NUMBERS and types <= {int, float}:
        return _read_numbers(cells)  # type: ignore[arg-type]
    if kind is Kind.DAY and types <= {date, datetime}:
        return _read_days(cells)  # type: ignore[arg-type]
    if kind is not Kind.FLAG and bool in types:
        cells = [as_text(cell) if isinstance(cell, bool) else cell for cell in cells]
    return _read_each(model, name, cells, settled(habits, cells) if kind is Kind.DAY else habits)


def _read_texts(cells: Sequence[str]) -> _Read:
    """The fast path of text: nothing but strings, so nothing to convert."""
    # One search through the whole column shows whether any cell needs a second look.
    everything = " ".join(cells)
    plain = everything.isascii() or everything.isprintable()
    values = np.empty(len(cells), dtype=object)
    values[:] = list(map(str.strip if plain else as_text, cells))
    suspect = may_show_error(everything)
    errors = [i for i, text in enumerate(values) if is_formula_error(text)] if suspect else []
    faults = [Fault(i, "formula_error", values[i]) for i in errors]
    unreadable = np.zeros(len(cells), bool)
    unreadable[errors] = True
    values[errors] = ""
    return _Read(values, (values == "") & ~unreadable, unreadable, faults)


def _read_each(model: type[Row], name: str, distinct: Sequence[Cell], habits: Regional) -> _Read:
    """Each cell through its row model's field."""
    kind = model.kind_of(name)
    read = [_read_cell(model, name, cell, habits) for cell in distinct]
    values, blank, refused, rules = zip(*read, strict=True)
    faults = [Fault(i, rule, _shown(distinct[i])) for i, rule in enumerate(rules) if rule]
    currencies = np.empty(0, object)
    if kind is Kind.MONEY:
        amounts = [value if isinstance(value, Amount) else Amount(value) for value in values]
        values, named = zip(*amounts, strict=True)
        currencies = np.array(named, dtype=object) if any(named) else currencies
    found = np.array(values, dtype=_DTYPES[kind])
    return _Read(found, np.array(blank), np.array(refused), faults, currencies=currencies)


def _read_days(cells: Sequence[date]) -> _Read:
    """The fast path of dates: nothing but dates, of which only the absurd are refused."""
    ordinals = np.fromiter(map(date.toordinal, cells), np.int64, len(cells))
    unreadable = (ordinals < FIRST_DAY.toordinal()) | (ordinals > LAST_DAY.toordinal())
    faults = [Fault(int(i), "invalid_date", _shown(cells[int(i)])) for i in np.flatnonzero(unreadable)]
    days = (ordinals - _EPOCH).astype("datetime64[D]").astype(_DTYPES[Kind.DAY])
    values = np.where(unreadable, np.datetime64("NaT", "s"), days)
    return _Read(values, np.zeros(len(cells), bool), unreadable, faults)


def _read_numbers(cells: Sequence[float]) -> _Read:
    """The fast path of numbers: nothing but numbers, of which only the absurd are refused."""
    values = np.array(cells, dtype=np.float64)
    blank, unreadable = np.isnan(values), np.abs(values) > LARGEST
    faults = [Fault(int(i), "invalid_number", as_text(cells[int(i)])) for i in np.flatnonzero(unreadable)]
    values[unreadable] = np.nan
    return _Read(values, blank, unreadable, faults)


def _read_cell(
    model: type[Row], name: str, cell: Cell, habits: Regional
) -> tuple[Any, bool, bool, str | None]:
    """One distinct cell through its field: value, blank, refused, and the rule it breaks."""
    kind = model.kind_of(name)
    if cell != cell or (isinstance(cell, str) and not cell.strip()):  # noqa: PLR0124 (NaN)
        return _BLANKS[kind], True, False, None
    try:
        value = _field(model, name).validate_python(cell, context=habits)
    except ValidationError as error:
        return _BLANKS[kind], False, True, error.errors()[0]["type"]
    return value, False, False, _READ_AS_TEXT.get(kind) if isinstance(cell, str) else None


@cache
def _field(model: type[Row], name: str) -> TypeAdapter[Any]:
    return TypeAdapter(model.model_fields[name].rebuild_annotation())


def _shown(cell: Cell) -> str:
    return as_text(cell) if not isinstance(cell, date | datetime) else cell.isoformat()
