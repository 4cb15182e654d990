"""The version of the definitions in force, and what changed since the one before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from abm_sheets.history.definitions import Difference, differences
from abm_sheets.language import Catalogue
from abm_sheets.outputs.tabs.settings_in_force import setting_label, value_text
from abm_sheets.outputs.tabs.stack import Stack
from abm_sheets.story.view import View
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
    if change.group == "settings":
        return _setting(view, change.name)
    if change.part is None:
        return change.name
    part = view.words.header(change.group, change.part)
    return view.words.text("history.version.part", name=change.name, part=part)


def _setting(view: View, key: str) -> str:
    """A setting's label; one that an earlier product knew and this one does not keeps its key."""
    known = key.startswith("fx_") or key in view.words.words("setting")
    return setting_label(view.words, key) if known else key


def _change(view: View, change: Difference) -> str:
    settings = change.group == "settings"
    if not settings and change.part is None:
        return view.words.text(f"history.version.{'removed' if change.after is None else 'added'}")
    show = value_text if settings and not change.name.startswith("fx_") else _shown
    before, after = (show(view.words, value) for value in (change.before, change.after))
    return view.words.text("history.version.changed", before=before, after=after)


def _shown(words: Catalogue, value: Any) -> str:
    """The value of a type's or a stage's column, or of a rate, in words; there may be none."""
    if value is None or value == "":
        return words.text("history.version.blank")
    if isinstance(value, bool):
        return words.word("yes_no", "yes" if value else "no")
    return words.words("kind").get(str(value)) or value_text(words, value)
