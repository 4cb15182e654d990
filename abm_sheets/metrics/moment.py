"""The tables made ready once for any date, and seen from one: what that date's metrics are computed from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

import numpy as np

from abm_sheets.metrics.costs import CostLines, Shares, Sharing, allocate, cost_weights, industry_numbers
from abm_sheets.metrics.deals import Deals, Inputs
from abm_sheets.metrics.engagement import Engagement
from abm_sheets.metrics.figures import Period, Span
from abm_sheets.metrics.influence import InfluencedDeals, Sights, Touches, deals_of, influence_on
from abm_sheets.metrics.scope import Accounts, period_of
from abm_sheets.metrics.stage import Stages, stages
from abm_sheets.metrics.values import exact_target
from abm_sheets.metrics.weeks import Days, Mask, number
from abm_sheets.tables.model import Tables
from abm_sheets.tables.settings import Settings
from abm_sheets.tables.targets import Unit

COST_TABS = ("marketing_costs", "sales_costs")


@dataclass(frozen=True)
class Prepared:
    """What every metric is computed from; `costs` has no entry for a tab that is missing."""

    tables: Tables
    accounts: Accounts
    engagement: Engagement
    deals: Deals
    touches: Touches
    costs: Mapping[str, CostLines]
    industries: Days

    @classmethod
    def of(cls, tables: Tables) -> Prepared:
        """Make tables ready."""
        size = len(tables.accounts)
        industries, known = industry_numbers(tables.accounts)
        frames = {name: getattr(tables, name) for name in COST_TABS}
        firsts_only = tables.settings.influence_lookback_days is None
        return cls(
            tables,
            Accounts.of(tables.accounts),
            Engagement.of(tables.interactions, size, tables.settings),
            Deals.of(tables.opportunities),
            Touches.of(tables.interactions, tables.interaction_types, size, firsts_only=firsts_only),
            {name: CostLines.of(frame, known) for name, frame in frames.items() if frame is not None},
            industries,
        )

    def under(self, tables: Tables) -> Prepared:
        """The same rows under other settings, that bound the look-back of influence only if these do."""
        return replace(self, tables=tables, engagement=self.engagement.under(tables.settings))

    def period(self, as_of: date) -> Period:
        """The quarter of a date."""
        return period_of(as_of, self.tables.settings.fiscal_year_start)

    def stages(self, as_of: date) -> Stages:
        """The accounts' stages at a date."""
        return stages(self.accounts, self.engagement, self.deals, number(as_of))

    @cached_property
    def sights(self) -> Sights:
        """The assets that accounts have in sight on any day."""
        return Sights.of(self.touches, self.tables.settings.influence_lookback_days)

    def influenced_deals(self, period: Period) -> InfluencedDeals:
        """The deals of a period and the assets seen before them."""
        programme = self.accounts.in_programme(number(period.end))
        return self.influence_on(deals_of(self.deals, programme, period), number(period.end))

    def influence_on(self, chosen: Days, day: int) -> InfluencedDeals:
        """Some deals, by their positions, as of a day, and the assets seen before them."""
        return influence_on(self.deals, self.touches, self.sights, chosen, day, self.tables.settings)

    def sharing(self, period: Period) -> Sharing:
        """Who shares the costs of a period."""
        allocation = self.tables.settings.cost_allocation
        weights = cost_weights(self.engagement, period, allocation)
        return Sharing(self.accounts, self.accounts.in_scope(period), self.industries, weights)

    def allocate(self, period: Period) -> Mapping[str, Shares]:
        """Each team's costs of a period, given to the accounts in scope."""
        sharing = self.sharing(period)
        return {name: allocate(lines, sharing, period) for name, lines in self.costs.items()}


YEAR = 365
"""The days of what is counted over twelve months."""


