"""The tables of an output tab as plain values under stable names: CSV, JSON, a workbook of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import orjson

from abm_sheets.errors import ExportNotWrittenError, OutputNotWrittenError, UnknownTabError
from abm_sheets.language.catalogue import tab_titled
from abm_sheets.language.folding import squeeze
from abm_sheets.metrics.metric import ClosingMetrics
from abm_sheets.outputs.files.file import Plain, csv_file
from abm_sheets.outputs.files.sections import Captioned, Schema, captioned, schema_of
from abm_sheets.outputs.tabs import TABS
from abm_sheets.story.units import metric_units
from abm_sheets.story.view import View
from abm_sheets.story.wording import status_text, value_before
from abm_sheets.tables.rows import EPOCH
from abm_sheets.workbook.contents import LONGEST_TEXT, plain
from abm_sheets.workbook.excel.writer import write_workbook
from abm_sheets.workbook.interface import Look
from abm_sheets.workbook.sheet import Block, Item, Sheet, Style, Table, TableColumn, Value


def tab_asked(name: str) -> str:
    """The key of the output tab that has a name: its key, or its title in either language.

    Raises:
        UnknownTabError: there is none.

    """
    keys = {squeeze(key): key for key in TABS}
    key = keys.get(squeeze(name)) or tab_titled(name)
    if key is None or key not in TABS:
        raise UnknownTabError(value=name, choices=" ".join(TABS))
    return key


def laid_out(view: View, tab: str) -> Sheet:
    """An output tab, by its key, as a refresh would write it; but an export freezes and notes nothing.

    Raises:
        NoUsableTabError: neither interactions nor opportunities can be read.

    """
    view.tables.check_usable()
    only_kept = replace(
        view, history=replace(view.history, added=None), stages=replace(view.stages, added=())
    )
    return TABS[tab](only_kept)


def exact_tables(view: View, sheet: Sheet) -> Iterable[Captioned]:
    """The tables of a laid-out tab, with their captions, in order."""
    return _EXACT[sheet.key](view, sheet) if sheet.key in _EXACT else captioned(sheet)


def _dashboard(view: View, sheet: Sheet) -> Iterator[Captioned]:
    """The metrics, then the weeks (`2026-W39`) and the months (`2026-09`), oldest first."""
    yield Captioned(view.words.text("definitions.captions.metrics"), _metrics(view))
    periods = (("weeks", view.figures.weeks), ("months", view.figures.months))
    for (key, rows), table in zip(periods, sheet.tables, strict=True):
        yield Captioned(view.words.text(f"export.overview.{key}"), _dated(view, table, rows))


def _review(view: View, sheet: Sheet) -> Iterator[Captioned]:
    """The metrics against their targets come first."""
    targets, *others = captioned(sheet)
    yield replace(targets, table=_metrics(view))
    yield from others


def _metrics(view: View) -> Table:
    """A row per metric: its value and what it comes from, before last Monday, its target, its status."""
    lines = view.figures.statuses
    now = [view.figures.now.measure(line.metric) for line in lines]
    columns: Mapping[str, Sequence[Value]] = {
        "history.columns.metric": [view.words.word("metric", line.metric) for line in lines],
        "history.columns.value": [each.value for each in now],
        "history.columns.numerator": [each.numerator for each in now],
        "history.columns.denominator": [each.denominator for each in now],
        "export.overview.before": [value_before(view, line.metric) for line in lines],
        "review.targets.columns.target": [metric_units(line.metric, line.target) for line in lines],
        "review.targets.columns.expected": [metric_units(line.metric, line.expected) for line in lines],
        "review.targets.columns.status": [status_text(view, line) for line in lines],
    }
    return Table(0, 0, [TableColumn(view.words.text(key), values) for key, values in columns.items()])


def _dated(view: View, table: Table, rows: Sequence[ClosingMetrics]) -> Table:
    """A table of weeks or months with their years, and whether each is still under way."""
    first, *figures = table.columns
    periods = replace(first, values=[each.label for each in rows])
    header = view.words.text("export.overview.provisional")
    provisional = TableColumn(header, [each.provisional for each in rows])
    return replace(table, columns=[periods, provisional, *figures])


_EXACT: Mapping[str, Callable[[View, Sheet], Iterable[Captioned]]] = {
    "dashboard": _dashboard,
    "review": _review,
}
"""The tabs that have such tables."""


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
        list(_column_names(schema, columns)),
        [column.header for column in columns],
        list(zip(*values, strict=True)),
    )


def _column_names(schema: Schema, columns: Sequence[TableColumn]) -> Iterator[str]:
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


def save_alone(view: View, tab: str, path: Path) -> None:
    """Write one tab, which people may edit; what linked to other tabs is text.

    Raises:
        NoUsableTabError: neither interactions nor opportunities can be read.
        ExportNotWrittenError: nothing was written.

    """
    sheet = _alone(laid_out(view, tab))
    look = Look(view.words.language, view.report.currency)
    try:
        write_workbook(path, [sheet], look, {}, source=None)
    except OutputNotWrittenError as error:
        raise ExportNotWrittenError(**error.details) from error


def _alone(sheet: Sheet) -> Sheet:
    """The tab without what only makes sense beside others; links in tables are dropped on writing."""
    blocks = [_unlinked(block) for block in sheet.blocks]
    sparklines = [each for each in sheet.sparklines if each.values.tab == sheet.key]
    return replace(sheet, blocks=blocks, sparklines=sparklines, protected=False)


def _unlinked(block: Block) -> Block:
    return replace(block, rows=[[_text(item) for item in items] for items in block.rows])


def _text(item: Item | None) -> Item | None:
    """An item as it is, or as text where its look is that of a link."""
    if item is None or item.style is not Style.LINK:
        return item
    return replace(item, style=Style.TEXT, link=None)
