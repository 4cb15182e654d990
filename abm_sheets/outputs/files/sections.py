"""A laid-out tab read from top to bottom, and its tables by stable names, whatever the language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from abm_sheets.language import Catalogue
from abm_sheets.language.catalogue import catalogues
from abm_sheets.language.folding import squeeze
from abm_sheets.workbook.sheet import Item, Sheet, Style, Table


@dataclass(frozen=True)
class Points:
    """Short texts, each after what it is about."""

    lines: Sequence[tuple[str, str]]


Piece = str | Table | Points
"""What a section is made of; a text is a sentence."""


@dataclass(frozen=True)
class Section:
    """A heading (blank above the first one) and what is under it, in order."""

    heading: str
    pieces: Sequence[Piece]


@dataclass(frozen=True)
class Captioned:
    """A table with the sentence right above it, blank where there is none."""

    caption: str
    table: Table


def sections(sheet: Sheet) -> list[Section]:
    """The sections of a tab whose sentences and tables stand one under the other."""
    heading, pieces, found = "", list[Piece](), list[Section]()
    for piece in _downwards(sheet):
        if isinstance(piece, Item) and piece.style is Style.SUBTITLE:
            found.append(Section(heading, pieces))
            heading, pieces = str(piece.value), []
        else:
            pieces.append(str(piece.value) if isinstance(piece, Item) else piece)
    return [*found, Section(heading, pieces)]


def captioned(sheet: Sheet) -> Iterator[Captioned]:
    """The tables of a tab, each with its caption."""
    caption = ""
    for piece in _downwards(sheet):
        if isinstance(piece, Item):
            caption = str(piece.value)
        else:
            yield Captioned(caption, piece)


def _downwards(sheet: Sheet) -> list[Item | Table]:
    """The texts and the tables of a tab by row, then from left to right."""
    placed: list[tuple[int, int, Item | Table]] = [
        (row, column, item)
        for block in sheet.blocks
        for row, items in enumerate(block.rows, block.row)
        for column, item in enumerate(items, block.column)
        if item is not None and isinstance(item.value, str)
    ]
    placed += [(table.row, table.column, table) for table in sheet.tables]
    return [piece for *_, piece in sorted(placed, key=lambda each: each[:2])]


_FIGURES = re.compile(r"\{\w+\}|\d")


@dataclass(frozen=True)
class Schema:
    """A table's name, and where the catalogues have its headers: their keys name the columns.

    A place is one header or a group of them. `caption` is the message above the table, needed where its
    headers are those of another table too.
    """

    table: str
    places: tuple[str, ...]
    caption: str = ""

    @cached_property
    def columns(self) -> Mapping[str, str]:
        """The columns' names by their headers, squeezed, in either language."""
        names: dict[str, str] = {}
        for name, header in (each for words in catalogues() for each in self._headers(words)):
            names.setdefault(squeeze(header), name)
        return names

    def _headers(self, words: Catalogue) -> Iterator[tuple[str, str]]:
        for place in self.places:
            entry = words.find(place)
            group = entry if isinstance(entry, Mapping) else {place.rpartition(".")[2]: entry}
            for name, header in group.items():
                yield name, header if isinstance(header, str) else header[0]

    def fits(self, found: Captioned) -> tuple[int, bool]:
        """How well a table is this one: how many of its headers are known, and whether its caption is."""
        known = sum(squeeze(column.header) in self.columns for column in found.table.columns)
        return known, _wording(found.caption) in self._captions

    @cached_property
    def _captions(self) -> frozenset[str]:
        if not self.caption:
            return frozenset()
        messages = [words.find(self.caption) for words in catalogues()]
        return frozenset(_wording(form) for forms in messages for form in forms.values())


def _wording(message: str) -> str:
    """A message without its figures."""
    return squeeze(_FIGURES.sub("", message))


def _of(group: str, keys: str) -> tuple[str, ...]:
    """The places of some headers of a group."""
    return tuple(f"{group}.{key}" for key in keys.split())


_ACCOUNTS = "tabs.accounts.columns"
_METRICS = ("history.columns", "review.targets.columns", "export.overview.before")
_WEEKS = ("overview.columns.week", "export.overview.provisional", "words.metric")
_TASKS = ("tabs.actions.columns", "review.columns.late")

_SEGMENT = ("analysis.columns", "analysis.influence.columns.reading")
_DEAL = ("tabs.opportunities.columns", f"{_ACCOUNTS}.account", f"{_ACCOUNTS}.sales_owner")
_SLOW = Schema("slow", (*_DEAL, *_of("deals.columns", "stage days usual team")))

SCHEMAS: Mapping[str, Sequence[Schema]] = {
    "dashboard": (
        Schema("metrics", _METRICS),
        Schema("weeks", _WEEKS),
        Schema("months", ("overview.columns.month", "export.overview.provisional", "words.metric")),
    ),
    "account_view": (Schema("accounts", ("account_view.columns", _ACCOUNTS)),),
    "analysis": (
        Schema("industries", (f"{_ACCOUNTS}.industry", *_SEGMENT)),
        Schema("sizes", (f"{_ACCOUNTS}.size", *_SEGMENT)),
        Schema("tiers", (f"{_ACCOUNTS}.tier", *_SEGMENT)),
        Schema("pipeline", ("pace.columns",)),
        _SLOW,
        Schema("forecasts", ("forecast.outcomes.columns",)),
        Schema("funnel", ("funnel.columns",)),
        Schema("comparison", ("comparison.columns",)),
        Schema("losses", ("losses.columns",)),
        Schema("people", ("people.columns",)),
        Schema("hanging", (*_DEAL, "deals.columns.people")),
        Schema("influence", ("analysis.influence.columns",)),
        Schema("assets", ("analysis.assets.columns",)),
    ),
    "review": (
        Schema("targets", _METRICS),
        Schema("changes", ("changes.columns",)),
        Schema("moves", (*_of("review.columns", "move stage since"), _ACCOUNTS)),
        Schema("stagnation", (*_of("review.columns", "stage since age"), _ACCOUNTS)),
        Schema("leaving", (*_of("review.columns", "engaged_until last_interaction interactions"), _ACCOUNTS)),
        Schema(
            "one_short", (*_of("review.columns", "engaged_if_by last_interaction interactions"), _ACCOUNTS)
        ),
        _SLOW,
        Schema("to_show", (*_DEAL, "deals.columns.assets")),
        Schema("actions", _TASKS, "review.actions.count"),
        Schema("actions_done", _TASKS, "review.actions.done"),
        Schema("blockers", _TASKS, "review.blockers.count"),
        Schema("win", (*_of("review.columns", "step team"), "tabs.interactions.columns.date")),
    ),
    "definitions": (
        Schema("metrics", _of("definitions.columns", "metric meaning formula sources owner")),
        Schema("statuses", _of("definitions.columns", "status rule")),
        Schema("stages", _of("definitions.columns", "stage rule")),
        Schema("types", _of("definitions.columns", "type engagement marketing")),
        Schema("settings", _of("definitions.columns", "setting value origin")),
        Schema("changes", ("history.version.columns",)),
    ),
    "quality": (Schema("issues", ("quality.columns",)),),
    "evidence": (Schema("rows", ("evidence.columns", _ACCOUNTS)),),
    "history": (Schema("frozen", ("history.columns",)),),
    "stage_history": (Schema("entries", ("stage_history.columns",)),),
}
"""The tables that each output tab may have."""


def schema_of(tab: str, found: Captioned) -> Schema:
    """Which of a tab's tables this is."""
    return max(SCHEMAS[tab], key=lambda schema: schema.fits(found))