@dataclass(frozen=True)
class Moment:
    """A date to look from."""

    prepared: Prepared
    as_of: date

    @property
    def tables(self) -> Tables:
        """The people's tabs."""
        return self.prepared.tables

    @property
    def settings(self) -> Settings:
        """The rules in force."""
        return self.prepared.tables.settings

    @property
    def deals(self) -> Deals:
        """The opportunities."""
        return self.prepared.deals

    @cached_property
    def period(self) -> Period:
        """The quarter up to the date."""
        return self.prepared.period(self.as_of)

    @cached_property
    def year(self) -> Span:
        """The 365 days up to the date."""
        return Span(self.as_of - timedelta(days=YEAR - 1), self.as_of)

    @cached_property
    def of_year(self) -> Mask:
        """The accounts active on at least one day of the year."""
        return self.prepared.accounts.in_scope(self.year)

    @cached_property
    def start(self) -> int:
        """The number of the quarter's first day."""
        return number(self.period.start)

    @cached_property
    def day(self) -> int:
        """The number of the date."""
        return number(self.as_of)

    @cached_property
    def active(self) -> Mask:
        """The accounts targeted on the date."""
        return self.prepared.accounts.active(self.day)

    @cached_property
    def in_scope(self) -> Mask:
        """The accounts in scope."""
        return self.prepared.accounts.in_scope(self.period)

    @cached_property
    def programme(self) -> Mask:
        """The accounts in the programme."""
        return self.prepared.accounts.in_programme(self.day)

    @cached_property
    def ours(self) -> Mask:
        """The deals on accounts in the programme."""
        return self.programme[self.deals.account]

    @cached_property
    def inputs(self) -> Inputs:
        """The deals that the velocity, and with it the win rate, counts."""
        return Inputs.of(self.deals, self.ours, self.day, self.settings.win_rate_window_days)

    @cached_property
    def influenced_closed(self) -> Mask:
        """Of the deals that the win rate counts, those that are influenced as metric 4 counts them."""
        influenced, closed = np.zeros_like(self.inputs.closed), np.flatnonzero(self.inputs.closed)
        influenced[closed] = self.prepared.influence_on(closed, self.day).influenced
        return influenced

    @cached_property
    def engaged(self) -> Mask:
        """The accounts in scope that are active and engaged."""
        return self.in_scope & self.active & self.prepared.engagement.engaged(self.day)

    @cached_property
    def created(self) -> Mask:
        """The opportunities created in the period on accounts in scope."""
        return self.deals.created_between(self.start, self.day) & self.in_scope[self.deals.account]

    @cached_property
    def won(self) -> Mask:
        """The deals signed in the period on accounts in scope."""
        closed = self.deals.closed_between(self.start, self.day)
        return self.deals.won_kind & closed & self.in_scope[self.deals.account]

    def target(self, metric: str, unit: Unit) -> Fraction | None:
        """The target of a metric for the quarter, in cents where it is an amount; None without one."""
        targets = self.tables.targets
        ours = (targets["metric"] == metric) & (targets["quarter"] == self.period.quarter)
        return next((exact_target(typed, unit) for typed in targets["target"][ours]), None)

    @cached_property
    def in_opportunity(self) -> Mask:
        """The deals on accounts in scope that are open, or were signed in the period."""
        return self.won | (self.deals.open(self.day) & self.in_scope[self.deals.account])

    @cached_property
    def influenced(self) -> InfluencedDeals:
        """The deals of the period and the assets seen before them."""
        return self.prepared.influenced_deals(self.period)

    @cached_property
    def stages(self) -> Stages:
        """The accounts' stages."""
        return self.prepared.stages(self.as_of)

    @cached_property
    def shares(self) -> Mapping[str, Shares]:
        """Each team's costs of the period, given to the accounts in scope."""
        return self.prepared.allocate(self.period)

    def spent(self, tab: str) -> int:
        """A team's costs of the period, in cents; how they are shared does not change their sum."""
        return self._spent(tab, self.period, self.in_scope)

    def spent_in_year(self, tab: str) -> int:
        """A team's costs of the year, in cents, those of known accounts that are not of it left out."""
        return self._spent(tab, self.year, self.of_year)

    def _spent(self, tab: str, span: Span, accounts: Mask) -> int:
        return int(self.prepared.costs[tab].between(span).counted(accounts).cents.sum())
