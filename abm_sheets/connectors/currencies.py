"""The currency that an amount itself tells (`$1,200`, `EUR 1 200`), where no column does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from babel.numbers import list_currencies

from abm_sheets.tables.money import currency_code
from abm_sheets.workbook.interface import Cell

_SIGN = re.compile(r"[€$£¥]|(?<![A-Z])[A-Z]{3}(?![A-Z])")


def currency_cells(amounts: Sequence[Cell]) -> Sequence[Cell]:
    """The currency of each amount, blank where it tells none."""
    known = list_currencies()
    told = {amount: _currency(amount, known) for amount in set(amounts) if isinstance(amount, str)}
    return [told[amount] if isinstance(amount, str) else "" for amount in amounts]


def _currency(amount: str, known: set[str]) -> str:
    codes = (currency_code(sign) for sign in _SIGN.findall(amount))
    return next((code for code in codes if code in known), "")
