"""The evidence tab: the rows that prove each account's figures, with the way back to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

from abm_sheets.outputs.tabs.stack import link_to
from abm_sheets.story.units import amounts, days, texts
from abm_sheets.story.view import View
from abm_sheets.workbook.sheet import Block, Item, Link, Sheet, Style, Table, TableColumn

_BETWEEN = " · "
_SPAN = 5
_DETAILS = ["date", "closed", "description", "amount"]

KINDS = ("interactions", "opportunities", "marketing_costs", "sales_costs")
"""The kinds of proof, each named as the people's tab that holds it, in the order shown."""

FIRST_ROW = 5
"""The evidence tab's first row of data, as people see it."""

LIMIT = 8_000
"""Rows that the evidence tab shows at most."""

_PROOF_COLUMNS = ["account", "row", "amount", "shared"]


def proof_rows(proofs: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """All proofs by account, then kind, then row; the index is the place in the evidence tab, from 0.

    Columns: `account` (position), `kind` (position in `KINDS`), `row` (in the people's tab),
    `amount` (the account's cents of a cost, else 0) and `shared`: how many shared cost lines the row
    adds up, 0 for a row that is the account's own.
    """
    parts = [
        _with_columns(proofs[name]).assign(kind=kind) for kind, name in enumerate(KINDS) if name in proofs
    ]
    if not parts:
        return pd.DataFrame(dict.fromkeys([*_PROOF_COLUMNS, "kind"], np.empty(0, dtype=np.int64)))
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


def _with_columns(proof: pd.DataFrame) -> pd.DataFrame:
    """One kind's proofs with all the columns: only costs have amounts and shared lines of their own."""
    return proof.reindex(columns=_PROOF_COLUMNS, fill_value=0)


def evidence(view: View) -> Sheet:
    """Lay out the evidence tab: one table by account, at most `LIMIT` rows."""
    rows = proof_rows(view.figures.proofs)
    return Sheet(
        key="evidence",
        title=view.words.title("evidence"),
        blocks=(Block(0, 0, _opening(view, len(rows))),),
        tables=(Table(FIRST_ROW - 2, 0, _columns(view, rows[:LIMIT]), filter=True),),
        frozen_rows=FIRST_ROW - 1,
        frozen_columns=1,
    )


def _opening(view: View, count: int) -> list[list[Item]]:
    """The title, what the tab is for and, if rows were cut, how many."""
    words = view.words
    day = words.formats.long_day(view.figures.period.end)
    lines = [
        [Item(words.title("evidence"), Style.TITLE, span=_SPAN)],
        [Item(words.text("evidence.purpose", day=day), Style.MUTED, span=_SPAN)],
    ]
    if count > LIMIT:
        limit = words.formats.integer(LIMIT)
        lines.append([Item(words.text("evidence.cut", count, limit=limit), Style.MUTED, span=_SPAN)])
    return lines


def _columns(view: View, rows: pd.DataFrame) -> Sequence[TableColumn]:
    words = view.words
    header = words.find("evidence.columns")
    details = _details(view, rows)
    kinds = [words.text(f"evidence.kinds.{kind}") for kind in KINDS]
    names = view.tables.accounts["account"].to_numpy()[rows["account"].to_numpy()]
    return (
        TableColumn(words.header("accounts", "account"), names.tolist(), width=30),
        TableColumn(header["kind"], [kinds[kind] for kind in rows["kind"].tolist()], width=20),
        TableColumn(header["date"], _dates(details["date"]), Style.DATE, width=13),
        TableColumn(header["closed"], _dates(details["closed"]), Style.DATE, width=13),
        TableColumn(header["description"], texts(details["description"]), width=58),
        _source(view, rows),
        TableColumn(header["amount"], amounts(details["amount"]), Style.MONEY_CENTS, width=16),
    )


def _dates(column: pd.Series[pd.Timestamp]) -> list[date | None]:
    return days(column.astype("datetime64[s]"))


def _source(view: View, rows: pd.DataFrame) -> TableColumn:
    """Where each row was typed, one click away."""
    line = view.words.text("evidence.line")
    links = [
        link_to(view, KINDS[kind], row)
        for kind, row in zip(rows["kind"].tolist(), rows["row"].tolist(), strict=True)
    ]
    values = [f"{line} {link.row}" for link in links]
    return TableColumn(view.words.find("evidence.columns.source"), values, width=16, links=links)


def _details(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """What each row says: `date`, `closed`, `description` and `amount` (cents), in the rows' order."""
    tables = view.tables
    frames = (tables.interactions, tables.opportunities, tables.marketing_costs, tables.sales_costs)
    describe: tuple[Callable[..., pd.DataFrame], ...] = (_interactions, _deals, _costs, _costs)
    parts = [pd.DataFrame()]
    for kind, (frame, describer) in enumerate(zip(frames, describe, strict=True)):
        some = rows[rows["kind"] == kind]
        if frame is not None and len(some):
            typed = frame.set_index("row").loc[some["row"]].set_index(some.index)
            parts.append(describer(view, some, typed))
    return pd.concat(parts).reindex(index=rows.index, columns=_DETAILS)


def _interactions(view: View, _: pd.DataFrame, typed: pd.DataFrame) -> pd.DataFrame:
    types = view.tables.interaction_types["type"].reset_index(drop=True)
    kind = typed["type"].map(types).fillna("")
    return pd.DataFrame({"date": typed["date"], "description": _joined(kind, typed["asset"])})


def _deals(_: View, __: pd.DataFrame, typed: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "date": typed["created"],
            "closed": typed["closed"],
            "description": _joined(typed["name"], typed["stage"]),
            "amount": typed["amount"].where(typed["known"].astype(bool)),
        }
    )


def _costs(view: View, rows: pd.DataFrame, typed: pd.DataFrame) -> pd.DataFrame:
    """Own lines as typed; for shared ones, how many they are."""
    own = rows["shared"] == 0
    counts = rows["shared"].unique().tolist()
    shares = {count: view.words.text("evidence.shares", count) for count in counts if count}
    return pd.DataFrame(
        {
            "date": typed["date"].where(own),
            "description": typed["label"].where(own, rows["shared"].map(shares)),
            "amount": rows["amount"],
        }
    )


def _joined(left: pd.Series[str], right: pd.Series[str]) -> pd.Series[str]:
    """Two texts with a dot between them where neither is blank."""
    between = pd.Series(_BETWEEN, index=left.index).where((left != "") & (right != ""), "")
    return left + between + right
