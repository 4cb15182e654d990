"""Checks of what people fill: the input tabs and their columns."""

from __future__ import annotations

from collections.abc import Iterator

from abm_sheets.doctor.facts import Content, Facts
from abm_sheets.doctor.findings import Finding, Level
from abm_sheets.language import Catalogue
from abm_sheets.tables.layout import REQUIRED_TABS
from abm_sheets.tables.locate import Located
from abm_sheets.tables.reader import INPUT_TABS

KEYS = tuple(model.tab for model in INPUT_TABS)


def tabs(facts: Facts, content: Content) -> Iterator[Finding]:
    """Each input tab: found by its identity, found by its title, or missing."""
    words, located = content.words, content.located
    if not located:
        yield facts.finding("tabs", Level.ERROR, "none")
        return
    missing = [key for key in KEYS if key not in located]
    marked = [key for key in located if located[key].tab.identity == key]
    if marked:
        yield facts.finding("tabs", Level.OK, "marked", len(marked))
    for key in missing:
        if key in REQUIRED_TABS:
            yield facts.finding("tabs", Level.ERROR, "required", title=words.title(key))
    titled = [each.tab.title for key, each in located.items() if key not in marked]
    if titled:
        yield facts.finding("tabs", Level.WARNING, "titled", titles=", ".join(titled))
    optional = [words.title(key) for key in missing if key not in REQUIRED_TABS]
    if optional:
        yield facts.finding("tabs", Level.WARNING, "optional", titles=", ".join(optional))


def columns(facts: Facts, content: Content) -> Iterator[Finding]:
    """The columns of each tab found: those missing, and those there twice."""
    found = [
        finding for located in content.located.values() for finding in _columns(facts, content.words, located)
    ]
    yield from found or [facts.finding("columns", Level.OK, "complete")]


def _columns(facts: Facts, words: Catalogue, located: Located) -> Iterator[Finding]:
    header = located.header
    absent = [name for name in words.columns(located.key) if name not in header.positions]
    cases = (
        (Level.ERROR, "required", [name for name in absent if name in header.missing]),
        (Level.WARNING, "optional", [name for name in absent if name not in header.missing]),
        (Level.WARNING, "repeated", [name for name, _ in header.repeated]),
    )
    for level, case, names in cases:
        if names:
            headers = ", ".join(words.header(located.key, name) for name in names)
            yield facts.finding("columns", level, case, title=located.tab.title, headers=headers)
