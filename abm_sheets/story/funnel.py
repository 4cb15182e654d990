"""What a year shows: how far accounts went, what goes with marketing, why deals are lost (§ 4.6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from abm_sheets.metrics import figures as computed
from abm_sheets.metrics.closed import COMPARISON, LOSSES
from abm_sheets.metrics.funnel import FUNNEL
from abm_sheets.story.units import joined
from abm_sheets.story.view import View
from abm_sheets.story.wording import (
    Figure,
    amount_figure,
    count_figure,
    days_figure,
    missing_text,
    share_figure,
    small_text,
)

MOST_REASONS = 8
"""Reasons of losses that are shown; the others are counted."""

Passage = tuple[computed.FunnelStep, computed.FunnelStep]
"""A stage of the funnel with the one before, which comes first."""


@dataclass(frozen=True, slots=True)
class Step:
    """A stage of the funnel, its accounts, their share of those of the stage before, and after how long.

    `rate` and `days` have no value where there is nothing to divide or to wait for. `text` says the three.
    """

    key: str
    label: str
    accounts: Figure
    rate: Figure
    days: Figure
    text: str


@dataclass(frozen=True, slots=True)
class Funnel:
    """The steps of the year's accounts; without any, `finding` says why.

    `narrowest` is the key of the stage that the smallest share reaches, "" where too few came near to say;
    `finding` says so, or how many became customers.
    """

    title: str
    finding: str
    narrowest: str
    steps: Sequence[Step]
    note: str


@dataclass(frozen=True, slots=True)
class Side:
    """Closed deals that marketing influenced (`influenced`) or not (`others`); `text` says what came of them.

    `small` says so where they are too few to conclude, "" elsewhere.
    """

    key: str
    label: str
    deals: Figure
    won: Figure
    win_rate: Figure
    cycle: Figure
    average: Figure
    text: str
    small: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The closed deals with marketing and without; without any, `finding` says why.

    It compares both, or says that either has too few; `note` on how to read them.
    """

    title: str
    finding: str
    sides: Sequence[Side]
    note: str


@dataclass(frozen=True, slots=True)
class Loss:
    """The deals lost for a reason, in the people's own words or in ours where they gave none.

    `text` says how many they are, and how many of them marketing influenced where that is known.
    """

    reason: str
    deals: Figure
    amount: Figure
    influenced: Figure
    text: str


@dataclass(frozen=True, slots=True)
class Losses:
    """The reasons of the losses, the largest amount first; where there is none `finding` says so.

    `missing` asks for the reasons that nobody gave, `more` counts those left out; each is "" where untrue.
    """

    title: str
    finding: str
    reasons: Sequence[Loss]
    more: str
    missing: str
    note: str


def funnel_of(view: View) -> Funnel:
    """The way of the year's accounts."""
    found, text = view.figures.funnel, view.words.text
    title = text("funnel.title")
    if not found or not found[0].accounts:
        return Funnel(title, missing_text(view, FUNNEL) or text("funnel.none"), "", [], "")
    narrowest = _narrowest(view, found)
    return Funnel(
        title=title,
        finding=_finding(view, found, narrowest),
        narrowest=narrowest[1].stage if narrowest else "",
        steps=[_step(view, each) for each in found],
        note=text("funnel.note"),
    )


def _finding(view: View, found: Sequence[computed.FunnelStep], narrowest: Passage | None) -> str:
    """The narrowest passage, or how many went all the way where none is."""
    text, integer = view.words.text, view.words.formats.integer
    if narrowest is None:
        return text("funnel.reached", found[-1].accounts, of=integer(found[0].accounts))
    before, step = narrowest
    rate = view.words.formats.percent(step.rate)
    return text(f"funnel.narrowest.{step.stage}", step.accounts, of=integer(before.accounts), rate=rate)


def _narrowest(view: View, found: Sequence[computed.FunnelStep]) -> Passage | None:
    """The stage that the smallest share reaches, with the one before, where enough came to that one."""
    enough = view.tables.settings.small_sample
    passages = [
        (before, step)
        for before, step in pairwise(found)
        if before.accounts >= enough and step.accounts < before.accounts
    ]
    return min(passages, key=lambda each: each[1].rate or 0, default=None)


