"""What an output tab holds, table by table, as plain values under stable names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from abm_sheets.language.folding import squeeze
from abm_sheets.outputs.files.csv_file import Plain
from abm_sheets.outputs.files.sections import Captioned
from abm_sheets.outputs.files.table.asked import laid_out
from abm_sheets.outputs.files.table.exact import exact_tables
from abm_sheets.outputs.files.table.schemas import Schema, schema_of
from abm_sheets.story.view import View
from abm_sheets.tables.rows import EPOCH
from abm_sheets.workbook.contents import LONGEST_TEXT, plain
from abm_sheets.workbook.sheet import Style, TableColumn, Value

_LARGEST = 2**53
"""Whole numbers above this are approximate."""


@dataclass(frozen=True)
class ShownTable:
    """A table: its stable name and its columns', its caption, its headers in words, and its rows."""

    name: str
    caption: str
    columns: Sequence[str]
    headers: Sequence[str]
    rows: Sequence[Sequence[Plain]]


def shown_tables(view: View, tab: str) -> list[ShownTable]:
    """The tables of an output tab, by its key, in order; an export freezes and notes nothing.

    Raises:
        NoUsableTabError: neither interactions nor opportunities can be read.

    """
    return [_shown(tab, each) for each in exact_tables(view, laid_out(view, tab))]


def _shown(tab: str, found: Captioned) -> ShownTable:
    schema, columns = schema_of(tab, found), found.table.columns
    values = [[plain_value(value, column.style) for value in column.values] for column in columns]
    return ShownTable(
        schema.table,
        found.caption,
        list(_names(schema, columns)),
        [column.header for column in columns],
        list(zip(*values, strict=True)),
    )


def _names(schema: Schema, columns: Sequence[TableColumn]) -> Iterator[str]:
    """The name of each column, once each; a column that people added keeps its header, or its number."""
    taken: set[str] = set()
    for number, column in enumerate(columns, 1):
        name = schema.columns.get(squeeze(column.header), column.header)
        name = f"column_{number}" if name in taken or not name else name
        taken.add(name)
        yield name


def plain_value(value: Value, style: Style) -> Plain:
    """A value as other tools read it: dates as ISO texts, numbers unrounded, nothing for a blank."""
    found = plain(value, LONGEST_TEXT)
    if found is None or isinstance(found, (str, bool)):
        return found
    if isinstance(value, date):
        return value.isoformat()
    if style is Style.DATE:
        return _kept_day(found)
    return found if abs(found) <= _LARGEST else float(found)


def _kept_day(serial: float) -> Plain:
    """A date that a spreadsheet kept as a number."""
    try:
        return (EPOCH + timedelta(days=int(serial))).isoformat()
    except OverflowError:
        return float(serial)
