"""The rows that prove each account's figures: what was counted, where it stands."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from abm_sheets.metrics.costs import Shares
from abm_sheets.metrics.deals import Deals
from abm_sheets.metrics.engagement import within_window
from abm_sheets.metrics.figures import Period
from abm_sheets.metrics.weeks import Days, Mask, number
from abm_sheets.tables.model import Tables


def proofs(
    tables: Tables, deals: Deals, period: Period, costs: Mapping[str, Shares]
) -> Mapping[str, pd.DataFrame]:
    """The rows counted for each account, sorted by account then row.

    `interactions` (account, row): those counted in the engagement window. `opportunities` (account,
    row): those created or closed in the period, or open at its end. `marketing_costs` and
    `sales_costs` (account, row, amount, shared): the account's own lines, then one row for all the
    lines that it shares (`shared` of them, the first at `row`), amounts in cents.
    """
    found = {name: _costs(shares) for name, shares in costs.items()}
    if tables.opportunities is not None:
        found["opportunities"] = _rows(tables.opportunities, _of_a_figure(deals, period))
    if tables.interactions is not None:
        window = tables.settings.engagement_window_days
        counted = within_window(tables.interactions, number(period.end), window)
        found["interactions"] = _rows(tables.interactions, counted)
    return found


def _of_a_figure(deals: Deals, period: Period) -> Mask:
    start, day = number(period.start), number(period.end)
    return deals.created_between(start, day) | deals.closed_between(start, day) | deals.open(day)


def _rows(frame: pd.DataFrame, chosen: Mask) -> pd.DataFrame:
    rows = frame.loc[chosen, ["account", "row"]]
    return rows.sort_values(["account", "row"], ignore_index=True)


def _costs(shares: Shares) -> pd.DataFrame:
    lines = shares.lines
    own = (lines.account >= 0) & ~np.isin(lines.row, shares.outside)
    sharers = np.flatnonzero(shares.shared_lines)
    parts = (
        _cost_rows(lines.account[own], lines.row[own], lines.cents[own], np.zeros(own.sum(), np.int64)),
        _cost_rows(sharers, shares.shared_row[sharers], shares.shared[sharers], shares.shared_lines[sharers]),
    )
    return pd.concat(parts).sort_values(["account", "shared", "row"], ignore_index=True)


def _cost_rows(account: Days, row: Days, amount: Days, shared: Days) -> pd.DataFrame:
    return pd.DataFrame({"account": account, "row": row, "amount": amount, "shared": shared})
