"""The rows behind each account's figures, numbered as the evidence tab shows them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from abm_sheets.workbook.sheet import Link

KINDS = ("interactions", "opportunities", "marketing_costs", "sales_costs")
"""The kinds of proof, each named as the people's tab that holds it, in the order shown."""

FIRST_ROW = 5
"""The evidence tab's first row of data, as people see it."""

LIMIT = 8_000
"""Rows that the evidence tab shows at most."""

_COLUMNS = ["account", "row", "amount", "shared"]


def proof_rows(proofs: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """All proofs by account, then kind, then row; the index is the place in the evidence tab, from 0.

    Columns: `account` (position), `kind` (position in `KINDS`), `row` (in the people's tab),
    `amount` (the account's cents of a cost, else 0) and `shared`: how many shared cost lines the row
    adds up, 0 for a row that is the account's own.
    """
    parts = [_rows(proofs[name]).assign(kind=kind) for kind, name in enumerate(KINDS) if name in proofs]
    if not parts:
        return pd.DataFrame(dict.fromkeys([*_COLUMNS, "kind"], np.empty(0, dtype=np.int64)))
    rows = pd.concat(parts, ignore_index=True)
    order = np.lexsort((rows["kind"].to_numpy(), rows["account"].to_numpy()))
    return rows.iloc[order].reset_index(drop=True)


def first_links(rows: pd.DataFrame, accounts: int) -> list[Link | None]:
    """For each account a link to the first of some `proof_rows`, None where the tab shows none of them."""
    first = rows[~rows["account"].duplicated() & (rows.index < LIMIT)]
    links: list[Link | None] = [None] * accounts
    for account, place in zip(first["account"].tolist(), first.index.tolist(), strict=True):
        links[account] = Link("evidence", FIRST_ROW + place)
    return links


def _rows(proof: pd.DataFrame) -> pd.DataFrame:
    """One kind's proofs with all the columns: only costs have amounts and shared lines of their own."""
    return proof.reindex(columns=_COLUMNS, fill_value=0)
