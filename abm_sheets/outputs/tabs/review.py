"""The weekly review: the half-hour meeting in its fixed order, ready to project."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from abm_sheets.metrics.figures import StatusLine
from abm_sheets.outputs.tabs.review_lists import (
    add_done,
    add_leaving,
    add_moves,
    add_one_short,
    add_stagnation,
    add_tasks,
)
from abm_sheets.outputs.tabs.stack import Stack
from abm_sheets.outputs.tabs.year import add_showing, add_slow
from abm_sheets.palette import Tone
from abm_sheets.story.changes import Change, changes_of
from abm_sheets.story.deals import showing_of
from abm_sheets.story.pipeline import pipeline_of
from abm_sheets.story.review import late_text, line_text, targets_wanting
from abm_sheets.story.view import View
from abm_sheets.story.win import Step, win_of_the_week
from abm_sheets.story.wording import change_text, rebuilt_text
from abm_sheets.workbook.sheet import Link, Sheet, Style, TableColumn

_SPAN = 9
_WIDTHS = {0: 40.0, **dict.fromkeys(range(1, _SPAN), 16.0)}
_STATUS, _TEAM = 5, 2
"""The columns of the targets' statuses, and of the teams that took steps."""

_CHANGES = {"metric": 1, "change": 1, "reason": 2, "what": 5}
"""What is said of a change, and how many columns of the tab each takes."""


def review(view: View) -> Sheet:
    """Lay out the weekly review."""
    stack = Stack("review", _SPAN)
    _fill(view, stack)
    return stack.sheet(view.words, widths=_WIDTHS, frozen_rows=1)


def _fill(view: View, stack: Stack) -> None:
    """Follow the agenda: week, accounts, actions, blockers, win."""
    words = view.words
    day = words.formats.long_day(view.figures.period.end)
    stack.line(words.text("review.title", day=day), Style.TITLE)
    if rebuilt := rebuilt_text(view):
        stack.line(rebuilt, Style.STATUS, Tone.AMBER)
    stack.line(words.text("review.agenda"))
    stack.heading(words.text("review.targets.title"))
    _add_targets(view, stack)
    _add_changes(view, stack)
    stack.heading(words.text("review.accounts.title"))
    add_moves(view, stack)
    add_stagnation(view, stack)
    add_slow(view, stack, pipeline_of(view))
    add_leaving(view, stack)
    add_one_short(view, stack)
    add_showing(view, stack, showing_of(view))
    stack.heading(words.text("review.actions.title"))
    add_tasks(view, stack, "action")
    if late := late_text(view):
        stack.line(late)
    add_done(view, stack)
    stack.line(words.text("review.actions.write"), Style.LINK, link=Link("actions", source=True))
    stack.heading(words.text("review.blockers.title"))
    add_tasks(view, stack, "blocker")
    _add_win(view, stack)


def _add_targets(view: View, stack: Stack) -> None:
    """Add the metrics with their targets; a grey status says why it is grey."""
    words = view.words
    tones = {words.word("status", tone): tone for tone in (Tone.GREEN, Tone.AMBER, Tone.RED, Tone.GREY)}
    reasons = dict.fromkeys(words.find("overview.reason").values(), Tone.GREY)
    stack.table(_target_columns(view), {_STATUS: tones | reasons})
    for sentence in targets_wanting(view):
        stack.line(sentence)


def _target_columns(view: View) -> Sequence[TableColumn]:
    header, lines = view.words.find("review.targets.columns"), view.figures.statuses
    return (
        TableColumn(header["metric"], [view.words.word("metric", each.metric) for each in lines]),
        *(
            TableColumn(header[field], [line_text(view, each, field) for each in lines])
            for field in ("value", "target", "expected")
        ),
        TableColumn(header["change"], [change_text(view, each.metric) for each in lines], span=3),
        TableColumn(header["status"], [_status(view, each) for each in lines], Style.STATUS, span=2),
    )


def _status(view: View, line: StatusLine) -> str:
    """The status in words, or why there is none."""
    if line.reason:
        return view.words.text(f"overview.reason.{line.reason}")
    return view.words.word("status", line.status)


def _add_changes(view: View, stack: Stack) -> None:
    """Add the changes, a row a part, then the deals and the costs in a sentence each."""
    changes = changes_of(view)
    if not changes.title:
        return
    stack.list_title(changes.title, rows=True)
    if changes.quarter:
        stack.line(changes.quarter)
    if changes.changes:
        rows = [row for change in changes.changes for row in _change_rows(change)]
        columns = zip(_CHANGES.items(), zip(*rows, strict=True), strict=True)
        header = view.words.find("changes.columns")
        stack.table([TableColumn(header[key], values, span=span) for (key, span), values in columns])
    for sentence in filter(None, (changes.deals, changes.costs)):
        stack.line(sentence)


def _change_rows(change: Change) -> Iterator[tuple[str, str, str, str]]:
    """The whole change, then its parts."""
    yield change.label, change.amount.text, change.total, ""
    for part in change.parts:
        yield "", part.amount.text, part.reason, part.names


def _add_win(view: View, stack: Stack) -> None:
    """Add the win of the week, whom to thank and what led to it."""
    win = win_of_the_week(view)
    stack.heading(win.title)
    if not win.found:
        stack.line(win.sentence, Style.LABEL)
        return
    stack.line(win.sentence, Style.HEADLINE, Tone.GREEN)
    if win.thanks:
        stack.line(win.thanks, Style.TEXT)
    if win.steps:
        stack.line(win.steps_title)
        _add_steps(view, stack, win.steps)


def _add_steps(view: View, stack: Stack, steps: Sequence[Step]) -> None:
    words = view.words
    columns = (
        TableColumn(words.text("review.columns.step"), [each.name for each in steps]),
        TableColumn(words.header("interactions", "date"), [each.day for each in steps], Style.DATE),
        TableColumn(words.text("review.columns.team"), [each.team_text for each in steps], Style.STATUS),
    )
    tones = {words.word("role", "marketing"): Tone.MARKETING, words.word("role", "sales"): Tone.SALES}
    stack.table(columns, {_TEAM: tones})
