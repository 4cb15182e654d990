"""Metric 1: engaged accounts, those with enough counted interactions in a moving window."""

from __future__ import annotations

from collections.abc import Sequence

from abm_sheets.metrics.figures import Part
from abm_sheets.metrics.metric import Benchmark, Metric
from abm_sheets.metrics.moment import Moment
from abm_sheets.metrics.values import Count, Said
from abm_sheets.metrics.weeks import positions
from abm_sheets.tables.accounts import POPULATION
from abm_sheets.tables.targets import Unit


def _engaged(moment: Moment) -> Count:
    return Count(int(moment.engaged.sum()), int(moment.in_scope.sum()))


def _detail(found: Count) -> Said:
    return Said("overview.detail.engaged_accounts", found.number, {"total": (found.total, Unit.COUNT)})


def _change(before: Moment, now: Moment) -> Sequence[Part]:
    """Accounts that became engaged or ceased to be: by their interactions, or by the list."""
    engagement = now.prepared.engagement
    engaged_before, engaged = engagement.engaged(before.day), engagement.engaged(now.day)
    was, become = before.active & engaged_before, now.active & engaged
    found = {
        "new": (1, become & ~was & ~engaged_before),
        "joined": (1, become & ~was & engaged_before),
        "window": (-1, was & ~become & now.active),
        "left": (-1, was & ~become & ~now.active),
    }
    return [
        Part(reason, sign * int(mask.sum()), positions(mask))
        for reason, (sign, mask) in found.items()
        if mask.any()
    ]


ENGAGED_ACCOUNTS = Metric(
    key="engaged_accounts",
    unit=Unit.COUNT,
    compute=_engaged,
    inputs={"accounts": POPULATION, "interactions": (), "interaction_types": ()},
    settings=frozenset({"fiscal_year_start", "engagement_min_interactions", "engagement_window_days"}),
    owners=("marketing",),
    detail=_detail,
    shared=True,
    quarterly=False,
    benchmark=Benchmark(0.1, 0.3, judged_by="activation"),
    change=_change,
)
