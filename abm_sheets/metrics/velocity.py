"""Metric 3: pipeline velocity, pipeline value × win rate × number of deals ÷ cycle length."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from statistics import median

import numpy as np

from abm_sheets.metrics.deals import MONEY, Deals
from abm_sheets.metrics.metric import Metric
from abm_sheets.metrics.values import Rate, Said, Velocity
from abm_sheets.metrics.weeks import Mask
from abm_sheets.tables.accounts import POPULATION
from abm_sheets.tables.settings import Settings
from abm_sheets.tables.targets import Unit


@dataclass(frozen=True)
class Inputs:
    """The deals behind each input: the pipeline, those closed, of them the won, of them the measured."""

    pipeline: Mask
    closed: Mask
    won: Mask
    measured: Mask


def inputs(deals: Deals, programme: Mask, day: int, settings: Settings) -> Inputs:
    """The deals that a day's velocity is computed from; a cycle that ends before it began is no cycle."""
    ours = programme[deals.account]
    closed = ours & deals.closed_between(day - settings.win_rate_window_days + 1, day)
    won = closed & deals.won_kind
    return Inputs(ours & deals.open(day) & deals.known, closed, won, won & (deals.closed >= deals.created))


def velocity(deals: Deals, programme: Mask, day: int, settings: Settings) -> Velocity:
    """The velocity at a day, in cents per day, with its four inputs (§ 4.3)."""
    chosen = inputs(deals, programme, day, settings)
    count = int(chosen.pipeline.sum())
    wins = Rate(int(chosen.won.sum()), int(chosen.closed.sum()))
    value = _pipeline_value(deals.total(chosen.pipeline), count, settings)
    cycle = _cycle_length(deals, chosen.measured, settings)
    speed = _speed(value, wins, count, cycle)
    reason = _reason(count, wins, cycle)
    return Velocity(count, _rounded(value), wins, _rounded(cycle), _rounded(speed), reason)


def _pipeline_value(total: int, count: int, settings: Settings) -> Fraction | None:
    if count == 0:
        return None
    return Fraction(total, 1 if settings.velocity_value == "total" else count)


def median_cycle(deals: Deals, won: Mask) -> float | None:
    """The median days from created to closed of won deals, at least 1, whatever the setting `cycle`."""
    measured = won & (deals.closed >= deals.created)
    lengths = (deals.closed - deals.created)[measured]
    return max(1.0, float(np.median(lengths))) if len(lengths) else None


def _cycle_length(deals: Deals, measured: Mask, settings: Settings) -> Fraction | None:
    """The days from created to closed of won deals, median or mean, at least 1."""
    lengths = (deals.closed - deals.created)[measured].tolist()
    if not lengths:
        return None
    middle = median(lengths) if settings.cycle == "median" else Fraction(sum(lengths), len(lengths))
    return max(Fraction(1), Fraction(middle))


def _speed(value: Fraction | None, wins: Rate, count: int, cycle: Fraction | None) -> Fraction | None:
    """The formula, exact until it is shown: a target that is met must not be missed by a rounding."""
    if value is None:
        return Fraction(0)
    if cycle is None:
        return None
    return value * Fraction(wins.numerator, wins.denominator) * count / cycle


def _rounded(exact: Fraction | None) -> float | None:
    return None if exact is None else float(exact)


def _reason(count: int, wins: Rate, cycle: Fraction | None) -> str | None:
    """Why there is no speed, or why it is zero."""
    if count == 0:
        return "no_open_deal"
    if wins.denominator == 0:
        return "no_closed_deal"
    if wins.numerator == 0:
        return "no_won_deal"
    return "no_cycle" if cycle is None else None


def _detail(found: Velocity) -> Said:
    if found.reason is not None:
        return Said(f"overview.no_velocity.{found.reason}")
    numbers = {
        "value": (found.pipeline_value, Unit.MONEY),
        "rate": (found.win_rate.value, Unit.SHARE),
        "cycle": (found.cycle_days, Unit.DAYS),
    }
    return Said("overview.detail.velocity", found.deals, numbers)


VELOCITY = Metric(
    key="velocity",
    unit=Unit.MONEY_A_DAY,
    compute=lambda moment: velocity(moment.deals, moment.programme, moment.day, moment.settings),
    inputs={"accounts": POPULATION, "opportunities": MONEY, "stages": ()},
    settings=frozenset({"win_rate_window_days", "velocity_value", "cycle"}),
    owners=("sales",),
    detail=_detail,
    shared=True,
    quarterly=False,
)
