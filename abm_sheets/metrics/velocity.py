"""Metric 3: pipeline velocity, pipeline value × win rate × number of deals ÷ cycle length."""

from __future__ import annotations

from fractions import Fraction
from statistics import median

from abm_sheets.metrics.deals import MONEY, Deals, Inputs
from abm_sheets.metrics.metric import Metric
from abm_sheets.metrics.values import Rate, Said, Velocity
from abm_sheets.metrics.weeks import Mask
from abm_sheets.tables.accounts import POPULATION
from abm_sheets.tables.settings import Settings
from abm_sheets.tables.targets import Unit


def velocity(deals: Deals, chosen: Inputs, settings: Settings) -> Velocity:
    """The velocity of a day, in cents per day, with its four inputs (§ 4.3)."""
    count = int(chosen.pipeline.sum())
    wins = Rate(int(chosen.won.sum()), int(chosen.closed.sum()))
    value = _pipeline_value(deals.total(chosen.pipeline), count, settings)
    cycle = _cycle(deals, chosen.measured, settings.cycle)
    speed = _speed(value, wins, count, cycle)
    reason = _reason(count, wins, cycle)
    return Velocity(count, _rounded(value), wins, _rounded(cycle), _rounded(speed), reason)


def _pipeline_value(total: int, count: int, settings: Settings) -> Fraction | None:
    if count == 0:
        return None
    return Fraction(total, 1 if settings.velocity_value == "total" else count)


def median_cycle(deals: Deals, measured: Mask) -> float | None:
    """The median days from created to closed of won deals, at least 1, whatever the setting `cycle`."""
    return _rounded(_cycle(deals, measured, "median"))


def _cycle(deals: Deals, measured: Mask, how: str) -> Fraction | None:
    """The days from created to closed of won deals, median or mean, at least 1."""
    lengths = (deals.closed - deals.created)[measured].tolist()
    if not lengths:
        return None
    middle = median(lengths) if how == "median" else Fraction(sum(lengths), len(lengths))
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
    compute=lambda moment: velocity(moment.deals, moment.inputs, moment.settings),
    inputs={"accounts": POPULATION, "opportunities": MONEY, "stages": ()},
    settings=frozenset({"win_rate_window_days", "velocity_value", "cycle"}),
    owners=("sales",),
    detail=_detail,
    shared=True,
    quarterly=False,
)
