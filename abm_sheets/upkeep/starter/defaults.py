"""The rows that a new workbook starts with: interaction types, stages and settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from abm_sheets.language import Catalogue
from abm_sheets.tables.settings import Settings
from abm_sheets.workbook.sheet import Item, Value

Typed = Value | Item
"""What stands in a cell at the start: a value in its column's style, or an item with its own."""

Rows = Sequence[Sequence[Typed]]
"""Rows of a tab, in the order of its columns."""

_SPREADSHEETS_OWN = ("language", "locale", "time_zone")
_EXAMPLE_CURRENCY = "USD"


def default_rows(words: Catalogue) -> dict[str, Rows]:
    """The rows of the three tabs that say how the numbers are computed."""
    return {
        "interaction_types": interaction_types(words),
        "stages": stages(words),
        "settings": settings(words),
    }


def interaction_types(words: Catalogue) -> Rows:
    """Each type, whether it counts as engagement, and whether it is a marketing asset."""
    answer = {True: words.word("yes_no", "yes"), False: words.word("yes_no", "no")}
    kinds: Sequence[Mapping[str, object]] = words.find("words.interaction_types")
    return [[str(t["name"]), answer[bool(t["engagement"])], answer[bool(t["marketing"])]] for t in kinds]


def stages(words: Catalogue) -> Rows:
    """Each stage of a deal, its order, its kind, and the team that unblocks it."""
    return [
        [stage["name"], order, words.word("kind", stage["kind"]), stage["team"] or None]
        for order, stage in enumerate(words.find("words.stages"), start=1)
    ]


def settings(words: Catalogue) -> Rows:
    """Each setting's label, default and explanation; what the spreadsheet decides is left blank."""
    return [
        [
            words.word("setting", key).format(currency=_EXAMPLE_CURRENCY),
            _default(words, key),
            words.text(f"settings_help.{key}"),
        ]
        for key in words.words("setting")
    ]


_DEFAULTS: dict[str, Any] = {
    each.name: each.default
    for each in fields(Settings)
    if each.name != "rates" and each.name not in _SPREADSHEETS_OWN
}


def _default(words: Catalogue, key: str) -> Value:
    value: Value = _DEFAULTS.get(key)
    return words.word("choice", value) if isinstance(value, str) and value in words.words("choice") else value
