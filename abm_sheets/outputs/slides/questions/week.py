"""The win of the week with what led to it, and what changed since last Monday."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from abm_sheets.outputs.slides.box import BODY, GAP, Box
from abm_sheets.outputs.slides.grid import Cell, Column, Grid, lay
from abm_sheets.outputs.slides.page import Page
from abm_sheets.outputs.slides.texts import Look, say
from abm_sheets.palette import Tone
from abm_sheets.story.changes import Change
from abm_sheets.story.win import Step, Win

_TEAMS = {"marketing": Tone.MARKETING, "sales": Tone.SALES}
_PLAIN = Look(12)
_SENTENCES = 0.6
"""The height of the sentences under the changes."""


def show_week(page: Page) -> None:
    """Show the steps before the win, where there is one, then each metric that moved, part by part."""
    if not page.story.win.found:
        _show_changes(page, BODY)
        return
    left, right = BODY.across(2, 3)
    _show_win(page, left, page.story.win)
    _show_changes(page, right)


def _show_win(page: Page, box: Box, win: Win) -> None:
    if win.thanks:
        top, box = box.cut(0.25)
        say(page.slide, top, win.thanks, _PLAIN)
    if win.steps:
        lay(page.slide, box, _steps(page, win), page.words)
    else:
        say(page.slide, box, page.words.text("slides.empty.steps"))


def _steps(page: Page, win: Win) -> Grid:
    columns = [
        Column(page.words.header("interactions", "date"), 1.1),
        Column(page.words.text("review.columns.step"), 3),
        Column(page.words.text("review.columns.team"), 1.2),
    ]
    rows = [_step(each) for each in win.steps]
    return Grid(win.steps_title, columns, rows, partial(page.words.text, "slides.more.steps"))


def _step(step: Step) -> Sequence[Cell]:
    return [Cell(step.day_text), Cell(step.name), Cell(step.team_text, tone=_TEAMS[step.team])]


def _show_changes(page: Page, box: Box) -> None:
    changes = page.story.changes
    sentences = " ".join(each for each in (changes.deals, changes.costs) if each)
    if changes.changes:
        table = replace(box, height=box.height - _SENTENCES - GAP)
        under = lay(page.slide, table, _changes(page), page.words)
    else:
        top, under = box.cut(0.25)
        say(page.slide, top, changes.title or page.words.text("slides.empty.changes"), _PLAIN)
    say(page.slide, replace(under, height=_SENTENCES), sentences, Look(11))


def _changes(page: Page) -> Grid:
    columns = [
        Column(page.words.text(f"changes.columns.{key}"), share, numeric=key == "change")
        for key, share in (("metric", 1.5), ("change", 1.2), ("reason", 2.2), ("what", 2.2))
    ]
    rows = [row for change in page.story.changes.changes for row in _rows(change)]
    more = partial(page.words.text, "slides.more.changes")
    return Grid(page.story.changes.title, columns, rows, more)


def _rows(change: Change) -> Iterator[Sequence[Cell]]:
    """The whole change, then its parts."""
    yield [
        Cell(change.label, bold=True),
        Cell(change.amount.text, bold=True),
        Cell(change.total, bold=True),
        Cell(""),
    ]
    for part in change.parts:
        yield [Cell(""), Cell(part.amount.text), Cell(part.reason), Cell(part.names)]
