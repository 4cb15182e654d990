"""A column of cells read at once: each distinct cell goes once through its row model's field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from pydantic import TypeAdapter, ValidationError

from abm_sheets.tables.regional import Regional
from abm_sheets.tables.rows import Kind, Row, as_text, is_formula_error
from abm_sheets.tables.values import LARGEST
from abm_sheets.workbook.interface import Cell

Bools = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.intp]

_DTYPES = {
    Kind.TEXT: "object",
    Kind.NAME: "object",
    Kind.DAY: "datetime64[s]",
    Kind.NUMBER: "float64",
    Kind.FLAG: "bool",
}
_BLANKS: dict[Kind, Any] = {
    Kind.TEXT: "",
    Kind.NAME: "",
    Kind.DAY: None,
    Kind.NUMBER: np.nan,
    Kind.FLAG: False,
}
_TEXT_TYPES = {str, type(None)}
_READ_AS_TEXT = {Kind.DAY: "text_date", Kind.NUMBER: "text_number"}


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
    looked up once.
    """

    values: npt.NDArray[Any]
    blank: Bools
    unreadable: Bools
    faults: Sequence[Fault] = ()
    codes: Codes = field(default_factory=lambda: np.empty(0, np.intp))
    distinct: npt.NDArray[Any] = field(default_factory=lambda: np.empty(0, object))


def blank_column(kind: Kind, size: int) -> Column:
    """The column of a tab that has none: all blank."""
    values = np.full(size, _BLANKS[kind], dtype=_DTYPES[kind])
    blank, unreadable = np.ones(size, bool), np.zeros(size, bool)
    return Column(values, blank, unreadable, (), np.zeros(size, np.intp), np.array([""], object))


def read_column(model: type[Row], name: str, cells: Sequence[Cell], habits: Regional) -> Column:
    """Read the cells under a header by the kind of the model's field."""
    kind = model.kind_of(name)
    types = set(map(type, cells))
    if kind is Kind.NUMBER and types <= {int, float}:
        return _read_numbers(cells)  # type: ignore[arg-type]
    if kind is not Kind.FLAG and bool in types:
        # True equals 1 and would be taken for it among distinct cells.
        cells = [as_text(cell) if isinstance(cell, bool) else cell for cell in cells]
    if kind is Kind.TEXT and types <= _TEXT_TYPES:
        return _read_texts(cells)  # type: ignore[arg-type]
    codes, distinct = _factorize(cells)
    if kind is Kind.NAME and types <= _TEXT_TYPES:
        return _spread(_read_texts(distinct), codes)  # type: ignore[arg-type]
    return _spread(_read_each(model, name, distinct, habits), codes)


def _spread(distinct: Column, codes: Codes) -> Column:
    """The column whose distinct cells are those of another."""
    broken: dict[int, Fault] = {fault.position: fault for fault in distinct.faults}
    suspects = np.flatnonzero(np.isin(codes, list(broken))) if broken else ()
    faults = [replace(broken[int(codes[i])], position=int(i)) for i in suspects]
    return Column(
        distinct.values[codes],  # noqa: PD011 (a Column's own)
        distinct.blank[codes],
        distinct.unreadable[codes],
        faults,
        codes,
        distinct.values,
    )


def _read_texts(cells: Sequence[str | None]) -> Column:
    """The fast path of text: nothing but strings, so nothing to convert."""
    texts = [cell or "" for cell in cells] if None in cells else cells
    # One search through the whole column tells whether any cell needs a second look.
    everything = "\x1f".join(texts)  # type: ignore[arg-type]
    spaced = "\u00a0" in everything or "\u202f" in everything
    values = np.empty(len(cells), dtype=object)
    values[:] = list(map(as_text if spaced else str.strip, texts))  # type: ignore[arg-type]
    errors = [i for i, text in enumerate(values) if is_formula_error(text)] if "#" in everything else []
    faults = [Fault(i, "formula_error", values[i]) for i in errors]
    unreadable = np.zeros(len(cells), bool)
    unreadable[errors] = True
    values[errors] = ""
    return Column(values, (values == "") & ~unreadable, unreadable, faults)


def _read_each(model: type[Row], name: str, distinct: Sequence[Cell], habits: Regional) -> Column:
    """Each cell through its row model's field."""
    read = [_read_cell(model, name, cell, habits) for cell in distinct]
    values, blank, refused, rules = zip(*read, strict=True)
    faults = [Fault(i, rule, _shown(distinct[i])) for i, rule in enumerate(rules) if rule]
    dtype = _DTYPES[model.kind_of(name)]
    return Column(np.array(values, dtype=dtype), np.array(blank), np.array(refused), faults)


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
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return _BLANKS[kind], True, False, None
    try:
        value = _field(model, name).validate_python(cell, context=habits)
    except ValidationError as error:
        return _BLANKS[kind], False, True, error.errors()[0]["type"]
    return value, False, False, _READ_AS_TEXT.get(kind) if isinstance(cell, str) else None


@cache
def _field(model: type[Row], name: str) -> TypeAdapter[Any]:
    return TypeAdapter(model.model_fields[name].rebuild_annotation())


def _factorize(cells: Sequence[Cell]) -> tuple[Codes, list[Cell]]:
    """Codes of the cells and the distinct cells; blanks come last, as None."""
    array = np.empty(len(cells), dtype=object)
    array[:] = cells
    codes, distinct = pd.factorize(array)
    return codes, [*map(_native, distinct), None]


def _native(cell: Any) -> Cell:
    """The cell itself: pandas may have wrapped a date on its way."""
    return cell.to_pydatetime() if isinstance(cell, pd.Timestamp) else cell


def _shown(cell: Cell) -> str:
    return as_text(cell) if not isinstance(cell, date | datetime) else cell.isoformat()
