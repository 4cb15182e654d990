"""Every metric, in the order they are shown, and what is computed beside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from abm_sheets.metrics.closed import AVERAGE_DEAL
from abm_sheets.metrics.conversion_rate import CONVERSION_RATE, CONVERSION_RATE_12M
from abm_sheets.metrics.engaged_accounts import ENGAGED_ACCOUNTS
from abm_sheets.metrics.influence_rate import INFLUENCE_RATE
from abm_sheets.metrics.metric import Metric, Quantity
from abm_sheets.metrics.opportunities import (
    ACCOUNTS_IN_OPPORTUNITY,
    ACCOUNTS_WITH_OPPORTUNITY,
    OPPORTUNITIES,
)
from abm_sheets.metrics.revenue import OPEN_PIPELINE, REVENUE
from abm_sheets.metrics.roi import MARKETING_COSTS, ROI, ROI_12M, SALES_COSTS, UNALLOCATED_COSTS
from abm_sheets.metrics.target_accounts import TARGET_ACCOUNTS
from abm_sheets.metrics.velocity import VELOCITY
from abm_sheets.metrics.won_deals import ACCOUNTS_WON, WON_DEALS
from abm_sheets.tables.targets import Unit

QUANTITIES: tuple[Quantity[Any], ...] = (
    TARGET_ACCOUNTS,
    ENGAGED_ACCOUNTS,
    ACCOUNTS_IN_OPPORTUNITY,
    OPPORTUNITIES,
    ACCOUNTS_WITH_OPPORTUNITY,
    WON_DEALS,
    ACCOUNTS_WON,
    REVENUE,
    OPEN_PIPELINE,
    MARKETING_COSTS,
    SALES_COSTS,
    UNALLOCATED_COSTS,
    CONVERSION_RATE,
    VELOCITY,
    INFLUENCE_RATE,
    ROI,
    CONVERSION_RATE_12M,
    ROI_12M,
    AVERAGE_DEAL,
)
"""All that a run publishes of its date, in order. What may have a target is a metric."""

HEADLINE: tuple[Quantity[Any], ...] = (
    TARGET_ACCOUNTS,
    ENGAGED_ACCOUNTS,
    ACCOUNTS_IN_OPPORTUNITY,
    ACCOUNTS_WON,
    REVENUE,
    ROI,
    ROI_12M,
)
"""What the sentence for leadership counts (§ 6)."""

BY_KEY: Mapping[str, Metric[Any]] = {each.key: each for each in QUANTITIES if isinstance(each, Metric)}

METRICS = tuple(BY_KEY)
"""The metrics' keys."""

SHARED = tuple(key for key, metric in BY_KEY.items() if metric.shared)
"""Those of the metrics that marketing and sales share."""

UNITS: Mapping[str, Unit] = {key: metric.unit for key, metric in BY_KEY.items()}
"""What the metrics, and their targets, are in."""
