"""From tables and a date to figures: what is computed, in which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from abm_sheets.metrics.accounts import account_figures, proofs, segments
from abm_sheets.metrics.closed import COMPARISON, LOSSES, TO_SHOW
from abm_sheets.metrics.figures import (
    AssetCount,
    Change,
    Changes,
    Comparison,
    FunnelStep,
    Loss,
    Moves,
    Period,
    Segment,
    StatusLine,
    ToShow,
)
from abm_sheets.metrics.funnel import FUNNEL
from abm_sheets.metrics.known import BY_KEY, HEADLINE, QUANTITIES
from abm_sheets.metrics.metric import ClosingMetrics, Metrics, measured
from abm_sheets.metrics.moment import COST_TABS, Moment, Prepared
from abm_sheets.metrics.outlook import OUTLOOK, Outlook
from abm_sheets.metrics.scope import first_day
from abm_sheets.metrics.stage import moves
from abm_sheets.metrics.status import statuses
from abm_sheets.metrics.values import units
from abm_sheets.metrics.velocity import median_cycle
from abm_sheets.metrics.weeks import Closing, baseline, months, positions, weeks
from abm_sheets.tables.model import Tables

WEEK = timedelta(days=7)
YOUNG = timedelta(weeks=4)
"""How long a quarter is read beside the last day of the one before."""


@dataclass(frozen=True)
class Figures:
    """All that a dashboard shows at an as-of date.

    `accounts` has a row per account that counts, in tab order, with the columns of § 8
    in cents and `datetime64` (`stage`, `stage_since`, `stagnating`, `active`, `in_scope`, `engaged`,
    `interactions`, `last_interaction`, `engaged_until`, `opportunities`, `open_amount`, `revenue`,
    `marketing_costs`, `sales_costs`, `roi`). `before` are the metrics of the evening before last Monday,
    and `changes` what changed since: None where there was nothing to count yet.
    `proofs` maps `interactions`, `opportunities`, `marketing_costs` and `sales_costs` to frames of
    the rows counted: see `metrics/accounts.py`. `costs_outside` and `costs_unknown_industry` are the
    rows, by tab, of lines of accounts out of scope and of lines shared by nobody. `closed` are the
    metrics of the closing dates asked for, in order. `open_deals` are the positions of the deals open at
    the date on accounts of the programme, `cycle_days` the median cycle of won deals. `last_quarter` are
    the metrics of the sentence on the last day of the quarter before, during the four weeks that follow.
    `outlook` is what a forecast starts from, and `outlooks` the same of the closing dates; None where a tab
    that it needs is missing.
    """

    period: Period
    now: Metrics
    before: Metrics | None
    accounts: pd.DataFrame
    segments: Sequence[Segment]
    statuses: Sequence[StatusLine]
    moves: Moves
    weeks: Sequence[ClosingMetrics]
    months: Sequence[ClosingMetrics]
    open_deals: Sequence[int]
    cycle_days: float | None
    funnel: Sequence[FunnelStep]
    comparison: Comparison | None
    losses: Sequence[Loss]
    to_show: ToShow | None
    assets: Sequence[AssetCount]
    proofs: Mapping[str, pd.DataFrame]
    costs_outside: Mapping[str, Sequence[int]]
    costs_unknown_industry: Mapping[str, Sequence[int]]
    outlook: Outlook | None = None
    closed: Sequence[Metrics] = ()
    outlooks: Sequence[Outlook | None] = ()
    changes: Changes | None = None
    last_quarter: Metrics | None = None


def compute(tables: Tables, as_of: date, closing: Sequence[date] = ()) -> Figures:
    """All the figures at a date, and the metrics of other closing dates; nothing here reads a clock."""
    prepared = Prepared.of(tables)
    moment = Moment(prepared, as_of)
    now = measured(moment, QUANTITIES)
    begun, since = first_day(tables) or date.max, Moment(prepared, baseline(as_of))
    before = metrics_at(since) if begun <= since.as_of else None
    closings = [Moment(prepared, day) for day in closing]
    accounts = account_figures(prepared, moment.period, moment.stages, moment.shares)
    return Figures(
        period=moment.period,
        now=now,
        before=before,
        accounts=accounts,
        segments=segments(tables.accounts, accounts),
        statuses=statuses(now, tables.targets, moment.period, tables.settings),
        moves=moves(moment.stages, prepared.stages(as_of - WEEK)),
        weeks=_at_closings(prepared, weeks(as_of)),
        months=_at_closings(prepared, months(as_of)),
        open_deals=positions(moment.deals.open(moment.day) & moment.ours),
        cycle_days=median_cycle(moment.deals, moment.inputs.measured),
        funnel=FUNNEL.at(moment) or [],
        comparison=COMPARISON.at(moment),
        losses=LOSSES.at(moment) or [],
        to_show=TO_SHOW.at(moment),
        assets=moment.influenced.asset_counts(),
        proofs=proofs(tables, prepared.deals, moment.period, moment.shares),
        costs_outside={name: shares.outside for name, shares in moment.shares.items()},
        outlook=OUTLOOK.at(moment),
        closed=[metrics_at(each) for each in closings],
        outlooks=[OUTLOOK.at(each) for each in closings],
        changes=_changes(since, moment, before, now) if before else None,
        last_quarter=_last_quarter(moment, begun),
        costs_unknown_industry={name: shares.unknown_industry for name, shares in moment.shares.items()},
    )


def metrics_at(moment: Moment) -> Metrics:
    """The metrics of a date of which nobody asks who bears which cost."""
    return measured(moment, tuple(BY_KEY.values()))


def _at_closings(prepared: Prepared, closings: Sequence[Closing]) -> list[ClosingMetrics]:
    """The metrics of each week or month."""
    return [
        ClosingMetrics(each.label, each.provisional, metrics_at(Moment(prepared, each.as_of)))
        for each in closings
    ]


def _last_quarter(moment: Moment, begun: date) -> Metrics | None:
    """What the sentence counted on the last day of the quarter before, while this one is young."""
    last = moment.period.start - timedelta(days=1)
    if last < begun or moment.as_of - last > YOUNG:
        return None
    return measured(Moment(moment.prepared, last), HEADLINE)


def _changes(since: Moment, moment: Moment, before: Metrics, now: Metrics) -> Changes:
    """What leads from the metrics of one date to those of a later one, on the same data and rules."""
    deals, ours = moment.deals, moment.ours
    first = since.day + 1
    closed = deals.closed_between(first, moment.day) & ours
    return Changes(
        since=since.as_of,
        changes=[
            Change(key, before.measure(key).value, now.measure(key).value, metric.change(since, moment))
            for key, metric in BY_KEY.items()
            if metric.change and before.found[key] and now.found[key]
        ],
        created=positions(deals.created_between(first, moment.day) & ours),
        signed=positions(closed & deals.won_kind),
        lost=positions(closed & deals.lost_kind),
        costs={name: _costs(moment, name, first) for name in COST_TABS if name in moment.prepared.costs},
    )


def _costs(moment: Moment, name: str, first: int) -> float:
    """A team's costs of the days from one on."""
    lines = moment.prepared.costs[name]
    return units(int(lines.cents[(first <= lines.day) & (lines.day <= moment.day)].sum())) or 0.0
