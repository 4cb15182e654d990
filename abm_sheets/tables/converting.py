"""Amounts in cents of the workbook's currency: exact, halves away from zero."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import numpy.typing as npt
import pandas as pd

from abm_sheets.tables.currencies import currency_code, currency_named
from abm_sheets.tables.numbers import LARGEST
from abm_sheets.tables.reading import Mask, Reading, Rows
from abm_sheets.tables.settings import Settings

_NOISE = 6
"""Decimals of a cent beyond which a float's own error begins (1.005 is stored a hair below)."""


def to_cents(amounts: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Amounts as whole cents; unknown ones (NaN) are 0."""
    exact = np.round(np.abs(np.nan_to_num(amounts)) * 100, _NOISE)
    return (np.sign(np.nan_to_num(amounts)) * np.floor(exact + 0.5)).astype(np.int64)


def convert(amount: float, rate: float) -> int:
    """An amount of another currency in cents, at so many of ours for one of theirs."""
    exact = Decimal(repr(float(amount))) * Decimal(repr(float(rate))) * 100
    return int(exact.to_integral_value(ROUND_HALF_UP))


Texts = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Said:
    """The currency that some amounts are in, or the rule that they break, and the column that says it."""

    column: str
    code: str = ""
    rule: str = ""
    details: dict[str, str] = field(default_factory=dict)


def amounts_in_cents(
    reading: Reading, rows: Rows, settings: Settings
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """The amounts in cents of the workbook's currency, and which of them are known; the others are 0."""
    column = rows.columns["amount"]
    reading.note_cells("negative_amount", rows, "amount", rows.values("amount") < 0)
    known, cents = ~column.blank & ~column.unreadable, to_cents(rows.values("amount"))
    if "currency" in rows.columns:
        # A currency that cannot be read is not the workbook's own.
        known &= ~rows.columns["currency"].unreadable
    for said, where in _currencies(rows, settings.currency):
        here = where & known
        rate = 1.0 if said.code == settings.currency else settings.rates.get(said.code)
        if said.rule or rate is None:
            details = said.details or {"currency": said.code}
            reading.note_cells(said.rule or "missing_fx_rate", rows, said.column, here, **details)
            known &= ~here
        elif rate != 1:
            known &= ~_convert(reading, rows, cents, here, rate)
    return np.where(known, cents, 0), known


def in_own_currency(
    reading: Reading, rows: Rows, name: str, where: Mask, settings: Settings
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """The amounts of a column beside which none states the currency, and which of them are known."""
    values, known = rows.values(name).copy(), np.ones(len(rows.kept), bool)
    named = rows.columns[name].currencies
    for text in pd.unique(named[named != ""]) if named.size else ():
        here = where & (named == text)
        said = _said("", str(text), settings.currency)
        rate = 1.0 if said.code == settings.currency else settings.rates.get(said.code)
        if said.rule or rate is None:
            details = said.details or {"currency": said.code}
            reading.note_cells(said.rule or "missing_fx_rate", rows, name, here, **details)
            known &= ~here
        elif rate != 1:
            values[here] = [convert(amount, rate) / 100 for amount in values[here]]
    return values, known


def _convert(
    reading: Reading, rows: Rows, cents: npt.NDArray[np.int64], here: Mask, rate: float
) -> npt.NDArray[np.bool_]:
    """Convert some amounts in place, and return which become absurd."""
    converted = np.zeros(len(cents), dtype=object)
    converted[here] = [convert(amount, rate) for amount in rows.values("amount")[here]]
    absurd: npt.NDArray[np.bool_] = np.abs(converted) > LARGEST * 100
    reading.note_cells("invalid_number", rows, "amount", absurd)
    cents[here & ~absurd] = converted[here & ~absurd]
    return absurd


def _currencies(rows: Rows, own: str) -> Iterator[tuple[Said, Mask]]:
    """Each way in which rows name their currency, with these rows."""
    count = len(rows.kept)
    stated: Texts = rows.values("currency") if "currency" in rows.columns else np.full(count, "", object)
    typed = rows.columns["amount"].currencies
    named = typed if typed.size else np.full(count, "", object)
    # Columns without a currency, and those with one and the same, are the rule.
    for texts in pd.unique(stated):
        with_it = stated == texts
        for each in pd.unique(named[with_it]) if typed.size else [""]:
            yield _said(str(texts), str(each), own), with_it & (named == each) if typed.size else with_it


def _said(stated: str, named: str, own: str) -> Said:
    """The currency of a row that states one in its column, and names one in its amount; both may be blank."""
    code = currency_code(stated, own) if stated else own
    if code is None:
        return Said("currency", rule="unknown_currency", details={"currency": stated})
    meant = currency_named(named) if named else None
    if named and (meant is None or (not stated and meant.code(own) is None)):
        return Said("amount", rule="unknown_currency", details={"currency": named})
    if meant is None or code in meant.codes:
        return Said("currency" if stated else "amount", code)
    if stated:
        return Said("amount", rule="currency_conflict", details={"named": named, "stated": code})
    return Said("amount", str(meant.code(own)))
