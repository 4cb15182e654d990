"""The sample quarter: one set of rows, written in French, and a glossary for the other language."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from datetime import date

from abm_sheets.language import Catalogue, catalogue
from abm_sheets.upkeep.starter.defaults import Rows, Typed
from abm_sheets.upkeep.starter.layout import ColumnLayout, layouts
from abm_sheets.upkeep.starter.resources import table, templates, text
from abm_sheets.workbook.sheet import Item, Style

SAMPLE_DAY = date(2026, 9, 27)
"""The day up to which the sample tells its quarter."""

_WRITTEN_IN = "fr"
_GROUPS = ("yes_no", "kind", "role", "metric", "action_kind", "action_status")
_FIGURES = frozenset({"amount", "target", "alert", "priority"})
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def sample_rows(words: Catalogue) -> dict[str, Rows]:
    """The sample's rows by tab, in the words of a language."""
    glossary = {} if words.language == _WRITTEN_IN else _glossary(words)
    tabs = [tab for tab in layouts() if templates().joinpath("sample", f"{tab}.csv").is_file()]
    return {tab: _rows(tab, glossary) for tab in tabs}


def _rows(tab: str, glossary: Mapping[str, str]) -> Rows:
    lines = csv.DictReader(text("sample", f"{tab}.csv").splitlines())
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
    return glossary | table("sample", f"{words.language}.toml")
