"""The tables made ready once for any date: sorted, numbered, as arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from abm_sheets.metrics.costs import CostLines, Shares, Sharing, allocate, cost_weights, industry_numbers
from abm_sheets.metrics.deals import Deals
from abm_sheets.metrics.engagement import Engagement
from abm_sheets.metrics.figures import Period
from abm_sheets.metrics.influence import InfluencedDeals, Sights, Touches, deals_of, influence_on
from abm_sheets.metrics.scope import Accounts, period_of
from abm_sheets.metrics.stage import Stages, stages
from abm_sheets.metrics.weeks import Days, number
from abm_sheets.tables.model import Tables

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
