"""The tables of an output tab as CSV or JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import orjson

from abm_sheets.outputs.files.csv_file import Plain, csv_file
from abm_sheets.outputs.files.table.shown import ShownTable, shown_tables
from abm_sheets.story.view import View


def tab_csv(view: View, tab: str) -> bytes:
    """The tables of a tab, headers in words.

    Where there are several they stand one under the other, a blank line apart, each under its caption.

    Raises:
        NoUsableTabError: neither interactions nor opportunities can be read.

    """
    return csv_file(_rows(shown_tables(view, tab)))


def _rows(tables: Sequence[ShownTable]) -> Iterator[Sequence[Plain]]:
    for number, table in enumerate(tables):
        if number:
            yield []
        if len(tables) > 1:
            yield [table.caption]
        yield table.headers
        yield from table.rows


def tab_json(view: View, tab: str) -> bytes:
    """An object: the tab's key, the day, the currency, and its `tables`, each a list of objects.

    The names of tables and columns are the same in every language; a column that people added to a tab
    that is kept has its header for name.

    Raises:
        NoUsableTabError: neither interactions nor opportunities can be read.

    """
    found = {
        "tab": tab,
        "as_of": view.report.as_of,
        "currency": view.report.currency,
        "tables": [
            {"table": table.name, "rows": [dict(zip(table.columns, row, strict=True)) for row in table.rows]}
            for table in shown_tables(view, tab)
        ],
    }
    return orjson.dumps(found, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
