"""Metric 2: account to opportunity conversion, opportunities created over accounts in scope."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from abm_sheets.metrics.days import Mask, number
from abm_sheets.metrics.deals import Deals
from abm_sheets.metrics.figures import Period, Rate


@dataclass(frozen=True, slots=True)
class Conversion:
    """Opportunities created in the period, the accounts they are on, and the rate."""

    opportunities: int
    accounts_with_opportunity: int
    rate: Rate


def created_in_scope(deals: Deals, in_scope: Mask, period: Period) -> Mask:
    """The opportunities created in a period on accounts in scope."""
    return deals.created_between(number(period.start), number(period.end)) & in_scope[deals.account]


def conversion(deals: Deals, in_scope: Mask, period: Period) -> Conversion:
    """The conversion of a period (SPEC 4.2)."""
    created = created_in_scope(deals, in_scope, period)
    count = int(created.sum())
    accounts = len(np.unique(deals.account[created]))
    return Conversion(count, accounts, Rate(count, int(in_scope.sum())))
