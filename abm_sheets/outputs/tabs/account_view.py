"""The account view: one row per account, each figure a click away from the rows that prove it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from abm_sheets.outputs.tabs.evidence import KINDS, first_links, proof_rows
from abm_sheets.outputs.tabs.stack import link_to
from abm_sheets.palette import Tone
from abm_sheets.story.accounts import GONE, WHO, roster, stage_words
from abm_sheets.story.units import amounts, days, numbers, texts
from abm_sheets.story.view import View
from abm_sheets.workbook.sheet import (
    Area,
    Block,
    Highlight,
    Item,
    Link,
    Sheet,
    Style,
    Table,
    TableColumn,
    Value,
)

_HEADER_ROW = 3
_SPAN = 8
_COLUMNS: Mapping[str, tuple[Style, float]] = {
    "account": (Style.TEXT, 26),
    "stage": (Style.STATUS, 19),
    "stage_since": (Style.DATE, 12),
    "stagnating": (Style.STATUS, 14),
    "engaged": (Style.TICK, 11),
    "last_interaction": (Style.DATE, 14),
    "engaged_until": (Style.DATE, 13),
    "interactions": (Style.INTEGER, 14),
    "engaged_if_by": (Style.DATE, 15),
    "contacts": (Style.INTEGER, 11),
    "single_contact": (Style.TICK, 12),
    "opportunities": (Style.INTEGER, 15),
    "open_amount": (Style.MONEY, 14),
    "revenue": (Style.MONEY, 14),
    "marketing_costs": (Style.MONEY, 13),
    "sales_costs": (Style.MONEY, 15),
    "roi": (Style.MULTIPLE, 9),
    "marketing_owner": (Style.TEXT, 18),
    "sales_owner": (Style.TEXT, 18),
}
_TONES = {
    "customer": Tone.GREEN,
    "opportunity": Tone.SALES,
    "engaged": Tone.MARKETING,
    "targeted": Tone.NEUTRAL,
}
_READERS: Mapping[Style, Callable[..., Sequence[Value]]] = {
    Style.TEXT: texts,
    Style.DATE: days,
    Style.INTEGER: numbers,
    Style.MONEY: amounts,
    Style.MULTIPLE: numbers,
}
"""How the columns of each style are read from the frame; the others are put in words."""


def account_view(view: View) -> Sheet:
    """Lay out the account view: the accounts in the order of their tab."""
    return Sheet(
        key="account_view",
        title=view.words.title("account_view"),
        blocks=(Block(0, 0, _opening(view)),),
        tables=(Table(_HEADER_ROW, 0, _columns(view), filter=True),),
        highlights=_highlights(view),
        frozen_rows=_HEADER_ROW + 1,
        frozen_columns=1,
    )


def _opening(view: View) -> list[list[Item]]:
    formats, period = view.words.formats, view.figures.period
    purpose = view.words.text(
        "account_view.purpose", start=formats.long_day(period.start), end=formats.long_day(period.end)
    )
    title = view.words.title("account_view")
    return [[Item(title, Style.TITLE, span=_SPAN)], [Item(purpose, Style.MUTED, span=_SPAN)]]


def _columns(view: View) -> Sequence[TableColumn]:
    accounts = roster(view)
    values, links = _values(view, accounts), _links(view, accounts)
    return [
        TableColumn(_header(view, key), values[key], style, width, links.get(key))
        for key, (style, width) in _COLUMNS.items()
    ]


def _header(view: View, key: str) -> str:
    return (
        view.words.header("accounts", key) if key in WHO else view.words.text(f"account_view.columns.{key}")
    )


def _values(view: View, accounts: pd.DataFrame) -> Mapping[str, Sequence[Value]]:
    mark = {True: view.words.text("account_view.stagnating"), False: ""}
    values: dict[str, Sequence[Value]] = {
        key: _READERS[style](accounts[key]) for key, (style, _) in _COLUMNS.items() if style in _READERS
    }
    return values | {
        "stage": stage_words(view, accounts),
        "stagnating": accounts["stagnating"].map(mark).tolist(),
        "engaged": accounts["engaged"].tolist(),
        "single_contact": accounts["single_contact"].tolist(),
    }


def _links(view: View, accounts: pd.DataFrame) -> Mapping[str, Sequence[Link | None]]:
    """Where each linked column leads, account by account."""
    rows = proof_rows(view.figures.proofs)
    kinds = {name: rows[rows["kind"] == kind] for kind, name in enumerate(KINDS)}
    chosen = kinds | _deals(view, kinds["opportunities"])
    links = {figure: first_links(some, len(accounts)) for figure, some in chosen.items()}
    return {"account": account_links(view, accounts), **links}


def _deals(view: View, rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The proofs of each figure that counts deals: those created, open, or won in the period."""
    typed = view.tables.opportunities
    if typed is None:
        return {}
    start, end = pd.Timestamp(view.figures.period.start), pd.Timestamp(view.figures.period.end)
    deals = typed.set_index("row").loc[rows["row"]].set_index(rows.index)
    closed = deals["closed"].between(start, end)
    return {
        "opportunities": rows[deals["created"].between(start, end)],
        "open_amount": rows[(deals["kind"] == "open") | (deals["closed"] > end)],
        "revenue": rows[(deals["kind"] == "won") & closed],
    }


def _highlights(view: View) -> Sequence[Highlight]:
    mark = view.words.text("account_view.stagnating")
    return (
        Highlight(_column_area("stage"), stage_tones(view)),
        Highlight(_column_area("stagnating"), {mark: Tone.AMBER}),
    )


def _column_area(key: str) -> Area:
    column = list(_COLUMNS).index(key)
    return Area("account_view", _HEADER_ROW + 1, column, None, column)


def account_links(view: View, accounts: pd.DataFrame) -> list[Link | None]:
    """A link from each account of a roster to its row in the people's tab."""
    return [link_to(view, "accounts", row) for row in accounts["row"].tolist()]


def stage_tones(view: View) -> dict[str, Tone]:
    """The tone of each of the `stage_words`."""
    tones = {view.words.word("account_stage", key): tone for key, tone in _TONES.items()}
    return tones | {view.words.text(key): Tone.GREY for key in GONE.values()}
