"""Checks of what people fill: the input tabs and their columns."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from abm_sheets.language import Catalogue
from abm_sheets.tables.accounts import POPULATION
from abm_sheets.tables.layout import REQUIRED_TABS
from abm_sheets.tables.locate import Located
from abm_sheets.tables.reader import INPUT_TABS
from abm_sheets.upkeep.doctor.facts import Facts, Inputs
from abm_sheets.upkeep.doctor.findings import Finding, Level

_MONEY = ("revenue", "velocity", "roi")
_TOLD_BY = {
    ("opportunities", "amount"): _MONEY,
    ("opportunities", "currency"): _MONEY,
    ("opportunities", "closed"): ("won_deals", "influence_rate", *_MONEY),
    ("interactions", "asset"): ("influence_rate",),
    **dict.fromkeys(product(["accounts"], POPULATION), ()),
}
"""The columns that may be missing, and the metrics, all where none are named, that have no value
where they lost their header."""

_TELLING = (("opportunities", "amount"), ("opportunities", "closed"))
"""Those without which deals say little, header lost or not."""

KEYS = tuple(model.tab for model in INPUT_TABS)


def tabs(facts: Facts, content: Inputs) -> Iterator[Finding]:
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
    if titled and facts.local:
        yield facts.finding("tabs", Level.OK, "named", len(titled))
    elif titled:
        yield facts.finding("tabs", Level.WARNING, "titled", titles=", ".join(titled))
    optional = [words.title(key) for key in missing if key not in REQUIRED_TABS]
    if optional:
        level = Level.OK if facts.local else Level.WARNING
        yield facts.finding("tabs", level, "optional", titles=", ".join(optional))


def columns(facts: Facts, content: Inputs) -> Iterator[Finding]:
    """The columns of each tab found: those missing, and those there twice."""
    found = [
        finding for located in content.located.values() for finding in _columns(facts, content.words, located)
    ]
    if content.located and not found:
        yield facts.finding("columns", Level.OK, "complete")
    yield from found


def _columns(facts: Facts, words: Catalogue, located: Located) -> Iterator[Finding]:
    header, key = located.header, located.key
    absent = [name for name in words.columns(key) if name not in {*header.positions, *located.lost}]
    optional = [name for name in absent if name not in header.missing]
    # A file has what people need of the model; a spreadsheet that was set up had all of it.
    unneeded = [] if facts.local else [name for name in optional if (key, name) not in _TELLING]
    cases = (
        (Level.ERROR, "required", [name for name in absent if name in header.missing]),
        (Level.ERROR, "lost_figures", [name for name in located.lost if (key, name) in _TOLD_BY]),
        (Level.ERROR, "lost", [name for name in located.lost if (key, name) not in _TOLD_BY]),
        (Level.WARNING, "telling", [name for name in optional if (key, name) in _TELLING]),
        (Level.WARNING, "optional", unneeded),
        (Level.WARNING, "repeated", [name for name, _ in header.repeated]),
    )
    for level, case, names in cases:
        if names:
            headers = ", ".join(words.header(key, name) for name in names)
            told = dict.fromkeys(metric for name in names for metric in _TOLD_BY.get((key, name), ()))
            metrics = ", ".join(
                facts.words.word("metric", metric) for metric in told or facts.words.words("metric")
            )
            title = located.tab.title
            yield facts.finding("columns", level, case, title=title, headers=headers, metrics=metrics)
