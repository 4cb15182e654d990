"""By what a record and a row of an input tab are known to be the same; never by mere likeness."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from abm_sheets.language import fold
from abm_sheets.tables.accounts import owned_domains
from abm_sheets.tables.currencies import currency_code
from abm_sheets.tables.matching import AccountIndex, name_key, registrable_domain
from abm_sheets.tables.rows import Kind, Row
from abm_sheets.workbook.sheet import Value

NATURAL = {
    "targets": ("metric", "quarter"),
    "interaction_types": ("type",),
    "stages": ("stage",),
    "settings": ("setting",),
    "team": ("email",),
}
"""The columns that distinguish rows in the tabs that have neither ids nor accounts of their own."""

_NAMED = re.compile(r"(-?[\d.]+) (.+)")

Values = Mapping[str, Value]
"""What a record or a row says, by the keys of its columns; blanks are left out, or None."""

Keys = Callable[[Values], Sequence[Hashable]]
"""What something is known by, nothing where there is nothing."""


@dataclass(frozen=True)
class Likeness:
    """What values of the rows of a tab mean, and by what the rows are known, the surest way first."""

    model: type[Row]
    accounts: AccountIndex

    def form(self, column: str, value: Value) -> Hashable:
        """What is the same for two values that mean the same; a blank answer is what it is taken for."""
        kind = self.model.kind_of(column)
        if value is None:
            default = self.model.model_fields[column].default
            return default if kind is Kind.FLAG else None
        if column == "account" and self.model.tab != "accounts":
            return self._account(str(value))
        if column == "currency":
            return _currency(value)
        if column == "domains" and self.model.tab == "accounts":
            return frozenset(owned_domains(str(value))) or str(value)
        return _FORMS[kind](value)

    def says(self, column: str, cell: Value, value: Value) -> bool:
        """Whether a cell says a value already; domains that people added besides do no harm."""
        said, wanted = self.form(column, cell), self.form(column, value)
        if column == "domains" and isinstance(said, frozenset) and isinstance(wanted, frozenset):
            return wanted <= said
        return said == wanted

    @property
    def ways(self) -> Sequence[Keys]:
        """By what a row may be known: its id, else its name, else all that it says."""
        tab = self.model.tab
        if tab == "accounts":
            return (self._name, self._domains)
        if tab in NATURAL:
            return (lambda values: self._all(values, NATURAL[tab]),)
        rest = [column for column in self.model.model_fields if column != "id"]
        named = (self._deal,) if tab == "opportunities" else (lambda values: self._all(values, rest),)
        return (_id, *named) if "id" in self.model.model_fields else named

    def _account(self, text: str) -> Hashable:
        """The account that a text names, by its name or its domain, else the text as names are compared."""
        name = name_key(text)
        position = self.accounts.by_name.get(name)
        if position is None:
            position = self.accounts.by_domain.get(registrable_domain(text) or "")
        return name if position is None else position

    def _name(self, values: Values) -> Sequence[Hashable]:
        return [name_key(str(values["account"]))] if values.get("account") else []

    def _domains(self, values: Values) -> Sequence[Hashable]:
        return owned_domains(str(values.get("domains") or ""))

    def _deal(self, values: Values) -> Sequence[Hashable]:
        """Renewals have the same name: the day of its creation tells a deal from them."""
        return self._all(values, ("account", "name", "created")) if values.get("name") else []

    def _all(self, values: Values, columns: Sequence[str]) -> Sequence[Hashable]:
        return [tuple(self.form(column, values.get(column)) for column in columns)]


def _id(values: Values) -> Sequence[Hashable]:
    return [str(values["id"])] if values.get("id") else []


def _squeezed(value: Value) -> Hashable:
    return " ".join(str(value).split())


def _number(value: Value) -> Hashable:
    return f"{value:.12g}" if isinstance(value, int | float) else str(value)


def _amount(value: Value) -> Hashable:
    """An amount that names its currency is a text, as `Amount.plain` writes it."""
    named = _NAMED.fullmatch(str(value))
    return (_number(float(named[1])), _currency(named[2])) if named else _number(value)


def _currency(value: Value) -> Hashable:
    return currency_code(str(value)) or fold(str(value))


def _itself(value: Any) -> Hashable:
    return bool(value)


_FORMS: Mapping[Kind, Callable[[Value], Hashable]] = {
    Kind.TEXT: _squeezed,
    Kind.NAME: lambda value: fold(str(value)),
    Kind.DAY: str,
    Kind.NUMBER: _number,
    Kind.MONEY: _amount,
    Kind.FLAG: _itself,
}
