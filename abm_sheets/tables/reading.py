"""One reading of a workbook: where the tabs are, how the locale writes, and the issues met on the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from abm_sheets.issues import RULES, Issue
from abm_sheets.language import Catalogue
from abm_sheets.tables.columns import Bools, Column, blank_column, read_column
from abm_sheets.tables.locate import Located
from abm_sheets.tables.merging import Difference, Likeness, merge
from abm_sheets.tables.regional import Regional
from abm_sheets.tables.rows import Kind, Row, as_text
from abm_sheets.tables.sources import origin_name, origin_of

Mask = npt.NDArray[np.bool_]
Positions = npt.NDArray[np.intp]
Keys = Sequence[Any] | npt.NDArray[Any]


@dataclass
class Reading:
    """What reading any tab needs; `issues` grows as tabs are read."""

    words: Catalogue
    habits: Regional
    today: date
    located: Mapping[str, Located]
    issues: list[Issue] = field(default_factory=list)
    left_out: dict[str, pd.DataFrame] = field(default_factory=dict)
    apart: dict[str, int] = field(default_factory=dict)

    def note(
        self,
        rule: str,
        at: tuple[str, int | None, str | None],
        value: str | None = None,
        sentence: str | None = None,
        **details: Any,
    ) -> None:
        """Note an issue at (tab, row, column); `details` fill its sentence, the rule's own by default."""
        message = self.words.text(f"issues.{sentence or rule}", value=value, **self._examples(), **details)
        tab, row, column = at
        self.issues.append(
            Issue.model_construct(
                rule=rule, severity=RULES[rule], tab=tab, row=row, column=column, value=value, message=message
            )
        )

    def _examples(self) -> Mapping[str, Any]:
        """A number and a day typed as this locale reads them."""
        day = "2026-03-15" if self.habits.month_first else "15/03/2026"
        return {"number": f"1234{self.habits.decimal}50", "day": day}

    def rows(self, model: type[Row], like: Likeness | None = None) -> Rows | None:
        """Read a tab by its row model, then its mirrors; None where the tab or a required column is missing.

        Rows of mirrors that are `like` rows before them fill what is blank there, and are no rows by
        themselves.
        """
        located = self.located.get(model.tab)
        if located is None or located.header.missing:
            return None
        for position, aside in sorted(located.aside.items()):
            if aside.rule:
                at = (located.key, located.first_row + position, aside.column)
                self.note(aside.rule, at, aside.value, aside.sentence)
        columns = self._columns(model, located)
        if like is None or not located.mirrors:
            rows = Rows(model, located, columns)
        else:
            merged = merge(columns, located, like)
            rows = Rows(model, located, merged.columns, merged.spoken)
            self._note_differences(rows, merged.differences)
        self._note_faults(rows)
        return rows

    def _note_differences(self, rows: Rows, differences: Iterable[Difference]) -> None:
        for name, position, other in differences:
            key, _ = rows.place(other)
            said = {"origin": origin_name(origin_of(key), self.words), "other": rows.shown(name, other)}
            self.note_cell("differs_from_source", rows, name, position, **said)

    def _columns(self, model: type[Row], located: Located) -> dict[str, Column]:
        currencies = located.header.currencies
        return {
            name: read_column(model, name, located.joined(name), self.habits).under(
                currencies.get(name, ""), located.height
            )
            if located.holds(name)
            else blank_column(model.kind_of(name), located.total)
            for name in model.model_fields
        }

    def _note_faults(self, rows: Rows) -> None:
        for name, column in rows.columns.items():
            for fault in column.faults:
                if not rows.spoken[fault.position]:
                    at = (*rows.place(fault.position), name)
                    self.note(fault.rule, at, fault.value, rows.model.advice.get((fault.rule, name)))
        for name in rows.model.required_columns():
            for position in np.flatnonzero(rows.filled & rows.columns[name].blank):
                self.note_cell("missing_value", rows, name, int(position))

    def note_cell(self, rule: str, rows: Rows, name: str, position: int, **details: Any) -> None:
        """Note an issue about a cell that was read."""
        details.setdefault("header", self.words.header(rows.model.tab, name))
        self.note(rule, (*rows.place(position), name), rows.shown(name, position), **details)

    def note_cells(self, rule: str, rows: Rows, name: str, where: Mask, **details: Any) -> None:
        """Note the same issue about every cell of a column where a mask holds."""
        for position in np.flatnonzero(where & rows.filled):
            self.note_cell(rule, rows, name, int(position), **details)

    def leave_repeats_out(
        self, rule: str, rows: Rows, positions: Positions, keys: Keys, columns: Sequence[str]
    ) -> None:
        """Of the rows at some positions that have the same key, keep the first and note the others.

        The issue is about the first of `columns` that is not blank on the row.
        """
        repeated, firsts = first_of_each(keys)
        for at, first in zip(positions[repeated], positions[firsts[repeated]], strict=True):
            column = next(name for name in columns if not rows.columns[name].blank[at])
            self.note_cell(rule, rows, column, int(at), first=rows.row(int(first)))
        rows.kept[positions[repeated]] = False
        rows.repeated[positions[repeated]] = positions[firsts[repeated]] + rows.located.first_row

    def set_aside(self, rows: Rows, **more: npt.NDArray[Any]) -> None:
        """Keep the rows of a tab that do not count, once it is known which, to say why."""
        self.left_out[rows.model.tab] = rows.left_out(**more)

    def set_apart(self, rows: Rows, where: Mask) -> None:
        """Let records of mirrors be no rows: counted, and no issue, for systems hold much else."""
        for position in np.flatnonzero(rows.set_apart(where)).tolist():
            key, _ = rows.place(position)
            self.apart[key] = self.apart.get(key, 0) + 1

    def note_future(self, rows: Rows, name: str, where: Mask | None = None) -> None:
        """Note the dates later than the day of the run."""
        late = rows.values(name) > np.datetime64(self.today)
        self.note_cells("future_date", rows, name, late if where is None else late & where)


