"""The opportunities tab: the deals, their amounts in the workbook's currency, and how they end."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from abm_sheets.tables.matching import AccountIndex
from abm_sheets.tables.money import convert, currency_code, rate_of, to_cents
from abm_sheets.tables.reading import Reading, Rows
from abm_sheets.tables.resolving import resolve_accounts, resolve_names, unknown_names
from abm_sheets.tables.rows import Day, Name, Number, Row, Text
from abm_sheets.tables.settings import Settings
from abm_sheets.tables.values import LARGEST
from abm_sheets.tables.vocabulary import positions_by_name


class OpportunityRow(Row):
    """A deal; without a readable amount it counts but adds no money."""

    tab = "opportunities"

    id: Text = ""
    account: Name
    name: Text = ""
    amount: Number | None = None
    currency: Name = ""
    stage: Name
    created: Day
    closed: Day | None = None
    loss_reason: Text = ""


def read_opportunities(
    reading: Reading, index: AccountIndex, stages: pd.DataFrame, settings: Settings
) -> pd.DataFrame | None:
    """The deals of known accounts, repeated ids left out; None without the tab."""
    rows = reading.rows(OpportunityRow)
    if rows is None:
        return None
    accounts = resolve_accounts(reading, rows, index)
    positions = resolve_names(rows, "stage", positions_by_name(stages, "stage"))
    unknown = unknown_names(rows, "stage", positions)
    reading.note_cells("unknown_stage", rows, "stage", unknown, title=reading.words.title("stages"))
    kinds = np.append(stages["kind"].to_numpy(object), "open")[positions]
    amounts, known = _amounts(reading, rows, settings)
    _check_dates(reading, rows, kinds)
    rows.kept &= accounts >= 0
    named = np.flatnonzero(rows.kept & ~rows.columns["id"].blank)
    reading.leave_repeats_out("duplicate_opportunity", rows, named, rows.values("id")[named], ("id",))
    reading.set_aside(rows)
    named = np.where(
        positions >= 0, np.append(stages["stage"].to_numpy(object), "")[positions], rows.values("stage")
    )
    return rows.frame(account=accounts, stage=named, kind=kinds, amount=amounts, known=known)


def _amounts(
    reading: Reading, rows: Rows, settings: Settings
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """The amounts in cents of the workbook's currency, and which of them are known."""
    column, typed = rows.columns["amount"], rows.values("amount")
    reading.note_cells("missing_amount", rows, "amount", column.blank)
    reading.note_cells("negative_amount", rows, "amount", typed < 0)
    # A currency that cannot be read is not the workbook's own.
    known = ~column.blank & ~column.unreadable & ~rows.columns["currency"].unreadable
    cents = to_cents(typed)
    for text in pd.unique(rows.values("currency")):
        rate = rate_of(text, settings.currency, settings.rates)
        here = (rows.values("currency") == text) & known
        if rate is None:
            reading.note_cells("missing_fx_rate", rows, "currency", here, currency=currency_code(text))
            known &= ~here
        elif rate != 1:
            converted = np.zeros(len(typed), dtype=object)
            converted[here] = [convert(amount, rate) for amount in typed[here]]
            absurd = np.abs(converted) > LARGEST * 100
            reading.note_cells("invalid_number", rows, "amount", absurd)
            known &= ~absurd
            cents[here & ~absurd] = converted[here & ~absurd]
    return np.where(known, cents, 0), known


def _check_dates(reading: Reading, rows: Rows, kinds: npt.NDArray[np.object_]) -> None:
    """Note the dates that cannot be; an open deal may well expect to close in the future."""
    over = kinds != "open"
    closed, created = rows.values("closed"), rows.values("created")
    reading.note_cells("missing_closed_date", rows, "closed", over & rows.columns["closed"].blank)
    reading.note_cells("closed_before_created", rows, "closed", over & (closed < created))
    reading.note_future(rows, "created")
    reading.note_future(rows, "closed", over & ~(closed < created))
