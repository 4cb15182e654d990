"""The two tabs of costs: what each team spent, on one account, on an industry, or on all."""

from __future__ import annotations

import pandas as pd

from abm_sheets.tables.converting import amounts_in_cents
from abm_sheets.tables.matching import BLANK, UNKNOWN, AccountIndex, resolve_accounts
from abm_sheets.tables.reading import Reading
from abm_sheets.tables.rows import Day, Money, Name, Row, Text
from abm_sheets.tables.settings import Settings


class MarketingCostRow(Row):
    """A line of marketing costs."""

    tab = "marketing_costs"

    date: Day
    label: Text = ""
    amount: Money
    account: Name = ""
    industry: Text = ""


class SalesCostRow(MarketingCostRow):
    """A line of sales costs, the same columns."""

    tab = "sales_costs"


def read_costs(
    reading: Reading, index: AccountIndex, model: type[MarketingCostRow], settings: Settings
) -> pd.DataFrame | None:
    """The lines with a date and a known amount; an unknown account leaves a line unallocated, not out."""
    rows = reading.rows(model)
    if rows is None:
        return None
    accounts = resolve_accounts(reading, rows, index)
    amounts, known = amounts_in_cents(reading, rows, settings)
    rows.kept &= known
    reading.note_future(rows, "date")
    # An unreadable account or industry is not a blank one: the line is nobody's rather than everybody's.
    nameless = rows.columns["industry"].unreadable & (accounts == BLANK)
    accounts[rows.columns["account"].unreadable | nameless] = UNKNOWN
    reading.set_aside(rows)
    return rows.frame(account=accounts, amount=amounts)
