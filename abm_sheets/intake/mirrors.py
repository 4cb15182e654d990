"""The records of another system as a mirror of a workbook (§ 2.6): which are here, which are of others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from abm_sheets.intake import EVERY_MODEL
from abm_sheets.intake.files.records import Record, Rejected
from abm_sheets.intake.likeness import Likeness
from abm_sheets.intake.standing import Ground
from abm_sheets.language import fold
from abm_sheets.tables.accounts import owned_domains
from abm_sheets.tables.matching import name_key
from abm_sheets.tables.rows import Kind, as_day, as_text
from abm_sheets.tables.sources import PROOF, Mirror, mirror_key
from abm_sheets.workbook.interface import Cell
from abm_sheets.workbook.sheet import Value

CRMS = ("hubspot", "salesforce", "pipedrive", "zoho", "dynamics")
"""The systems whose accounts and deals are states: what they say today stands in place of what they said."""

STATES = ("accounts", "opportunities")
"""The tabs that states feed."""


def is_state(source: str, tab: str) -> bool:
    """Whether the records of a source are states, to be mirrored."""
    return tab in STATES and source.partition("_")[0] in CRMS


@dataclass(frozen=True, slots=True)
class Changed:
    """A record that was mirrored before and says something else now: what it said, by column."""

    record: Record
    before: Mapping[str, Value]


@dataclass(frozen=True)
class MirrorPlan:
    """What a mirror becomes.

    - `new`, `changed`, `same`: the records that it is to hold, by what it held before; `gone`: those that it
      holds no more, as people call them.
    - `aside`: the records of companies that are no accounts here.
    - `made`: how many accounts the records make that were none; `unknown`: the stages or the types that the
      workbook does not know, with how many records have each.
    - `rejected`: the rows of the file that gave no record.
    """

    mirror: Mirror
    new: Sequence[Record]
    changed: Sequence[Changed]
    same: int
    gone: Sequence[str]
    aside: Sequence[Record]
    made: int = 0
    unknown: Mapping[str, int] = field(default_factory=dict)
    rejected: Sequence[Rejected] = ()

    @property
    def tab(self) -> str:
        """The key of the tab that the mirror feeds."""
        return self.mirror.tab

    @property
    def is_lost(self) -> bool:
        """Whether all records would be left aside."""
        return bool(self.aside) and not self.mirror.height

    @property
    def is_done(self) -> bool:
        """Whether nothing changes but the day of the reading."""
        return not (self.new or self.changed or self.gone)


def plan_mirror(
    key: str, records: Sequence[Record], ground: Ground, day: date, rejected: Sequence[Rejected] = ()
) -> MirrorPlan:
    """Mirror records of a system, which were read on a day.

    `ground` is the workbook without what it mirrors of them so far, which it has `replaced`.
    """
    before = ground.replaced.get(key) or Mirror(key, {})
    tab, companies = before.tab, Companies(ground, before.origin)
    named = [companies.account(record, tab) for record in records]
    kept = [record for record, account in zip(records, named, strict=True) if account is not None]
    accounts = [account for account in named if account is not None]
    mirror = replace(
        before,
        columns=_columns(tab, list(zip(kept, accounts, strict=True))),
        synchronised=day,
        aside=len(records) - len(kept),
        failure="",
    )
    new, changed, gone = _compared(mirror, kept, before, Likeness(EVERY_MODEL[tab], ground.accounts))
    return MirrorPlan(
        mirror=mirror,
        new=new,
        changed=changed,
        same=len(kept) - len(new) - len(changed),
        gone=gone,
        aside=[record for record, account in zip(records, named, strict=True) if account is None],
        made=sum(companies.known(record) is None for record in new) if tab == "accounts" else 0,
        unknown=_unknown(tab, kept, ground) if tab != "accounts" else {},
        rejected=rejected,
    )


class Companies:
    """Finds the accounts of a workbook that a system's records speak of."""

    def __init__(self, ground: Ground, origin: str) -> None:
        """Bind the accounts, and the system's companies that are mirrored, whose ids records may name."""
        mirror = ground.mirrors.get(mirror_key(origin, "accounts"))
        self._accounts = ground.accounts
        self._by_id = dict(_companies(mirror)) if mirror else {}
        # Thousands of records speak of the same few companies.
        self._known = cache(self._find)

    def account(self, record: Record, tab: str) -> str | None:
        """What a record's account is to be called, None where it is no account here."""
        known = self.known(record)
        if tab == "accounts":
            targeted = record.values.get("targeted") is True
            return str(record.values["account"]) if targeted or known is not None else None
        return known

    def known(self, record: Record) -> str | None:
        """The account of the workbook that a record speaks of: by its company's id, its name, its domains."""
        said = (record.values.get("account"), record.values.get("domains"), record.domain)
        return self._known(record.company_id or "", *(str(each or "") for each in said))

    def _find(self, company: str, *said: str) -> str | None:
        name, domains = self._by_id.get(company, ("", ""))
        for each in filter(None, (name, said[0])):
            if (position := self._accounts.by_name.get(name_key(each))) is not None:
                return self._accounts.names[position]
        for domain in owned_domains(" ".join((name, domains, *said))):
            if (position := self._accounts.by_domain.get(domain)) is not None:
                return self._accounts.names[position]
        return None


