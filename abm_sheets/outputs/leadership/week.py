"""What the week brought: its win with the steps before it, and what changed since last Monday."""

from __future__ import annotations

from collections.abc import Sequence

from abm_sheets.history.explained import Explained, explained
from abm_sheets.outputs.leadership.model import Change, Changes, Figure, Part, Step, Win
from abm_sheets.outputs.tabs.week_changes import (
    costs_text,
    deals_text,
    reason_text,
    signed_text,
    total_text,
    who_text,
)
from abm_sheets.outputs.tabs.week_win import Win as Found
from abm_sheets.outputs.tabs.week_win import steps_before, thanks_text, win_of_the_week
from abm_sheets.story.plain import days
from abm_sheets.story.view import View


def win(view: View) -> Win:
    """The win of the week, whom to thank and what led to it."""
    words, found = view.words, win_of_the_week(view)
    title = words.text("review.win.title")
    if found is None:
        return Win(
            title, found=False, sentence=words.text("review.win.none"), thanks="", steps_title="", steps=[]
        )
    steps = _steps(view, found)
    return Win(
        title=title,
        found=True,
        sentence=found.sentence,
        thanks=thanks_text(view, found),
        steps_title=words.text("review.win.steps", len(steps)) if steps else "",
        steps=steps,
    )


def _steps(view: View, found: Found) -> Sequence[Step]:
    steps = steps_before(view, found)
    if steps.empty:
        return []
    teams = ["marketing" if marketing else "sales" for marketing in steps["marketing"]]
    return [
        Step(name, day, view.words.formats.day(day), team, view.words.word("role", team))
        for name, day, team in zip(steps["name"], days(steps["date"]), teams, strict=True)
        if day is not None
    ]


def changes(view: View) -> Changes:
    """Each metric that moved, part by part, then the deals and the costs in a sentence each."""
    found = view.figures.changes
    if found is None:
        return Changes("", [], "", "")
    moved = [_change(view, each) for each in explained(found, view.history) if each.parts]
    day = view.words.formats.long_day(found.since)
    title = view.words.text("changes.title" if moved else "changes.none", day=day)
    return Changes(title, moved, deals_text(view, found), costs_text(view, found))


def _change(view: View, change: Explained) -> Change:
    return Change(
        key=change.metric,
        label=view.words.word("metric", change.metric),
        amount=_amount(view, change.metric, change.now - change.before),
        total=total_text(view, change),
        parts=[
            Part(
                _amount(view, change.metric, each.amount),
                reason_text(view, change.metric, each),
                who_text(view, each),
            )
            for each in change.parts
        ],
    )


def _amount(view: View, metric: str, amount: float) -> Figure:
    return Figure(amount, signed_text(view, metric, amount))
