"""What the quarter will bring by its end: expected, within which bounds, with which chances (§ 4.8)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pandas as pd
from numpy.random import PCG64

from abm_sheets.history.stages import StageHistory, deal_keys, entry_on
from abm_sheets.language import fold
from abm_sheets.metrics.compute import Figures
from abm_sheets.metrics.outlook import Outlook
from abm_sheets.metrics.values import Rate
from abm_sheets.metrics.weeks import NEVER_AFTER, Days, number
from abm_sheets.tables.model import Tables

DRAWS = 10_000
SEED = 2026
LOW, HIGH = DRAWS // 10, DRAWS * 9 // 10
"""The ranks of the 10th and the 90th percentile."""

SMALL_SAMPLE, NO_VALUE = "small_sample", "no_value"
"""Why there is no forecast: fewer deals were closed, or a tab or a column that it needs is missing."""

_LEVELS = 1 << 16
_AT_ONCE = 16
"""Deals drawn together: so few that their draws stay in the processor's cache, and sums on one core."""

Shares = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Expectation:
    """A measure at the end of the quarter: its mean, the 10th and 90th percentiles of the draws.

    `probability` is the share of the draws that reach the target; None where there is no target. Amounts
    are in units of the currency.
    """

    expected: float | None = None
    low: float | None = None
    high: float | None = None
    target: float | None = None
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a date lets expect of the last day of its quarter; `reason` says why it does not."""

    end: date
    revenue: Expectation
    won_deals: Expectation
    reason: str | None = None


def forecast(history: StageHistory, tables: Tables, figures: Figures) -> Forecast:
    """The forecast at the date of the figures."""
    if figures.outlook is None:
        return Forecast(figures.period.quarter_end, Expectation(), Expectation(), NO_VALUE)
    return forecast_from(history, tables, figures.outlook)


def forecast_from(history: StageHistory, tables: Tables, outlook: Outlook) -> Forecast:
    """The forecast of a date, from what was known on it."""
    least = tables.settings.small_sample
    measures = (
        _Measure(outlook.revenue, outlook.revenue_target, outlook.cents, 100),
        _Measure(outlook.won_deals, outlook.deals_target, np.ones_like(outlook.cents), 1),
    )
    if len(outlook.closed) < max(least, 1):
        revenue, won_deals = (Expectation(target=each.shown_target) for each in measures)
        return Forecast(outlook.end, revenue, won_deals, SMALL_SAMPLE)
    chances = _chances(outlook, history, tables) * timings(outlook, least)
    drawn = draws(chances, [each.weights for each in measures])
    revenue, won_deals = (each.expectation(chances, sums) for each, sums in zip(measures, drawn, strict=True))
    return Forecast(outlook.end, revenue, won_deals)


@dataclass(frozen=True)
class _Measure:
    """What is counted: to date, its target, what each open deal would add, and how many make a unit."""

    to_date: int
    target: Fraction | None
    weights: Days
    unit: int

    @property
    def shown_target(self) -> float | None:
        return None if self.target is None else float(self.target / self.unit)

    def expectation(self, chances: Shares, drawn: Days) -> Expectation:
        """The mean, exactly summed whatever the order of the deals, and what the draws show."""
        ends = np.partition(drawn, (LOW - 1, HIGH - 1))
        reached = None
        if self.target is not None:
            reached = float((drawn >= math.ceil(self.target) - self.to_date).mean())
        return Expectation(
            (self.to_date + math.fsum(chances * self.weights)) / self.unit,
            (self.to_date + int(ends[LOW - 1])) / self.unit,
            (self.to_date + int(ends[HIGH - 1])) / self.unit,
            self.shown_target,
            reached,
        )


def timings(outlook: Outlook, least: int) -> Shares:
    """For each open deal, the chance that it is closed by the end of the quarter, if it is won.

    By the day that it is expected, where that is still to come, else by how long others of its age took.
    """
    day, end, cycles = number(outlook.as_of), number(outlook.end), outlook.cycles
    past = np.searchsorted(cycles, day - outlook.created, "right")
    in_time = np.searchsorted(cycles, end - outlook.created, "right") - past
    longer = np.where(len(cycles) < least, 0, len(cycles) - past)
    by_age = np.divide(in_time, longer, out=np.zeros(len(past)), where=longer > 0)
    planned = (day < outlook.expected) & (outlook.expected < NEVER_AFTER)
    return np.where(planned, outlook.expected <= end, by_age)


def _chances(outlook: Outlook, history: StageHistory, tables: Tables) -> Shares:
    """For each open deal, the chance that it is won: by its stage, else by what closed deals became."""
    stages = _stages(outlook, history, tables)
    said = {fold(name): share for name, share in _said(tables)}
    found = stages.unique()
    shown = {} if said.keys() >= set(found) else _shown(outlook, history, tables)
    usual = Rate(int(outlook.signed.sum()), len(outlook.closed)).value or 0.0
    least = tables.settings.small_sample
    known = {stage: rate.value or 0.0 for stage, rate in shown.items() if rate.denominator >= least}
    return stages.map({stage: said.get(stage, known.get(stage, usual)) for stage in found}).to_numpy(float)


def _said(tables: Tables) -> Iterator[tuple[str, float]]:
    """The probabilities that the team gave to stages."""
    given = tables.stages[tables.stages["probability"].notna()]
    return zip(given["stage"], given["probability"], strict=True)


def _stages(outlook: Outlook, history: StageHistory, tables: Tables) -> pd.Series:
    """The folded stage of each open deal on the date; "" where nobody knows any more.

    The tab says where a deal is today; of another day, only the stage history can, or the tab still does.
    """
    if tables.opportunities is None:
        return pd.Series(dtype=object)
    rows, day = tables.opportunities.iloc[outlook.open], outlook.as_of
    typed = rows["stage"].map({stage: fold(stage) for stage in rows["stage"].unique()})
    if day == tables.today:
        return typed
    entries = (entry_on(history.entries.get(key, ()), day) for key in deal_keys(rows, tables.accounts))
    unknown = typed.where(rows["kind"] == "open", "")
    return pd.Series(
        [fold(entry.stage) if entry else stage for entry, stage in zip(entries, unknown, strict=True)],
        dtype=object,
    )


def _shown(outlook: Outlook, history: StageHistory, tables: Tables) -> Mapping[str, Rate]:
    """Of the closed deals known to have been in each stage by the date, how many were won."""
    if tables.opportunities is None or not history.entries:
        return {}
    closed, won = Counter[str](), Counter[str]()
    keys = deal_keys(tables.opportunities.iloc[outlook.closed], tables.accounts)
    for key, signed in zip(keys, outlook.signed.tolist(), strict=True):
        entries = history.entries.get(key, ())
        stages = {fold(entry.stage) for entry in entries if entry.day <= outlook.as_of}
        closed.update(stages)
        won.update(stages if signed else ())
    return {stage: Rate(won[stage], count) for stage, count in closed.items()}


def draws(chances: Shares, weights: Sequence[Days]) -> Sequence[Days]:
    """What deals won by chance add up to, in 10,000 draws, by each of some weights.

    The bits are those of PCG64, whose stream numpy keeps the same in every version and on every machine;
    a chance is drawn with sixteen of them. The deals are taken in an order of their own, so that sorting
    the tab changes nothing. Sums of whole numbers are exact, in whatever order they are added.
    """
    levels = np.rint(chances * _LEVELS).astype(np.int64)
    certain = levels == _LEVELS
    order = np.lexsort((*weights, levels))
    order = order[(levels[order] > 0) & ~certain[order]]
    amounts, below = np.array(weights, float), levels.astype(np.uint16)
    totals = np.tile(amounts[:, certain].sum(axis=1, keepdims=True), DRAWS)
    bits, won = PCG64(SEED), np.empty((_AT_ONCE, DRAWS))
    for first in range(0, len(order), _AT_ONCE):
        chosen = order[first : first + _AT_ONCE]
        drawn = bits.random_raw(len(chosen) * DRAWS // 4).astype("<u8").view("<u2")
        np.less(drawn.reshape(-1, DRAWS), below[chosen, None], out=won[: len(chosen)], casting="unsafe")
        totals += amounts[:, chosen] @ won[: len(chosen)]
    return list(totals.astype(np.int64))