def _companies(mirror: Mirror) -> Iterator[tuple[str, tuple[str, str]]]:
    columns = (mirror.cells(name) for name in ("record", "account", "domains"))
    for record, account, domains in zip(*columns, strict=True):
        if as_text(record):
            yield as_text(record), (as_text(account), as_text(domains))


def _columns(tab: str, rows: Sequence[tuple[Record, str]]) -> Mapping[str, Sequence[Value]]:
    said = [
        {**record.values, "account": account, "record": record.record_id, "link": record.link}
        for record, account in rows
    ]
    names = (*EVERY_MODEL[tab].model_fields, *PROOF)
    return {name: [values.get(name) for values in said] for name in names}


def _compared(
    mirror: Mirror, kept: Sequence[Record], before: Mirror, likeness: Likeness
) -> tuple[list[Record], list[Changed], list[str]]:
    """What is new, what changed, and what is gone."""
    names = list(likeness.model.model_fields)
    there = {_identity(record): record.values for record in records_of(before)}
    new: list[Record] = []
    changed: list[Changed] = []
    for record, now in zip(kept, records_of(mirror), strict=True):
        old = there.pop(_identity(now), None)
        if old is None:
            new.append(record)
            continue
        said = {name: (old.get(name), now.values.get(name)) for name in names}
        differ = {
            name: was
            for name, (was, says) in said.items()
            if likeness.form(name, was) != likeness.form(name, says)
        }
        if differ:
            changed.append(Changed(record, differ))
    return new, changed, [called(values) for values in there.values()]


def records_of(mirror: Mirror) -> list[Record]:
    """The records of a mirror, as the system gave them."""
    model = EVERY_MODEL[mirror.tab]
    names = (*model.model_fields, *PROOF)
    found = []
    for cells in zip(*(mirror.cells(name) for name in names), strict=True):
        said = dict(zip(names, cells, strict=True))
        record, link = (as_text(said.pop(name)) for name in PROOF)
        values = {name: _value(cell, model.kind_of(name)) for name, cell in said.items()}
        kept = {name: value for name, value in values.items() if value not in {None, ""}}
        found.append(Record(0, kept, record or None, link=link or None))
    return found


def _value(cell: Cell, kind: Kind) -> Value:
    """A cell of a mirror as the system gave it: workbooks keep days as numbers."""
    if kind is Kind.DAY:
        return as_day(cell)
    if kind in {Kind.TEXT, Kind.NAME}:
        return as_text(cell)
    return cell if isinstance(cell, str | int | float | bool | date) else None


def _identity(record: Record) -> object:
    """What a record is known by: its id, else what it is called."""
    known = record.record_id or record.values.get("id")
    return str(known) if known else tuple(fold(str(record.values.get(name) or "")) for name in _NAMES)


_NAMES = ("account", "name", "date", "created", "type", "asset", "contact", "label")


def called(values: Mapping[str, Value]) -> str:
    """What people call a record, by what it says."""
    names = ("account", "name", "label", "metric", "type", "description")
    return ", ".join(str(values[name]) for name in names if values.get(name) is not None)


def _unknown(tab: str, kept: Sequence[Record], ground: Ground) -> Mapping[str, int]:
    """The stages or types that the workbook does not know, with how many records have each."""
    column, known = ("stage", ground.vocabulary.stages) if tab == "opportunities" else ("type", ground.types)
    names = {fold(name) for name in known}
    found: dict[str, int] = {}
    for record in kept:
        text = str(record.values.get(column) or "")
        if text and fold(text) not in names:
            found[text] = found.get(text, 0) + 1
    return found
