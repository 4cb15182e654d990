"""Metric 4: marketing influence, influenced deals over deals (§ 4.4)."""

from __future__ import annotations

from abm_sheets.metrics.deals import ENDS
from abm_sheets.metrics.metric import Benchmark, Metric
from abm_sheets.metrics.values import Influence, Said
from abm_sheets.tables.accounts import POPULATION
from abm_sheets.tables.targets import Unit


def _detail(found: Influence) -> Said:
    total = {"total": (found.all.denominator, Unit.COUNT)}
    return Said("overview.detail.influence_rate", found.all.numerator, total)


INFLUENCE_RATE = Metric(
    key="influence_rate",
    unit=Unit.SHARE,
    compute=lambda moment: moment.influenced.influence(),
    inputs={
        "accounts": POPULATION,
        "opportunities": ENDS,
        "interactions": ("asset",),
        "interaction_types": (),
    },
    settings=frozenset({"fiscal_year_start", "influence_lookback_days", "influence_min_assets"}),
    owners=("marketing",),
    detail=_detail,
    shared=True,
    benchmark=Benchmark(0.6, 0.8),
)
