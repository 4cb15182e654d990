"""The version of the definitions in force, and what changed since the one before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from abm_sheets.dashboard.stack import Stack
from abm_sheets.dashboard.view import View
from abm_sheets.history.definitions import Difference, differences
from abm_sheets.workbook.sheet import Style, TableColumn


def add_version(view: View, stack: Stack) -> None:
    """Add the version under what is on a tab, with its changes where an earlier one is known."""
    text, history = view.words.text, view.history
    stack.heading(text("history.version.title", version=history.definitions.version))
    if history.previous is None:
        stack.line(text("history.version.first"))
        return
    stack.line(text("history.version.since", version=history.previous.version))
    stack.table(_columns(view, differences(history.previous, history.definitions)))


def _columns(view: View, changes: Sequence[Difference]) -> Sequence[TableColumn]:
    headers = view.words.find("history.version.columns")
    return (
        TableColumn(headers["group"], [view.words.title(each.group) for each in changes], Style.LABEL),
        TableColumn(headers["name"], [_name(view, each) for each in changes]),
        TableColumn(headers["change"], [_change(view, each) for each in changes]),
    )


def _name(view: View, change: Difference) -> str:
    """What changed: a setting by its label, a type or a stage with the column that did."""
    if change.part is None:
        return view.words.words("setting").get(change.name, change.name)
    part = view.words.header(change.group, change.part)
    return view.words.text("history.version.part", name=change.name, part=part)


def _change(view: View, change: Difference) -> str:
    if change.group != "settings" and change.part is None:
        return view.words.text(f"history.version.{'removed' if change.after is None else 'added'}")
    before, after = (_shown(view, value) for value in (change.before, change.after))
    return view.words.text("history.version.changed", before=before, after=after)


def _shown(view: View, value: Any) -> str:
    """A rule's value in words."""
    if value is None or value == "":
        return view.words.text("history.version.blank")
    if isinstance(value, bool):
        return view.words.word("yes_no", "yes" if value else "no")
    words = {**view.words.words("choice"), **view.words.words("kind")}
    return words.get(str(value), f"{value:g}" if isinstance(value, float) else str(value))
