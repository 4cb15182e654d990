"""An explanation as a value: sentences, and the rows of each tab that count or are left out; and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from abm_sheets.story.passages import AccountStory
from abm_sheets.story.timeline import Event

MONEY = frozenset({"amount", "open_amount", "revenue", "marketing_costs", "sales_costs", "unallocated"})
"""The terms that are amounts, in cents; the others are counts, or days."""


@dataclass(frozen=True, slots=True)
class ExplainedRow:
    """A row of an input tab, by the number that people see, and what it says.

    One that stands in a tab of another system's records has the key of that tab.

    One that counts adds to each of its `terms`, and `why` says so in words; one that is left out has no
    term, a `reason` (its key, the issue's rule where reading left it out) and `why` says it.
    """

    row: int
    says: str
    terms: Mapping[str, int]
    reason: str
    why: str
    tab: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an explanation; `tab` is the key of the tab whose rows it judges, if any.

    `reasons` has each reason that leaves a row out, in words.
    """

    key: str
    title: str
    sentences: Sequence[str]
    tab: str = ""
    counted: Sequence[ExplainedRow] = ()
    left_out: Sequence[ExplainedRow] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a metric or an account has the figures it has, those of the report; accounts have a story."""

    kind: Literal["metric", "account"]
    key: str
    name: str
    heading: str
    figures: Mapping[str, object]
    sections: Sequence[Section]
    notes: Sequence[str] = ()
    story: AccountStory | None = None


def published(explanation: Explanation) -> Mapping[str, Any]:
    """The explanation as plain values."""
    return {
        "kind": explanation.kind,
        "key": explanation.key,
        "name": explanation.name,
        "heading": explanation.heading,
        "figures": explanation.figures,
        "notes": explanation.notes,
        "sections": [_section(section) for section in explanation.sections],
        "story": [_event(event) for event in explanation.story.events] if explanation.story else None,
    }


def _event(event: Event) -> Mapping[str, Any]:
    proof = {"tab": event.tab or None, "row": event.row or None}
    said = {name: getattr(event, name) or None for name in ("mark", "team", "amount")}
    return {"day": event.day, "kind": event.kind, "text": event.text} | said | proof


def _section(section: Section) -> Mapping[str, Any]:
    return {
        "key": section.key,
        "title": section.title,
        "sentences": section.sentences,
        "tab": section.tab or None,
        "counted": [_line(line, left_out=False) for line in section.counted],
        "left_out": [_line(line, left_out=True) for line in section.left_out],
    }


def _line(line: ExplainedRow, *, left_out: bool) -> Mapping[str, Any]:
    said = {"row": line.row, "says": line.says, "why": line.why} | ({"tab": line.tab} if line.tab else {})
    if left_out:
        return said | {"reason": line.reason}
    terms = {name: value / 100 if name in MONEY else value for name, value in line.terms.items()}
    return said | {"terms": terms}
