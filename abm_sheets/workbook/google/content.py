"""The requests that write rows of plain values, or only what differs in them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from abm_sheets.workbook.google.ranges import corner
from abm_sheets.workbook.grid import Rows
from abm_sheets.workbook.written import Plain

Json = dict[str, Any]

_KINDS = {bool: "boolValue", int: "numberValue", float: "numberValue", str: "stringValue"}


def write_rows(tab: int, rows: Sequence[Sequence[Plain]], row: int, column: int) -> Json:
    """The request that writes rows of values, every one typed: text is never read as a formula."""
    data = [{"values": [entered(value) for value in values]} for values in rows]
    return {"updateCells": {"start": corner(tab, row, column), "rows": data, "fields": "userEnteredValue"}}


def entered(value: Plain) -> Json:
    """A value as a cell's typed content, nothing where there is none."""
    return {} if value is None else {"userEnteredValue": {_KINDS[type(value)]: value}}


def differences(tab: int, wanted: Rows, there: Sequence[Sequence[Any]]) -> list[Json]:
    """The requests that write only what differs; `there` is the tab as read, by columns."""
    spans = [(row, _span(row, values, there)) for row, values in enumerate(wanted)]
    changed = [(row, span) for row, span in spans if span is not None]
    # Consecutive rows that differ go together.
    runs = groupby(enumerate(changed), key=lambda numbered: numbered[1][0] - numbered[0])
    return [_write_run(tab, wanted, [each for _, each in run]) for _, run in runs]


def _span(row: int, values: Sequence[Plain], there: Sequence[Sequence[Any]]) -> tuple[int, int] | None:
    """The first and last column in which a row differs, None where it does not."""
    found = [column for column, value in enumerate(values) if not _same(value, _at(there, row, column))]
    return (found[0], found[-1]) if found else None


def _at(there: Sequence[Sequence[Any]], row: int, column: int) -> Any:
    if column >= len(there) or row >= len(there[column]):
        return None
    return there[column][row]


def _same(wanted: Plain, found: Any) -> bool:
    """Whether a cell holds a value already; a blank is read as an empty text, and True is no 1."""
    if wanted is None:
        return found is None or found == ""
    return bool(wanted == found) and isinstance(wanted, bool) == isinstance(found, bool)


def _write_run(tab: int, wanted: Rows, run: Sequence[tuple[int, tuple[int, int]]]) -> Json:
    first = min(span[0] for _, span in run)
    last = max(span[1] for _, span in run)
    rows = [wanted[row][first : last + 1] for row, _ in run]
    return write_rows(tab, rows, run[0][0], first)