class Rows:
    """A tab's columns as read: which rows hold something, and which count.

    The rows of its mirrors come after its own, and their numbers go on from its last; `spoken` are those
    that only speak of another.
    """

    def __init__(
        self, model: type[Row], located: Located, columns: Mapping[str, Column], spoken: Bools | None = None
    ) -> None:
        """Mark blank rows (flags aside: a column of unticked boxes is no row) and rows left out."""
        self.model = model
        self.located = located
        self.columns = columns
        typed = [~column.blank for name, column in columns.items() if model.kind_of(name) is not Kind.FLAG]
        self.filled: Bools = np.logical_or.reduce(typed)
        self.spoken: Bools = np.zeros(len(self.filled), bool) if spoken is None else spoken
        self.filled &= ~self.spoken
        lacking = [columns[name].blank | columns[name].unreadable for name in model.required_columns()]
        self.kept: Bools = self.filled & ~np.logical_or.reduce([~self.filled, *lacking])
        self.repeated = np.zeros(len(self.kept), np.int64)

    def values(self, name: str) -> npt.NDArray[Any]:
        """A column's values, one per row under the header."""
        return self.columns[name].values  # noqa: PD011 (a Column's own)

    def row(self, position: int) -> int:
        """A row's number as people see it; those of mirrors go on from there (see `place`)."""
        return self.located.first_row + position

    def place(self, position: int) -> tuple[str, int]:
        """The tab in which a row stands, by its key, and the row's number there."""
        return self.located.place(position)

    def set_apart(self, where: Mask) -> Mask:
        """Let rows of mirrors be no rows at all, without an issue; give those that were."""
        apart = where & self.filled
        apart[: self.located.height] = False
        self.filled &= ~apart
        self.kept &= ~apart
        return apart

    def own_ids(self) -> npt.NDArray[np.object_]:
        """The id of each row; that of a record of another system is of that system alone."""
        ids: npt.NDArray[np.object_] = self.values("id").copy()
        for mirror, first, last in self.located.spans:
            ids[first:last] = [text and f"{mirror.key} {text}" for text in ids[first:last]]
        return ids

    def shown(self, name: str, position: int) -> str | None:
        """What a cell holds, for an issue."""
        if self.columns[name].blank[position]:
            return None
        if self.columns[name].currencies.size:
            return as_text(self.located.cell(name, position))
        value = self.values(name)[position]
        return str(value)[:10] if isinstance(value, np.datetime64) else as_text(value)

    def frame(self, names: Iterable[str] | None = None, **more: npt.NDArray[Any]) -> pd.DataFrame:
        """The rows that count as a frame: `row`, the named columns (all by default) and `more`."""
        return self._frame(self.kept, list(self.columns) if names is None else names, more)

    def left_out(self, **more: npt.NDArray[Any]) -> pd.DataFrame:
        """The rows that do not count: `row`, columns as read, `repeated` (the row of the first), `more`."""
        return self._frame(self.filled & ~self.kept, self.columns, {"repeated": self.repeated, **more})

    def _frame(self, where: Mask, names: Iterable[str], more: Mapping[str, npt.NDArray[Any]]) -> pd.DataFrame:
        frame = {"row": np.flatnonzero(where) + self.located.first_row}
        for name in (*names, *more):
            frame[name] = more[name][where] if name in more else self.columns[name].where(where)
        return build_frame(frame)


def build_frame(columns: Mapping[str, npt.NDArray[Any]]) -> pd.DataFrame:
    """A frame of columns as they are: texts stay objects instead of being copied to another type."""
    return pd.DataFrame(
        {
            name: pd.Series(values, dtype=object if values.dtype == object else None)
            for name, values in columns.items()
        },
        copy=False,
    )


def first_of_each(keys: Keys) -> tuple[Mask, npt.NDArray[np.intp]]:
    """For each key, whether it is a repeat, and the position of its first occurrence."""
    codes, distinct = pd.factorize(np.asarray(keys))
    firsts = np.empty(len(distinct), np.intp)
    # Of several rows with a key the last one set stays, which is the first.
    firsts[codes[::-1]] = np.arange(len(codes))[::-1]
    return firsts[codes] != np.arange(len(codes)), firsts[codes]
