"""What a year shows, in the analysis tab, and the lists of open deals that the review has too (§ 4.6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from abm_sheets.outputs.tabs.stack import Columns, Row, Stack, columns, link_to
from abm_sheets.palette import Tone
from abm_sheets.story.deals import Deal, DealToShow, HangingDeal, Reach, Showing, people_of
from abm_sheets.story.funnel import Loss, Side, Step, comparison_of, funnel_of, losses_of
from abm_sheets.story.pipeline import Pipeline, SlowDeal
from abm_sheets.story.view import View
from abm_sheets.workbook.sheet import Style, TableColumn

Owned = TypeVar("Owned", bound=Deal)

_FUNNEL: Columns[Step] = {
    "step": (lambda each: each.label, Style.TEXT),
    "accounts": (lambda each: each.accounts.value, Style.INTEGER),
    "rate": (lambda each: each.rate.value, Style.PERCENT),
    "days": (lambda each: each.days.value, Style.DECIMAL),
}
_SIDES: Columns[Side] = {
    "side": (lambda each: each.label, Style.TEXT),
    "deals": (lambda each: each.deals.value, Style.INTEGER),
    "won": (lambda each: each.won.value, Style.INTEGER),
    "win_rate": (lambda each: each.win_rate.value, Style.PERCENT),
    "cycle": (lambda each: each.cycle.value, Style.DECIMAL),
    "average": (lambda each: each.average.value, Style.MONEY),
    "reading": (lambda each: each.small, Style.STATUS),
}
_LOSSES: Columns[Loss] = {
    "reason": (lambda each: each.reason, Style.TEXT),
    "deals": (lambda each: each.deals.value, Style.INTEGER),
    "amount": (lambda each: each.amount.value, Style.MONEY),
    "influenced": (lambda each: each.influenced.value, Style.INTEGER),
}
_REACH: Columns[Reach] = {
    "people": (lambda each: each.people, Style.TEXT),
    "accounts": (lambda each: each.accounts.value, Style.INTEGER),
    "with_deal": (lambda each: each.with_deal.value, Style.INTEGER),
    "amount": (lambda each: each.amount.value, Style.MONEY),
}
_HANGING: Columns[HangingDeal] = {"people": (lambda each: each.people.value, Style.INTEGER)}
_SLOW: Columns[SlowDeal] = {
    "stage": (lambda each: each.stage, Style.TEXT),
    "days": (lambda each: each.days.value, Style.DAYS),
    "usual": (lambda each: each.usual.value, Style.DECIMAL),
    "team": (lambda each: each.team, Style.TEXT),
}
_TO_SHOW: Columns[DealToShow] = {"assets": (lambda each: "\n".join(each.assets), Style.TEXT)}

_NAME, _ASSETS = 2, 4
"""Columns of the tab that a deal's name takes, and what it may still be shown."""


def add_year(view: View, stack: Stack) -> None:
    """Add the funnel, the closed deals with and without marketing, why deals are lost, the people reached."""
    funnel, comparison, losses = funnel_of(view), comparison_of(view), losses_of(view)
    _open(stack, funnel.title, funnel.finding)
    _add_table(view, stack, "funnel.columns", funnel.steps, _FUNNEL)
    _say(stack, Style.MUTED, funnel.note)
    _open(stack, comparison.title, comparison.finding)
    small = {view.words.text("analysis.influence.small"): Tone.GREY}
    _add_table(
        view, stack, "comparison.columns", comparison.sides, _SIDES, {list(_SIDES).index("reading"): small}
    )
    _say(stack, Style.MUTED, comparison.note)
    _open(stack, losses.title, losses.finding)
    _add_table(view, stack, "losses.columns", losses.reasons, _LOSSES)
    _say(stack, Style.MUTED, losses.more, losses.missing, losses.note)
    people = people_of(view)
    _open(stack, people.title, people.finding)
    _add_table(view, stack, "people.columns", people.reach, _REACH)
    if people.hanging_title:
        stack.list_title(people.hanging_title, rows=bool(people.hanging))
    _add_deals(view, stack, people.hanging, _HANGING)
    _say(stack, Style.MUTED, people.more, people.note)


def add_slow(view: View, stack: Stack, found: Pipeline) -> None:
    """Add the oldest slow deals, with who sells and the team that can help."""
    stack.list_title(found.slow_title, rows=bool(found.slow))
    _add_deals(view, stack, found.slow, _SLOW)
    _say(stack, Style.MUTED, found.slow_more)


def add_showing(view: View, stack: Stack, found: Showing) -> None:
    """Add what each open deal could still be shown."""
    if found.title:
        stack.list_title(found.title, rows=bool(found.deals))
    _add_deals(view, stack, found.deals, _TO_SHOW, _ASSETS)
    _say(stack, Style.MUTED, found.more, found.note)


def _add_deals(view: View, stack: Stack, deals: Sequence[Owned], more: Columns[Owned], span: int = 1) -> None:
    """Add a table of open deals, each linked to its row, with some columns more, each so wide."""
    if not deals:
        return
    header = view.words.header
    links = [link_to(view, "opportunities", each.row) for each in deals]
    known = (
        TableColumn(header("accounts", "account"), [each.account for each in deals], links=links),
        TableColumn(header("opportunities", "name"), [each.name for each in deals], span=_NAME),
        TableColumn(header("opportunities", "amount"), [each.amount.value for each in deals], Style.MONEY),
        TableColumn(header("accounts", "sales_owner"), [each.owner for each in deals]),
    )
    others = columns(view.words, "deals.columns", deals, more)
    stack.table([*known, *(replace(each, span=span) for each in others)])


def _open(stack: Stack, title: str, finding: str) -> None:
    stack.heading(title)
    _say(stack, Style.LABEL, finding)


def _add_table(
    view: View,
    stack: Stack,
    place: str,
    rows: Sequence[Row],
    read: Columns[Row],
    words: Mapping[int, Mapping[str, Tone]] | None = None,
) -> None:
    if rows:
        stack.table(columns(view.words, place, rows, read), words)


def _say(stack: Stack, style: Style, *sentences: str) -> None:
    for sentence in filter(None, sentences):
        stack.line(sentence, style)
