"""What changed since last Monday, as parts that add up to the difference (SPEC 5)."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from abm_sheets.metrics.days import Mask, number
from abm_sheets.metrics.figures import Change, Changes, Metrics, Part, Period, units
from abm_sheets.metrics.parts import parts
from abm_sheets.metrics.prepared import COST_TABS, Prepared

_DAY = timedelta(days=1)

COUNTED = ("engaged_accounts", "opportunities", "won_deals", "revenue")
"""The metrics whose change is told part by part."""


def baseline(as_of: date) -> date:
    """The Sunday before last Monday: a Monday looks back on the whole week that it follows."""
    monday = as_of - _DAY - timedelta(days=(as_of - _DAY).weekday())
    return monday - _DAY


def changes(prepared: Prepared, before: Metrics, now: Metrics) -> Changes:
    """What leads from the metrics of one date to those of a later one, on the same data and rules."""
    first, last = number(before.as_of) + 1, number(now.as_of)
    deals, programme = prepared.deals, prepared.accounts.in_programme(last)
    ours = programme[deals.account] if len(deals.account) else np.zeros(0, bool)
    closed = deals.closed_between(first, last) & ours
    period = prepared.period(now.as_of)
    return Changes(
        since=before.as_of,
        changes=[
            Change(metric, parts(before, metric).value, parts(now, metric).value, found)
            for metric in COUNTED
            if (found := _parts(prepared, metric, before, now, period)) is not None
        ],
        created=_positions(deals.created_between(first, last) & ours),
        signed=_positions(closed & deals.won_kind),
        lost=_positions(closed & deals.lost_kind),
        costs={name: _costs(prepared, name, first, last) for name in COST_TABS if name in prepared.costs},
    )


def _parts(
    prepared: Prepared, metric: str, before: Metrics, now: Metrics, period: Period
) -> list[Part] | None:
    was, value = parts(before, metric).value, parts(now, metric).value
    if was is None or value is None:
        return None
    if metric == "engaged_accounts":
        return _engaged(prepared, before.as_of, now.as_of)
    return _counted(prepared, metric, (was, value), before, period)


def _engaged(prepared: Prepared, since: date, as_of: date) -> list[Part]:
    """Accounts that became engaged or ceased to be: by their interactions, or by the list."""
    first, last = number(since), number(as_of)
    active_before, active = prepared.accounts.active(first), prepared.accounts.active(last)
    engaged_before, engaged = (prepared.engagement.engaged(day) for day in (first, last))
    was, now = active_before & engaged_before, active & engaged
    found = {
        "new": (1, now & ~was & ~engaged_before),
        "joined": (1, now & ~was & engaged_before),
        "window": (-1, was & ~now & active),
        "left": (-1, was & ~now & ~active),
    }
    return [
        Part(reason, sign * int(mask.sum()), _positions(mask))
        for reason, (sign, mask) in found.items()
        if mask.any()
    ]


def _counted(
    prepared: Prepared, metric: str, values: tuple[float, float], before: Metrics, period: Period
) -> list[Part]:
    """What was added since, the quarter that began anew, and what the list of accounts changed."""
    was, now = values
    in_scope = prepared.accounts.in_scope(period)
    restarted = period.start > before.as_of
    first = max(number(before.as_of) + 1, number(period.start))
    added = _added(prepared, metric, in_scope, first, number(period.end))
    amount = _amount(prepared, metric, added)
    base = 0.0 if restarted else was
    found = [
        Part("quarter", base - was),
        Part("new", amount, deals=_positions(added)),
        # Amounts are cents: what is less is the noise of floating numbers.
        Part("scope", round(now - base - amount, 2)),
    ]
    return [part for part in found if part.amount or part.deals]


def _added(prepared: Prepared, metric: str, in_scope: Mask, first: int, last: int) -> Mask:
    """The deals created, or signed, from a day to another on accounts in scope."""
    deals = prepared.deals
    ours = in_scope[deals.account] if len(deals.account) else np.zeros(0, bool)
    if metric == "opportunities":
        return deals.created_between(first, last) & ours
    return deals.closed_between(first, last) & deals.won_kind & ours


def _amount(prepared: Prepared, metric: str, deals: Mask) -> float:
    if metric == "revenue":
        return units(prepared.deals.total(deals)) or 0.0
    return int(deals.sum())


def _costs(prepared: Prepared, name: str, first: int, last: int) -> float:
    lines = prepared.costs[name]
    return units(int(lines.cents[(first <= lines.day) & (lines.day <= last)].sum())) or 0.0


def _positions(mask: Mask) -> list[int]:
    return [int(position) for position in np.flatnonzero(mask)]
