"""The tables whose cells are cards, labels or formatted texts on their tab, with exact values instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from abm_sheets.metrics.figures import Snapshot
from abm_sheets.metrics.parts import parts
from abm_sheets.outputs.files.sections import Captioned, captioned
from abm_sheets.story.units import metric_units
from abm_sheets.story.view import View
from abm_sheets.story.wording import status_text, value_before
from abm_sheets.workbook.sheet import Sheet, Table, TableColumn, Value


def exact_tables(view: View, sheet: Sheet) -> Iterable[Captioned]:
    """The tables of a laid-out tab, with their captions, in order."""
    return _EXACT[sheet.key](view, sheet) if sheet.key in _EXACT else captioned(sheet)


def _dashboard(view: View, sheet: Sheet) -> Iterator[Captioned]:
    """The metrics, then the weeks (`2026-W39`) and the months (`2026-09`), oldest first."""
    yield Captioned(view.words.text("definitions.captions.metrics"), _metrics(view))
    periods = (("weeks", view.figures.weeks), ("months", view.figures.months))
    for (key, rows), table in zip(periods, sheet.tables, strict=True):
        yield Captioned(view.words.text(f"export.overview.{key}"), _dated(view, table, rows))


def _analysis(view: View, sheet: Sheet) -> Iterator[Captioned]:
    """The weeks (`2026-W39`) come first, where there are some."""
    found = captioned(sheet)
    if view.figures.weeks:
        weeks = next(found)
        yield replace(weeks, table=_dated(view, weeks.table, view.figures.weeks))
    yield from found


def _review(view: View, sheet: Sheet) -> Iterator[Captioned]:
    """The metrics against their targets come first."""
    targets, *others = captioned(sheet)
    yield replace(targets, table=_metrics(view))
    yield from others


def _metrics(view: View) -> Table:
    """A row per metric: its value and what it comes from, before last Monday, its target, its status."""
    lines = view.figures.statuses
    now = [parts(view.figures.now, line.metric) for line in lines]
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


def _dated(view: View, table: Table, rows: Sequence[Snapshot]) -> Table:
    """A table of weeks or months with their years, and whether each is still under way."""
    first, *figures = table.columns
    periods = replace(first, values=[each.label for each in rows])
    header = view.words.text("export.overview.provisional")
    provisional = TableColumn(header, [each.provisional for each in rows])
    return replace(table, columns=[periods, provisional, *figures])


_EXACT: Mapping[str, Callable[[View, Sheet], Iterable[Captioned]]] = {
    "dashboard": _dashboard,
    "analysis": _analysis,
    "review": _review,
}
"""The tabs that have such tables."""
