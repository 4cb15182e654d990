"""The weekly review: the half-hour meeting in its fixed order, ready to project."""

from __future__ import annotations

from abm_sheets.outputs.tabs.stack import Stack
from abm_sheets.outputs.tabs.week_accounts import add_leaving, add_moves, add_stagnation
from abm_sheets.outputs.tabs.week_changes import add_changes
from abm_sheets.outputs.tabs.week_targets import add_targets
from abm_sheets.outputs.tabs.week_tasks import add_done, add_tasks
from abm_sheets.outputs.tabs.week_win import add_win
from abm_sheets.palette import Tone
from abm_sheets.story.view import View
from abm_sheets.story.wording import rebuilt_text
from abm_sheets.workbook.sheet import Link, Sheet, Style

_SPAN = 6
_WIDTHS = {0: 44.0, **dict.fromkeys(range(1, _SPAN), 25.0)}


def review(view: View) -> Sheet:
    """Lay out the weekly review."""
    stack = Stack("review", _SPAN)
    _fill(view, stack)
    return Sheet(
        key="review",
        title=view.words.title("review"),
        blocks=stack.blocks,
        tables=stack.tables,
        highlights=stack.highlights,
        widths=_WIDTHS,
        frozen_rows=1,
    )


def _fill(view: View, stack: Stack) -> None:
    """Follow the agenda: week, accounts, actions, blockers, win."""
    words = view.words
    day = words.formats.long_day(view.figures.period.end)
    stack.line(words.text("review.title", day=day), Style.TITLE)
    if rebuilt := rebuilt_text(view):
        stack.line(rebuilt, Style.STATUS, Tone.AMBER)
    stack.line(words.text("review.agenda"))
    stack.heading(words.text("review.targets.title"))
    add_targets(view, stack)
    add_changes(view, stack)
    stack.heading(words.text("review.accounts.title"))
    add_moves(view, stack)
    add_stagnation(view, stack)
    add_leaving(view, stack)
    stack.heading(words.text("review.actions.title"))
    add_tasks(view, stack, "action")
    add_done(view, stack)
    stack.line(words.text("review.actions.write"), Style.LINK, link=Link("actions", source=True))
    stack.heading(words.text("review.blockers.title"))
    add_tasks(view, stack, "blocker")
    stack.heading(words.text("review.win.title"))
    add_win(view, stack)
