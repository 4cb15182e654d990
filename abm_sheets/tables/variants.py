"""The tables under other settings: only what a setting decides is read again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from abm_sheets.language import catalogue
from abm_sheets.tables.accounts import account_index
from abm_sheets.tables.costs import MarketingCostRow, SalesCostRow, read_costs
from abm_sheets.tables.model import Tables
from abm_sheets.tables.opportunities import read_opportunities
from abm_sheets.tables.reader import locate_inputs, read_tables
from abm_sheets.tables.reading import Reading
from abm_sheets.tables.regional import regional
from abm_sheets.tables.settings import Given, revised
from abm_sheets.workbook.interface import Snapshot

READ_BY = frozenset({"language", "locale", "time_zone"})
"""The settings that decide how every cell is read."""


def decides_reading(key: str) -> bool:
    """Whether a setting decides what is read rather than what is computed."""
    return key in READ_BY or key == "currency" or key.startswith("fx_")


def vary(snapshot: Snapshot, now: datetime, tables: Tables, given: Given) -> Tables:
    """The tables that a workbook would give with other settings typed in its settings tab.

    `tables` are those that `snapshot` gave at `now`. The issues of settings and of amounts are left as
    they are where not everything is read again.
    """
    if not READ_BY.isdisjoint(given):
        return read_tables(snapshot, now, given=given, units=tables.units)
    settings, present = revised(tables.settings, given), tables.settings
    varied = replace(tables, settings=settings)
    if (settings.currency, settings.rates) == (present.currency, present.rates):
        return varied
    return _with_amounts(snapshot, varied)


def _with_amounts(snapshot: Snapshot, tables: Tables) -> Tables:
    """The tables with their amounts in the currency and at the rates in force."""
    settings, index = tables.settings, account_index(tables.accounts)
    words, habits = catalogue(settings.language), regional(settings.locale)
    reading = Reading(words, habits, tables.today, locate_inputs(snapshot))
    return replace(
        tables,
        opportunities=read_opportunities(reading, index, tables.stages, settings),
        marketing_costs=read_costs(reading, index, MarketingCostRow, settings),
        sales_costs=read_costs(reading, index, SalesCostRow, settings),
    )
