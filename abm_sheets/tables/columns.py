"""A column of cells read at once: each distinct cell goes once through its row model's field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
from pydantic import TypeAdapter, ValidationError

from abm_sheets.tables.currencies import currency_code
from abm_sheets.tables.day_order import settled
from abm_sheets.tables.numbers import LARGEST, Amount
from abm_sheets.tables.regional import Regional
from abm_sheets.tables.rows import Kind, Row, as_text, is_formula_error, may_show_error
from abm_sheets.tables.values import FIRST_DAY, LAST_DAY
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


@dataclass(frozen=True)
class Fault:
    """A cell that breaks a rule: its position under the header, from 0, and what it shows."""

    position: int
    rule: str
    value: str


@dataclass(frozen=True)
class Column:
    """A column's values by kind (text, datetime64, float or bool), blanks and unreadable cells marked.

    Of names, `distinct` holds each once and `codes` says which of them each cell is, so that they are
    looked up once. Of money, `currencies` is what each amount names its currency as typed; it is empty where
    none does.
    """

    values: npt.NDArray[Any]
    blank: Bools
    unreadable: Bools
    faults: Sequence[Fault] = ()
    codes: Codes = field(default_factory=lambda: np.empty(0, np.intp))
    distinct: npt.NDArray[Any] = field(default_factory=lambda: np.empty(0, object))
    currencies: npt.NDArray[np.object_] = field(default_factory=lambda: np.empty(0, object))

    def under(self, currency: str) -> Column:
        """The column under a header that tells a currency: that of each cell which names none."""
        if not currency:
            return self
        named = self.currencies if self.currencies.size else np.full(len(self.values), "", object)
        silent = (named == "") & ~self.blank & ~self.unreadable
        return replace(self, currencies=np.where(silent, currency, named))

    def amounts(self, owns: Sequence[str] = ()) -> list[float | str]:
        """Money as cells can hold it, each amount with the currency that it names, if not its row's own."""
        if not self.currencies.size:
            return [Amount(each).plain for each in self.values.tolist()]
        rows = zip(self.values.tolist(), self.currencies, owns or [""] * len(self.values), strict=True)
        return [
            Amount(number, "" if name and currency_code(name, own) == own else name).plain
            for number, name, own in rows
        ]


def blank_column(kind: Kind, size: int) -> Column:
    """The column of a tab that has none: all blank."""
    values = np.full(size, _BLANKS[kind], dtype=_DTYPES[kind])
    blank, unreadable = np.ones(size, bool), np.zeros(size, bool)
    return Column(values, blank, unreadable, (), np.zeros(size, np.intp), np.array([""], object))


def read_column(model: type[Row], name: str, cells: Sequence[Cell], habits: Regional) -> Column:
    """Read the cells under a header by the kind of the model's field."""
    column = Coded.of(cells).compact()
    # A column without a cell is read like one of blanks.
    distinct = _read_distinct(model, name, column.held or [""], habits)
    return _spread(distinct, column.codes.astype(np.intp))


def _read_distinct(model: type[Row], name: str, cells: Sequence[Cell], habits: Regional) -> Column:
    """Read cells that all differ, at once where all are of one kind."""
    kind, types = model.kind_of(name), set(map(type, cells))
    if type(None) in types:
        cells = ["" if cell is None else cell for cell in cells]
        return _read_distinct(model, name, cells, habits)
    if kind in (Kind.TEXT, Kind.NAME) and types <= {str}:
        return _read_texts(cells)  # type: ignore[arg-type]
    if kind in _NUMBERS and types <= {int, float}:
        return _read_numbers(cells)  # type: ignore[arg-type]
    if kind is Kind.DAY and types <= {date, datetime}:
        return _read_days(cells)  # type: ignore[arg-type]
    if kind is not Kind.FLAG and bool in types:
        cells = [as_text(cell) if isinstance(cell, bool) else cell for cell in cells]
    return _read_each(model, name, cells, settled(habits, cells) if kind is Kind.DAY else habits)


def _spread(distinct: Column, codes: Codes) -> Column:
    """The column whose distinct cells are those of another."""
    broken: dict[int, Fault] = {fault.position: fault for fault in distinct.faults}
    suspects = np.flatnonzero(np.isin(codes, list(broken))) if broken else ()
    faults = [replace(broken[int(codes[i])], position=int(i)) for i in suspects]
    return Column(
        distinct.values[codes],
        distinct.blank[codes],
        distinct.unreadable[codes],
        faults,
        codes,
        distinct.values,
        distinct.currencies[codes] if distinct.currencies.size else distinct.currencies,
    )


def _read_texts(cells: Sequence[str]) -> Column:
    """The fast path of text: nothing but strings, so nothing to convert."""
    # One search through the whole column tells whether any cell needs a second look.
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
    return Column(values, (values == "") & ~unreadable, unreadable, faults)


def _read_each(model: type[Row], name: str, distinct: Sequence[Cell], habits: Regional) -> Column:
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
    return Column(found, np.array(blank), np.array(refused), faults, currencies=currencies)


def _read_days(cells: Sequence[date]) -> Column:
    """The fast path of dates: nothing but dates, of which only the absurd are refused."""
    ordinals = np.fromiter(map(date.toordinal, cells), np.int64, len(cells))
    unreadable = (ordinals < FIRST_DAY.toordinal()) | (ordinals > LAST_DAY.toordinal())
    faults = [Fault(int(i), "invalid_date", _shown(cells[int(i)])) for i in np.flatnonzero(unreadable)]
    days = (ordinals - _EPOCH).astype("datetime64[D]").astype(_DTYPES[Kind.DAY])
    values = np.where(unreadable, np.datetime64("NaT", "s"), days)
    return Column(values, np.zeros(len(cells), bool), unreadable, faults)


def _read_numbers(cells: Sequence[float]) -> Column:
    """The fast path of numbers: nothing but numbers, of which only the absurd are refused."""
    values = np.array(cells, dtype=np.float64)
    blank, unreadable = np.isnan(values), np.abs(values) > LARGEST
    faults = [Fault(int(i), "invalid_number", as_text(cells[int(i)])) for i in np.flatnonzero(unreadable)]
    values[unreadable] = np.nan
    return Column(values, blank, unreadable, faults)


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
