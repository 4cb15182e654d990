"""The opportunities tab: the deals, their amounts in the workbook's currency, and how they end."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from abm_sheets.language import fold
from abm_sheets.tables.converting import amounts_in_cents
from abm_sheets.tables.currencies import currency_code
from abm_sheets.tables.matching import AccountIndex, resolve_accounts, resolve_names, unknown_names
from abm_sheets.tables.merging import Likeness, same_id
from abm_sheets.tables.reading import Reading, Rows
from abm_sheets.tables.rows import Day, Money, Name, Row, Text
from abm_sheets.tables.settings import Settings
from abm_sheets.tables.vocabulary import positions_by_name


class OpportunityRow(Row):
    """A deal; without a readable amount it counts but adds no money."""

    tab = "opportunities"

    id: Text = ""
    account: Name
    name: Text = ""
    amount: Money | None = None
    currency: Name = ""
    stage: Name
    created: Day
    expected: Day | None = None
    closed: Day | None = None
    loss_reason: Text = ""


def read_opportunities(
    reading: Reading, index: AccountIndex, stages: pd.DataFrame, settings: Settings
) -> pd.DataFrame | None:
    """The deals of known accounts, repeated ids left out; None without the tab."""
    rows = reading.rows(OpportunityRow, _likeness(index, settings))
    if rows is None:
        return None
    accounts = resolve_accounts(reading, rows, index)
    positions = resolve_names(rows, "stage", positions_by_name(stages, "stage"))
    unknown = unknown_names(rows, "stage", positions)
    reading.note_cells("unknown_stage", rows, "stage", unknown, title=reading.words.title("stages"))
    kinds = np.append(stages["kind"].to_numpy(object), "open")[positions]
    if "amount" not in rows.located.lost:
        reading.note_cells("missing_amount", rows, "amount", rows.columns["amount"].blank)
    amounts, known = amounts_in_cents(reading, rows, settings)
    _check_dates(reading, rows, kinds)
    rows.kept &= accounts >= 0
    named = np.flatnonzero(rows.kept & ~rows.columns["id"].blank)
    reading.leave_repeats_out("duplicate_opportunity", rows, named, rows.own_ids()[named], ("id",))
    reading.set_aside(rows, cents=amounts)
    named = np.where(
        positions >= 0, np.append(stages["stage"].to_numpy(object), "")[positions], rows.values("stage")
    )
    return rows.frame(account=accounts, stage=named, kind=kinds, amount=amounts, known=known)


def _likeness(index: AccountIndex, settings: Settings) -> Likeness:
    """A record with the id of a people's row is the same deal; what people typed counts, and is compared."""

    def account(text: str) -> object:
        position = index.find(text).position
        return fold(text) if position < 0 else position

    means = {"account": account, "currency": lambda text: currency_code(text, settings.currency)}
    return Likeness(same_id, means, is_told=True)


def _check_dates(reading: Reading, rows: Rows, kinds: npt.NDArray[np.object_]) -> None:
    """Note the dates that cannot be; an open deal may well expect to close in the future."""
    over = kinds != "open"
    closed, created = rows.values("closed"), rows.values("created")
    if "closed" not in rows.located.lost:
        reading.note_cells("missing_closed_date", rows, "closed", over & rows.columns["closed"].blank)
    reading.note_cells("closed_before_created", rows, "closed", over & (closed < created))
    reading.note_future(rows, "created")
    reading.note_future(rows, "closed", over & ~(closed < created))
