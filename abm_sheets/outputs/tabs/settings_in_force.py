"""The settings in force and, under them, the version of the definitions with what changed in it."""

from __future__ import annotations

from collections.abc import Sequence

from abm_sheets.outputs.tabs.stack import Stack
from abm_sheets.story.settings import Changed, changed_definitions, settings_in_force
from abm_sheets.story.view import View
from abm_sheets.workbook.sheet import Style, TableColumn


def settings_columns(view: View) -> Sequence[TableColumn]:
    """A row per setting, exchange rates last."""
    rows = settings_in_force(view)
    headers = [view.words.text(f"definitions.columns.{key}") for key in ("setting", "value", "origin")]
    return (
        TableColumn(headers[0], [each.label for each in rows], Style.LABEL),
        TableColumn(headers[1], [each.value for each in rows]),
        TableColumn(headers[2], [each.origin for each in rows]),
    )


def add_version(view: View, stack: Stack) -> None:
    """Add the version under what is on a tab, with its changes where an earlier one is known."""
    text, history = view.words.text, view.history
    stack.heading(text("history.version.title", version=history.definitions.version))
    if history.previous is None:
        stack.line(text("history.version.first"))
        return
    stack.line(text("history.version.since", version=history.previous.version))
    stack.table(_columns(view, changed_definitions(view)))


def _columns(view: View, changes: Sequence[Changed]) -> Sequence[TableColumn]:
    headers = view.words.find("history.version.columns")
    return (
        TableColumn(headers["group"], [each.tab for each in changes], Style.LABEL),
        TableColumn(headers["name"], [each.name for each in changes]),
        TableColumn(headers["change"], [each.change for each in changes]),
    )