def _step(view: View, step: computed.FunnelStep) -> Step:
    label = view.words.text(f"funnel.steps.{step.stage}")
    accounts, rate = count_figure(view, step.accounts), share_figure(view, step.rate)
    days = days_figure(view, step.median_days)
    said = [accounts.text]
    if step.rate is not None:
        said.append(view.words.text("funnel.rate", rate=rate.text))
    if step.median_days is not None:
        said.append(days.text)
    return Step(step.stage, label, accounts, rate, days, joined(said))


def comparison_of(view: View) -> Comparison:
    """The deals that the win rate counts, with and without marketing."""
    found, settings, text = view.figures.comparison, view.tables.settings, view.words.text
    title, days = text("comparison.title"), settings.win_rate_window_days
    if found is None or not found.influenced.deals + found.others.deals:
        return Comparison(title, missing_text(view, COMPARISON) or text("comparison.none", days), [], "")
    return Comparison(
        title=title,
        finding=_compared(view, found),
        sides=[_side(view, key, getattr(found, key)) for key in ("influenced", "others")],
        note=text("comparison.note", settings.influence_min_assets, days=days),
    )


def _compared(view: View, found: computed.Comparison) -> str:
    """Both win rates in a sentence, where each is of enough deals."""
    integer, percent = view.words.formats.integer, view.words.formats.percent
    enough, deals = view.tables.settings.small_sample, (found.influenced.deals, found.others.deals)
    if min(deals) < enough:
        influenced, others = map(integer, deals)
        return view.words.text("comparison.few", influenced=influenced, others=others, enough=integer(enough))
    rate, other = percent(found.influenced.win_rate), percent(found.others.win_rate)
    return view.words.text("comparison.finding", rate=rate, other=other)


def _side(view: View, key: str, side: computed.Side) -> Side:
    text, deals = view.words.text, count_figure(view, side.deals)
    cycle, average = days_figure(view, side.cycle_days), amount_figure(view, side.average_amount)
    said = [text("comparison.won", side.won, deals=deals.text)]
    if side.cycle_days is not None:
        said.append(text("comparison.in", None, cycle=cycle.text))
    if side.average_amount is not None:
        said.append(text("comparison.for", None, amount=average.text))
    return Side(
        key=key,
        label=text(f"comparison.{key}"),
        deals=deals,
        won=count_figure(view, side.won),
        win_rate=share_figure(view, side.win_rate),
        cycle=cycle,
        average=average,
        text=joined(said),
        small=small_text(view, side.deals),
    )


def losses_of(view: View, most: int = MOST_REASONS) -> Losses:
    """Why the deals that the win rate counts were lost, and what marketing had done, for so many reasons."""
    found, text, settings = view.figures.losses, view.words.text, view.tables.settings
    title, days = text("losses.title"), settings.win_rate_window_days
    if not found:
        return Losses(title, missing_text(view, LOSSES) or text("losses.none", days), [], "", "", "")
    amount = amount_figure(view, sum(each.amount for each in found)).text
    missing, rest = sum(each.deals for each in found if not each.reason), len(found) - most
    return Losses(
        title=title,
        finding=text("losses.finding", sum(each.deals for each in found), amount=amount, days=days),
        reasons=list(_reasons(view, found[:most])),
        more=text("losses.more", rest) if rest > 0 else "",
        missing=text("losses.missing", missing, column=_reason_header(view)) if missing else "",
        note=text("losses.note", settings.influence_min_assets),
    )


def _reason_header(view: View) -> str:
    return view.words.header("opportunities", "loss_reason")


def _reasons(view: View, found: Sequence[computed.Loss]) -> Iterator[Loss]:
    for each in found:
        said = [view.words.text("losses.lost", each.deals)]
        if each.influenced is not None:
            said.append(view.words.text("losses.influenced", each.influenced))
        yield Loss(
            reason=each.reason or view.words.text("losses.blank"),
            deals=count_figure(view, each.deals),
            amount=amount_figure(view, each.amount),
            influenced=count_figure(view, each.influenced),
            text=joined(said),
        )
