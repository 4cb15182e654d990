"""Values compared as the product understands them, not letter by letter."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping

from abm_sheets.intake.standing import Standing, owned_domains
from abm_sheets.language import fold
from abm_sheets.tables.currencies import currency_code
from abm_sheets.tables.domains import registrable_domain
from abm_sheets.tables.matching import AccountIndex, name_key
from abm_sheets.tables.rows import Kind
from abm_sheets.workbook.written import Plain

Form = Callable[[Plain], Hashable]
"""What is the same for two values that mean the same."""


_NAMED = re.compile(r"(-?[\d.]+) (.+)")


class Likeness:
    """Tells whether a cell says what a record says."""

    def __init__(self, standing: Standing) -> None:
        """Bind a tab and the accounts that its rows speak of."""
        model = standing.model
        self._forms: Mapping[str, Form] = {name: _form(standing, name) for name in model.model_fields}
        self._blanks = {
            name: field.default
            for name, field in model.model_fields.items()
            if model.kind_of(name) is Kind.FLAG and isinstance(field.default, bool)
        }
        self._adds = {"domains"} if model.tab == "accounts" else set()

    def form(self, column: str, value: Plain) -> Hashable:
        """What a value of a column means; a blank answer means what the product takes it for."""
        value = self._blanks.get(column) if value is None else value
        return None if value is None else self._forms[column](value)

    def says(self, column: str, cell: Plain, value: Plain) -> bool:
        """Whether a cell says a value already; domains that people added besides do no harm."""
        if cell == value and isinstance(cell, bool) == isinstance(value, bool):
            return True
        said, wanted = self.form(column, cell), self.form(column, value)
        if column in self._adds and isinstance(said, frozenset) and isinstance(wanted, frozenset):
            return bool(wanted) and wanted <= said
        return said == wanted


def _form(standing: Standing, column: str) -> Form:
    model = standing.model
    if column == "account" and model.tab != "accounts":
        return lambda value: account_form(standing.accounts, str(value))
    if column == "currency":
        return _currency
    if column == "domains" and model.tab == "accounts":
        return lambda value: frozenset(owned_domains(str(value))) or str(value)
    return _FORMS[model.kind_of(column)]


def account_form(accounts: AccountIndex, text: str) -> Hashable:
    """The account that a text names, by its name or its domain, else the text as names are compared."""
    name = name_key(text)
    position = accounts.by_name.get(name)
    if position is None:
        position = accounts.by_domain.get(registrable_domain(text) or "")
    return name if position is None else position


def _squeezed(value: Plain) -> Hashable:
    return " ".join(str(value).split())


def _number(value: Plain) -> Hashable:
    return f"{value:.12g}" if isinstance(value, int | float) else str(value)


def _amount(value: Plain) -> Hashable:
    """An amount that names its currency is a text, as `Amount.plain` writes it."""
    named = _NAMED.fullmatch(str(value))
    return (_number(float(named[1])), _currency(named[2])) if named else _number(value)


def _currency(value: Plain) -> Hashable:
    return currency_code(str(value)) or fold(str(value))


_FORMS: Mapping[Kind, Form] = {
    Kind.TEXT: _squeezed,
    Kind.NAME: lambda value: fold(str(value)),
    Kind.DAY: str,
    Kind.NUMBER: _number,
    Kind.MONEY: _amount,
    Kind.FLAG: lambda value: value,
}
