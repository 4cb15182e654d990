"""What changed since last Monday: a line for each metric that moved, with its parts and their names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from abm_sheets.history.explained import Explained, explained
from abm_sheets.metrics.figures import Changes, Part
from abm_sheets.outputs.tabs.week_changes import (
    costs_text,
    deal_counts,
    deals_text,
    reason_text,
    signed_text,
    who_text,
)
from abm_sheets.story.view import View
from abm_sheets.story.wording import metric_text

MOST_NAMES = 3
"""Names told of what makes a part; the others are counted."""

_MOVES = ("progressed", "regressed", "joined", "left")


def change_lines(view: View, changes: Changes) -> Sequence[str]:
    """Each metric that moved, then the accounts, the deals and the costs; nothing where nothing did."""
    moved = [each for each in explained(changes, view.history) if each.parts]
    return [
        *(_line(view, each) for each in moved),
        *_moves(view),
        *_deals(view, changes, moved),
        *_costs(view, changes),
    ]


def _line(view: View, change: Explained) -> str:
    values = {
        key: metric_text(view, change.metric, value)
        for key, value in (("before", change.before), ("now", change.now))
    }
    parts = ", ".join(_part(view, change.metric, part) for part in change.parts)
    label = view.words.word("metric", change.metric)
    return view.words.text("message.change", None, metric=label, parts=parts, **values)


def _part(view: View, metric: str, part: Part) -> str:
    reason, names = reason_text(view, metric, part), who_text(view, part, MOST_NAMES)
    key = "message.part" if names else "message.part_alone"
    return view.words.text(key, amount=signed_text(view, metric, part.amount), reason=reason, names=names)


def _moves(view: View) -> Iterator[str]:
    """The accounts that changed stage, or joined or left the list, in one sentence."""
    told = []
    for move in _MOVES:
        accounts = getattr(view.figures.moves, move)
        names = who_text(view, Part(move, 0, accounts), MOST_NAMES)
        if accounts:
            told.append(view.words.text(f"message.moves.{move}", len(accounts), names=names))
    if told:
        yield view.words.text("message.moves.all", moves=view.words.text("message.moves.joint").join(told))


def _deals(view: View, changes: Changes, moved: Sequence[Explained]) -> Iterator[str]:
    """The deals, where some did what no metric tells: move to another stage, or be lost."""
    counts = deal_counts(view, changes)
    if counts["moved"] or counts["lost"] or (any(counts.values()) and not moved):
        yield deals_text(view, changes)


def _costs(view: View, changes: Changes) -> Iterator[str]:
    if costs := costs_text(view, changes):
        yield costs
