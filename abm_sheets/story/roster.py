"""The accounts with their figures and the people who look after them, in tab order."""

from __future__ import annotations

import pandas as pd

from abm_sheets.palette import Tone
from abm_sheets.story.plain import texts
from abm_sheets.story.view import View
from abm_sheets.workbook.sheet import Link

WHO = ("row", "account", "marketing_owner", "sales_owner", "industry", "size", "tier")
"""What the people's tab says of an account."""

_TONES = {
    "customer": Tone.GREEN,
    "opportunity": Tone.SALES,
    "engaged": Tone.MARKETING,
    "targeted": Tone.NEUTRAL,
}
_GONE = {True: "account_view.left", False: "account_view.outside"}
"""The words for an account without a stage, in scope or not."""


def roster(view: View) -> pd.DataFrame:
    """`figures.accounts` plus the columns of `WHO`, indexed by the account's position."""
    who = view.tables.accounts.reset_index(drop=True)
    figures = view.figures.accounts.reset_index(drop=True)
    return figures.assign(**{column: who[column] for column in WHO})


def account_links(accounts: pd.DataFrame) -> list[Link | None]:
    """A link from each account of a roster to its row in the people's tab."""
    return [Link("accounts", row, source=True) for row in accounts["row"].tolist()]


def stage_words(view: View, accounts: pd.DataFrame) -> list[str]:
    """Each account's stage in words, or why it has none."""
    words = view.words.words("account_stage")
    gone = {in_scope: view.words.text(key) for in_scope, key in _GONE.items()}
    return texts(accounts["stage"].map(words).fillna(accounts["in_scope"].map(gone)))


def stage_tones(view: View) -> dict[str, Tone]:
    """The tone of each of the `stage_words`."""
    tones = {view.words.word("account_stage", key): tone for key, tone in _TONES.items()}
    return tones | {view.words.text(key): Tone.GREY for key in _GONE.values()}
