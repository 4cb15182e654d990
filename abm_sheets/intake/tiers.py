"""By what a record and a row of an input tab are known to be the same; never by mere likeness."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass

from abm_sheets.intake.files.records import Record
from abm_sheets.intake.standing import Standing, owned_domains
from abm_sheets.language import fold
from abm_sheets.tables.currencies import currency_code
from abm_sheets.tables.matching import AccountIndex, name_key, registrable_domain
from abm_sheets.tables.rows import Kind
from abm_sheets.workbook.sheet import Value

Key = Hashable
Keys = Collection[Key]

NATURAL = {
    "targets": ("metric", "quarter"),
    "interaction_types": ("type",),
    "stages": ("stage",),
    "settings": ("setting",),
    "team": ("email",),
}
"""The columns that distinguish rows in the tabs that have neither ids nor accounts of their own."""

Form = Callable[[Value], Hashable]
"""What is the same for two values that mean the same."""

_NAMED = re.compile(r"(-?[\d.]+) (.+)")


@dataclass(frozen=True)
class Tier:
    """One way to know a record again.

    - `of_record` and `of_row` give the keys, none where there is nothing to be known by.
    - `known_by`: the columns whose cells distinguish the row from the others.
    - `unique`: whether a key is one record's and one row's. Otherwise equal records are equal rows: the first
      is the first, the second the second.
    """

    name: str
    of_record: Callable[[Record], Keys]
    of_row: Callable[[int], Keys]
    known_by: Sequence[str]
    unique: bool = True


def tiers_of(standing: Standing, likeness: Likeness) -> Sequence[Tier]:
    """The ways to know the records of a tab again."""
    tab = standing.model.tab
    if tab == "accounts":
        return _of_accounts(standing)
    if tab in NATURAL:
        return [_by_columns("name", NATURAL[tab], standing, likeness)]
    whole = _by_columns(
        "whole", [name for name in standing.cells if name != "id"], standing, likeness, unique=False
    )
    named = [_by_id(standing)] if "id" in standing.cells else []
    if tab == "opportunities" and "name" in standing.cells:
        return [*named, _by_deal(standing)]
    return [*named, whole]


def row_ids(standing: Standing) -> Sequence[str]:
    """What each row says that another system calls it, blank where it does not say."""
    own = standing.values.get("id")
    return standing.record_ids if own is None else ["" if each is None else str(each) for each in own]


def _one(key: str | None) -> Keys:
    return (key,) if key else ()


def _by_id(standing: Standing) -> Tier:
    ids = row_ids(standing)
    known_by = ("id",) if "id" in standing.cells else ("account", "domains")
    there = [each for each in known_by if each in standing.cells]
    return Tier("id", lambda record: _one(record.record_id), lambda row: _one(ids[row]), there)


def _of_accounts(standing: Standing) -> Sequence[Tier]:
    names = standing.values["account"]
    domains = standing.values.get("domains")
    there = [each for each in ("account", "domains") if each in standing.cells]

    def named(value: Value) -> Keys:
        return _one(None if value is None else name_key(str(value)))

    def owning(value: Value) -> Keys:
        return owned_domains("" if value is None else str(value))

    def domains_of(record: Record) -> Keys:
        return {*owning(record.values.get("domains")), *_one(record.domain)}

    by_domain = Tier("domain", domains_of, lambda row: owning(domains[row] if domains else None), there)
    by_name = Tier(
        "name", lambda record: named(record.values["account"]), lambda row: named(names[row]), there
    )
    return [*([_by_id(standing)] if any(standing.record_ids) else []), by_domain, by_name]


def _by_deal(standing: Standing) -> Tier:
    """A deal by its account and its name, where it has no id."""
    accounts, names = standing.values["account"], standing.values["name"]

    def key(account: Value, name: Value) -> Keys:
        if account is None or name is None:
            return ()
        return ((account_form(standing.accounts, str(account)), fold(str(name))),)

    return Tier(
        "name",
        lambda record: key(record.values["account"], record.values.get("name")),
        lambda row: key(accounts[row], names[row]),
        [each for each in ("id", "account", "name") if each in standing.cells],
    )


def _by_columns(
    name: str, columns: Sequence[str], standing: Standing, likeness: Likeness, *, unique: bool = True
) -> Tier:
    """A row by what it says in some columns."""
    there = [column for column in columns if column in standing.cells]

    def of_record(record: Record) -> Keys:
        return (tuple(likeness.form(column, record.values.get(column)) for column in there),)

    def of_row(row: int) -> Keys:
        return (tuple(likeness.form(column, standing.values[column][row]) for column in there),)

    return Tier(name, of_record, of_row, there, unique)


class Likeness:
    """Finds whether a cell says what a record says."""

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

    def form(self, column: str, value: Value) -> Hashable:
        """What a value of a column means; a blank answer means what the product takes it for."""
        value = self._blanks.get(column) if value is None else value
        return None if value is None else self._forms[column](value)

    def says(self, column: str, cell: Value, value: Value) -> bool:
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


_FORMS: Mapping[Kind, Form] = {
    Kind.TEXT: _squeezed,
    Kind.NAME: lambda value: fold(str(value)),
    Kind.DAY: str,
    Kind.NUMBER: _number,
    Kind.MONEY: _amount,
    Kind.FLAG: lambda value: value,
}
