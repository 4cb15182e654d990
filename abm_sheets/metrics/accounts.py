"""Each account's figures at a date, one row per account, the rows that prove them, and segments (§ 8)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from abm_sheets.language import fold
from abm_sheets.metrics.costs import Shares
from abm_sheets.metrics.deals import Deals
from abm_sheets.metrics.engagement import within_window
from abm_sheets.metrics.figures import Period, Segment
from abm_sheets.metrics.moment import Prepared
from abm_sheets.metrics.stage import STAGES, Stages
from abm_sheets.metrics.values import Return
from abm_sheets.metrics.weeks import Days, Mask, number, to_dates
from abm_sheets.tables.model import Tables
from abm_sheets.tables.reading import build_frame

_STAGE_NAMES = np.array(STAGES, dtype=object)


def account_figures(
    prepared: Prepared, period: Period, stages: Stages, costs: Mapping[str, Shares]
) -> pd.DataFrame:
    """The accounts in tab order with the columns of `Figures.accounts`; money in cents."""
    in_scope = prepared.accounts.in_scope(period)
    stagnating = stages.stagnating(number(period.end), prepared.tables.settings.stagnation_days)
    money = _money(prepared, period, in_scope, costs)
    return pd.DataFrame(
        {
            "account": prepared.tables.accounts["account"],
            "active": stages.active,
            "in_scope": in_scope,
            "stage": build_frame({"stage": _stage_names(stages)})["stage"],
            "stage_since": to_dates(stages.since, stages.active),
            "stagnating": stagnating,
            **_engagement(prepared, number(period.end), stages.active),
            **money,
            "roi": _rois(money),
            **_people(prepared, number(period.end)),
        }
    )


def _stage_names(stages: Stages) -> npt.NDArray[np.object_]:
    names = _STAGE_NAMES[stages.stage]
    names[~stages.active] = None
    return names


def _engagement(prepared: Prepared, day: int, active: Mask) -> Mapping[str, npt.NDArray[Any]]:
    engagement = prepared.engagement
    engaged = active & engagement.engaged(day)
    last, known = engagement.last(day)
    until, short = engagement.one_short(day)
    return {
        "engaged": engaged,
        "interactions": engagement.in_window(day),
        "last_interaction": to_dates(last, known),
        "engaged_until": to_dates(engagement.until(day), engaged),
        "engaged_if_by": to_dates(until, active & short),
    }


def _people(prepared: Prepared, day: int) -> Mapping[str, npt.NDArray[Any]]:
    """How many people of each account interacted in the window, and whether an open deal hangs on one."""
    contacts, size = np.zeros(len(prepared.accounts), np.int64), len(prepared.accounts)
    interactions = prepared.tables.interactions
    if interactions is not None:
        counted = within_window(interactions, day, prepared.engagement.window)
        met = interactions.loc[counted, ["account", "contact"]].drop_duplicates()
        met["contact"] = met["contact"].map(fold)
        met = met[met["contact"] != ""].drop_duplicates()
        contacts = np.bincount(met["account"], minlength=size)
    opened = prepared.deals.count_by_account(prepared.deals.open(day), size) > 0
    return {"contacts": contacts, "single_contact": opened & (contacts <= 1)}


def _money(
    prepared: Prepared, period: Period, in_scope: Mask, costs: Mapping[str, Shares]
) -> Mapping[str, Days]:
    """Deals and costs over the period, 0 out of scope; the open amount at its end."""
    deals, size = prepared.deals, len(prepared.accounts)
    start, end = number(period.start), number(period.end)
    won = deals.won_kind & deals.closed_between(start, end)
    created = deals.created_between(start, end)
    blank = np.zeros(size, np.int64)
    borne = {
        name: costs[name].by_account if name in costs else blank
        for name in ("marketing_costs", "sales_costs")
    }
    return {
        "opportunities": deals.count_by_account(created, size) * in_scope,
        "won_deals": deals.count_by_account(won, size) * in_scope,
        "open_amount": deals.cents_by_account(deals.open(end), size),
        "revenue": deals.cents_by_account(won, size) * in_scope,
        **borne,
    }


def _rois(money: Mapping[str, Days]) -> pd.Series:
    """The ROI of each account, NaN where nothing was spent."""
    spent = money["marketing_costs"] + money["sales_costs"]
    return pd.Series((money["revenue"] - spent) / np.where(spent > 0, spent, np.nan))


DIMENSIONS = ("industry", "size", "tier")
_SUMMED = ["engaged", "opportunities", "won_deals", "revenue", "costs"]


def segments(accounts: pd.DataFrame, figures: pd.DataFrame) -> list[Segment]:
    """Each segment in the order of the accounts tab, named as its first account is.

    `figures` has the accounts' `in_scope`, `engaged`, `opportunities`, `won_deals`, `revenue`,
    `marketing_costs` and `sales_costs`, in cents, row for row with `accounts`.
    """
    costs = figures["marketing_costs"] + figures["sales_costs"]
    counted = figures.assign(costs=costs)[figures["in_scope"]]
    return [
        segment
        for dimension in DIMENSIONS
        for segment in _of_dimension(dimension, accounts.loc[counted.index, dimension], counted)
    ]


def _of_dimension(dimension: str, names: pd.Series, counted: pd.DataFrame) -> Iterator[Segment]:
    keys = names.map(lambda name: fold(name) if name else "")
    for key, group in counted.groupby(keys, sort=False):
        sums = group[_SUMMED].sum()
        yield Segment(
            dimension=dimension,
            segment=str(names[keys == key].iloc[0]),
            accounts=len(group),
            **{name: int(sums[name]) for name in _SUMMED},
            roi=Return(int(sums["revenue"]), int(sums["costs"])).ratio,
        )


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
