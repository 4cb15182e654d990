"""The amounts of a file and the currencies that it tells, in a column or beside the figures (`$1,200`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from pydantic_core import PydanticCustomError

from abm_sheets.intake.files.cleaning import Refusal
from abm_sheets.intake.files.drafts import Draft
from abm_sheets.intake.files.grid import is_blank
from abm_sheets.intake.files.habits import Habits
from abm_sheets.intake.sources.known import MODELS
from abm_sheets.tables.currencies import currency_code, currency_named
from abm_sheets.tables.numbers import Amount, parse_amount
from abm_sheets.tables.regional import Regional
from abm_sheets.tables.rows import as_text, is_formula_error
from abm_sheets.workbook.interface import Cell

_ANY = Regional(decimal=".", month_first=False)
_DIGITS = re.compile(r"\d(?:[\d.,\s'’`´]*\d)?")


def money_cells(draft: Draft, habits: Habits, own: str) -> Mapping[str, Sequence[Cell]]:
    """The clean cells of the amounts and of their currencies, by column; `own` is the workbook's currency.

    A tab of costs has no column for a currency, and a row may state another one than its amount: such an
    amount keeps its own beside the figures.
    """
    if not draft.has("amount") or "amount" not in MODELS[draft.proposal.source.tab].model_fields:
        return {}
    named = _named(draft)
    amounts = draft.clean("amount", draft.cells("amount"), habits.numbers)
    if "currency" not in MODELS[draft.proposal.source.tab].model_fields:
        return {"amount": _beside(amounts, _meant(named, [own] * len(draft)), [own] * len(draft))}
    stated = _stated(draft, own)
    meant = _meant(named, [code or own for code in stated])
    currencies = [code or other for code, other in zip(stated, meant, strict=True)]
    told = {"currency": currencies} if draft.has("currency") or any(currencies) else {}
    return {"amount": _beside(amounts, meant, currencies), **told}


def _stated(draft: Draft, own: str) -> Sequence[str]:
    """The code of the currency that each row states in its column, blank where it states none."""
    if not draft.has("currency"):
        return [""] * len(draft)

    def cleaned(cell: Cell) -> Cell | Refusal:
        if is_blank(cell):
            return ""
        if is_formula_error(cell):
            return Refusal("formula_error")
        return currency_code(as_text(cell), own) or Refusal("unknown_currency")

    return list(map(as_text, draft.clean("currency", draft.cells("currency"), cleaned)))


def _named(draft: Draft) -> Sequence[str]:
    """The currency that each amount names, as it is written; blank where it names none."""

    def cleaned(cell: Cell) -> Cell | Refusal:
        named = _beside_figures(cell) if isinstance(cell, str) else ""
        return named if not named or currency_named(named) else Refusal("unknown_currency")

    named = draft.clean("amount", draft.cells("amount"), cleaned)
    return [as_text(own) or above for own, above in zip(named, _above(draft), strict=True)]


def _above(draft: Draft) -> Iterator[str]:
    """The currency that the header of each amount tells, blank where it tells none."""
    told = list(map(draft.proposal.heading.currency, draft.proposal.columns.positions["amount"]))
    for row in zip(*draft.columns("amount"), strict=True):
        yield next((text for text, cell in zip(told, row, strict=True) if not is_blank(cell)), "")


def _beside_figures(amount: str) -> str:
    # The figures are read apart, by the file's decimal sign: here any number does.
    try:
        return parse_amount(_DIGITS.sub("1", as_text(amount)), _ANY).currency
    except PydanticCustomError:
        return ""


def _meant(named: Sequence[str], owns: Sequence[str]) -> Sequence[str]:
    """The codes of the currencies named, each where some other is the row's own; as named where unsure."""
    code_of = cache(lambda name, own: currency_code(name, own) or name)
    return [code_of(name, own) if name else "" for name, own in zip(named, owns, strict=True)]


def _beside(amounts: Sequence[Cell], meant: Sequence[str], currencies: Sequence[str]) -> Sequence[Cell]:
    """Amounts, each with the currency that it is in where that is not the row's."""
    return [
        Amount(amount, code).plain if code not in {"", row} and isinstance(amount, float) else amount
        for amount, code, row in zip(amounts, meant, currencies, strict=True)
    ]
