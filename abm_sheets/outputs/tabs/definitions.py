"""The definitions: what each metric means, how it is computed under the settings in force, by whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from abm_sheets.outputs.tabs.stack import Stack
from abm_sheets.palette import Tone
from abm_sheets.story.definitions import (
    Changed,
    Rule,
    changed_definitions,
    metric_definitions,
    settings_in_force,
    stage_rules,
    status_rules,
)
from abm_sheets.story.view import View
from abm_sheets.workbook.sheet import Sheet, Style, TableColumn

_WIDTHS = (35, 38, 62, 25, 18)


def definitions(view: View) -> Sheet:
    """Lay out the definitions: metrics, statuses, account stages, interaction types, settings."""
    stack = Stack("definitions", len(_WIDTHS))
    _open(view, stack)
    for key, columns in (
        ("metrics", _metric_columns(view)),
        ("statuses", _rule_columns(view, "status", status_rules(view), Style.STATUS)),
        ("stages", _rule_columns(view, "stage", stage_rules(view), Style.LABEL)),
        ("types", _type_columns(view)),
        ("settings", _setting_columns(view)),
    ):
        stack.heading(view.words.text(f"definitions.captions.{key}"))
        stack.table(columns, {0: _status_tones(view)} if key == "statuses" else None)
    _add_version(view, stack)
    return stack.sheet(view.words, widths=dict(enumerate(_WIDTHS)))


def _open(view: View, stack: Stack) -> None:
    formats, period = view.words.formats, view.figures.period
    start, end, day = map(formats.long_day, (period.start, period.quarter_end, period.end))
    stack.line(view.words.title("definitions"), Style.TITLE)
    stack.line(view.words.text("definitions.intro"))
    stack.line(view.words.text("definitions.period", start=start, end=end, day=day))


def _metric_columns(view: View) -> Sequence[TableColumn]:
    metrics = metric_definitions(view)
    others = ("meaning", "formula", "sources", "owner")
    return (
        _column(view, "metric", [each.metric for each in metrics], Style.LABEL),
        *(_column(view, key, [getattr(each, key) for each in metrics]) for key in others),
    )


def _rule_columns(view: View, key: str, rules: Sequence[Rule], style: Style) -> Sequence[TableColumn]:
    return (
        _column(view, key, [each.name for each in rules], style),
        _column(view, "rule", [each.rule for each in rules]),
    )


def _type_columns(view: View) -> Sequence[TableColumn]:
    types = view.tables.interaction_types
    return (
        _column(view, "type", types["type"].tolist(), Style.LABEL),
        _column(view, "engagement", _answers(view, types["engagement"])),
        _column(view, "marketing", _answers(view, types["marketing"])),
    )


def _answers(view: View, flags: Iterable[bool]) -> Sequence[str]:
    answers = view.words.words("yes_no")
    return [answers["yes" if flag else "no"] for flag in flags]


def _column(view: View, key: str, values: Sequence[str], style: Style = Style.WRAPPED) -> TableColumn:
    return TableColumn(view.words.text(f"definitions.columns.{key}"), values, style)


def _status_tones(view: View) -> Mapping[str, Tone]:
    return {word: Tone(key) for key, word in view.words.words("status").items()}


def _setting_columns(view: View) -> Sequence[TableColumn]:
    """A row per setting, exchange rates last."""
    rows = settings_in_force(view)
    headers = [view.words.text(f"definitions.columns.{key}") for key in ("setting", "value", "origin")]
    return (
        TableColumn(headers[0], [each.label for each in rows], Style.LABEL),
        TableColumn(headers[1], [each.value for each in rows]),
        TableColumn(headers[2], [each.origin for each in rows]),
    )


def _add_version(view: View, stack: Stack) -> None:
    """Add the version under what is on a tab, with its changes where an earlier one is known."""
    text, history = view.words.text, view.history
    stack.heading(text("history.version.title", version=history.definitions.version))
    if history.previous is None:
        stack.line(text("history.version.first"))
        return
    stack.line(text("history.version.since", version=history.previous.version))
    stack.table(_change_columns(view, changed_definitions(view)))


def _change_columns(view: View, changes: Sequence[Changed]) -> Sequence[TableColumn]:
    headers = view.words.find("history.version.columns")
    return (
        TableColumn(headers["group"], [each.tab for each in changes], Style.LABEL),
        TableColumn(headers["name"], [each.name for each in changes]),
        TableColumn(headers["change"], [each.change for each in changes]),
    )
