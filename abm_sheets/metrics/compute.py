"""From tables and a date to figures: what is computed, in which order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from abm_sheets.metrics.accounts import account_figures
from abm_sheets.metrics.beginning import first_day
from abm_sheets.metrics.changes import baseline, changes
from abm_sheets.metrics.days import number
from abm_sheets.metrics.evidence import proofs
from abm_sheets.metrics.figures import Figures, Metrics
from abm_sheets.metrics.pipeline import stage_ages
from abm_sheets.metrics.prepared import Prepared
from abm_sheets.metrics.segments import segments
from abm_sheets.metrics.stage import moves
from abm_sheets.metrics.status import statuses
from abm_sheets.metrics.totals import snapshots, whole
from abm_sheets.metrics.weeks import months, weeks
from abm_sheets.tables.model import Tables

WEEK = timedelta(days=7)


def compute(tables: Tables, as_of: date, closing: Sequence[date] = ()) -> Figures:
    """All the figures at a date, and the metrics of other closing dates; nothing here reads a clock."""
    prepared = Prepared.of(tables)
    period = prepared.period(as_of)
    stages, costs = prepared.stages(as_of), prepared.allocate(period)
    influenced = prepared.influenced_deals(period)
    now = whole(prepared, as_of, influenced.influence(), costs)
    begun, since = first_day(tables) or date.max, baseline(as_of)
    before = _metrics(prepared, since) if begun <= since else None
    accounts = account_figures(prepared, period, stages, costs)
    return Figures(
        period=period,
        now=now,
        before=before,
        accounts=accounts,
        segments=segments(tables.accounts, accounts),
        statuses=statuses(now, tables.targets, period, tables.settings),
        moves=moves(stages, prepared.stages(as_of - WEEK)),
        weeks=snapshots(prepared, weeks(as_of)),
        months=snapshots(prepared, months(as_of)),
        stage_ages=stage_ages(prepared, number(as_of), now.velocity),
        assets=influenced.asset_counts(prepared.touches.names),
        proofs=proofs(tables, prepared.deals, period, costs),
        costs_outside={name: shares.outside for name, shares in costs.items()},
        closed=[_metrics(prepared, day) for day in closing],
        changes=changes(prepared, before, now) if before else None,
        costs_unknown_industry={name: shares.unknown_industry for name, shares in costs.items()},
    )


def _metrics(prepared: Prepared, as_of: date) -> Metrics:
    """All five metrics of another date; nobody asks there who bears which cost."""
    influenced = prepared.influenced_deals(prepared.period(as_of))
    return whole(prepared, as_of, influenced.influence(), costs={})
