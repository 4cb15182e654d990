"""The rows that a workbook starts with: types, stages and settings, and the sample quarter."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from abm_sheets.language import Catalogue, catalogue
from abm_sheets.tables.settings import Settings
from abm_sheets.upkeep.layout import ColumnLayout, layouts, template_text, templates
from abm_sheets.workbook.sheet import Item, Style, Value

Typed = Value | Item
"""What stands in a cell at the start: a value in its column's style, or an item with its own."""

Rows = Sequence[Sequence[Typed]]
"""Rows of a tab, in the order of its columns."""

_SPREADSHEETS_OWN = ("language", "locale", "time_zone")
_EXAMPLE_CURRENCY = "USD"
_DEFAULTS: dict[str, Any] = {
    each.name: each.default
    for each in fields(Settings)
    if each.name != "rates" and each.name not in _SPREADSHEETS_OWN
}
SAMPLE_DAY = date(2026, 9, 27)
"""The day up to which the sample tells its quarter."""

_WRITTEN_IN = "fr"
_GROUPS = ("yes_no", "kind", "role", "metric", "action_kind", "action_status")
_FIGURES = frozenset({"amount", "target", "alert", "priority"})
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


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


def _default(words: Catalogue, key: str) -> Value:
    value: Value = _DEFAULTS.get(key)
    return words.word("choice", value) if isinstance(value, str) and value in words.words("choice") else value


def sample_rows(words: Catalogue) -> dict[str, Rows]:
    """The sample's rows by tab, in the words of a language."""
    glossary = {} if words.language == _WRITTEN_IN else _glossary(words)
    tabs = [tab for tab in layouts() if templates().joinpath("sample", f"{tab}.csv").is_file()]
    return {tab: _rows(tab, glossary) for tab in tabs}


def _rows(tab: str, glossary: Mapping[str, str]) -> Rows:
    lines = csv.DictReader(template_text("sample", f"{tab}.csv").splitlines())
    columns = layouts()[tab].columns
    return [
        [_cell(key, column, line.get(key) or "", glossary) for key, column in columns.items()]
        for line in lines
    ]


def _cell(key: str, column: ColumnLayout, written: str, glossary: Mapping[str, str]) -> Typed:
    if not written:
        return None
    if key in _FIGURES:
        return _figure(written)
    if column.style is Style.DATE and _ISO_DATE.fullmatch(written):
        return date.fromisoformat(written)
    return glossary.get(written, written)


def _figure(written: str) -> Typed:
    if written.endswith("%"):
        return Item(float(written.rstrip(" %")) / 100, Style.PERCENT)
    return float(written) if "." in written else int(written)


def _glossary(words: Catalogue) -> dict[str, str]:
    """From the sample's words to another language's: the vocabulary, then what the sample alone says."""
    original = catalogue(_WRITTEN_IN)
    glossary: dict[str, str] = {}
    for group in _GROUPS:
        glossary |= dict(zip(original.words(group).values(), words.words(group).values(), strict=True))
    for entries in ("words.interaction_types", "words.stages"):
        pairs = zip(original.find(entries), words.find(entries), strict=True)
        glossary |= {old["name"]: new["name"] for old, new in pairs}
    return {**glossary, **words.find("sample")}
