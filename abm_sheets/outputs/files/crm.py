"""What a CRM should know of each account, as the file that it imports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pandas as pd

from abm_sheets.files import guarded
from abm_sheets.language import Catalogue
from abm_sheets.language.catalogue import catalogues
from abm_sheets.language.folding import squeeze
from abm_sheets.outputs.files.file import CRLF, Plain, csv_file
from abm_sheets.report import Account
from abm_sheets.story.view import View
from abm_sheets.tables.accounts import account_index
from abm_sheets.tables.reader import locate_inputs
from abm_sheets.tables.rows import as_text, is_formula_error
from abm_sheets.workbook.interface import Cell, Snapshot


class Crm(StrEnum):
    """The CRMs that a file can be made for."""

    HUBSPOT = "hubspot"
    SALESFORCE = "salesforce"
    PIPEDRIVE = "pipedrive"


@dataclass(frozen=True)
class Layout:
    """How lines end, whether every value is quoted, and whether yes and no are words of the language."""

    line_end: str = CRLF
    quote_all: bool = False
    in_words: bool = False

    def flag(self, value: bool, words: Catalogue) -> bool | str:  # noqa: FBT001 (the value itself)
        """Yes or no: checkboxes take `true` and `false`, lists of choices take words."""
        return words.word("yes_no", "yes" if value else "no").capitalize() if self.in_words else value


LAYOUTS: Mapping[Crm, Layout] = {
    Crm.HUBSPOT: Layout(),
    # As in the files that Salesforce itself exports.
    Crm.SALESFORCE: Layout("\n", quote_all=True),
    # It has no checkbox: yes and no are a list's two choices.
    Crm.PIPEDRIVE: Layout(in_words=True),
}


_OF_ANY = "any"


def record_ids(snapshot: Snapshot, accounts: pd.DataFrame, crm: Crm) -> list[str]:
    """The id of each account of the frame, "" where there is none.

    A column that names the CRM, or the id as the CRM does, is taken before one that names any CRM.
    """
    cells = _id_column(snapshot, crm)
    return [_id(cells, row) for row in accounts["row"].tolist()]


def _id(cells: Sequence[Cell], row: int) -> str:
    """The text of a cell by its row as people see it."""
    cell = cells[row - 1] if row <= len(cells) else None
    return "" if is_formula_error(cell) else as_text(cell)


def _id_column(snapshot: Snapshot, crm: Crm) -> Sequence[Cell]:
    located = locate_inputs(snapshot)["accounts"]
    header, columns = located.header, located.tab.columns
    theirs = {
        squeeze(as_text(columns[at][header.row])): columns[at]
        for at in reversed(header.foreign)
        if header.row < len(columns[at])
    }
    return next((theirs[name] for name in _names(crm) if name in theirs), ())


def _names(crm: Crm) -> Iterator[str]:
    """The headers that such a column may have, squeezed, the most particular first."""
    for owner in (crm, _OF_ANY):
        for words in catalogues():
            yield from map(squeeze, words.find(f"export.crm.ids.{owner}"))


_COLUMNS = ("id", "account", "domain", "target", "level", "last")


def crm_file(view: View, snapshot: Snapshot, crm: Crm) -> bytes:
    """The CSV that a CRM imports: every account that counts, in tab order, from the snapshot examined.

    An account is a target while it is active. Its engagement level is its account stage, a word for none
    where it is not active, and blank where it cannot be known. Dates are ISO.

    Raises:
        NoUsableTabError: neither interactions nor opportunities can be read.

    """
    view.tables.check_usable()
    layout, headers = LAYOUTS[crm], view.words.find(f"export.crm.headers.{crm}")
    rows = [[headers[column] for column in _COLUMNS], *_rows(view, snapshot, crm, layout)]
    return csv_file(rows, layout.line_end, quote_all=layout.quote_all)


def _rows(view: View, snapshot: Snapshot, crm: Crm, layout: Layout) -> Iterator[Sequence[Plain]]:
    accounts = view.tables.accounts
    ids, domains = record_ids(snapshot, accounts, crm), _domains(accounts)
    for identifier, domain, account in zip(ids, domains, view.report.accounts, strict=True):
        target = layout.flag(account.active, view.words)
        yield identifier, account.account, domain, target, _level(view, account), _iso(account)


def _domains(accounts: pd.DataFrame) -> list[str]:
    """The first domain of each account that is its own, "" where it has none."""
    first: dict[int, str] = {}
    for domain, position in account_index(accounts).by_domain.items():
        first.setdefault(position, domain)
    return [first.get(position, "") for position in range(len(accounts))]


def _level(view: View, account: Account) -> str:
    if _unread(view):
        return ""
    if account.stage is None:
        return view.words.text("export.crm.none")
    return view.words.word("account_stage", account.stage)


def _iso(account: Account) -> str:
    day: date | None = account.last_interaction
    return day.isoformat() if day else ""


def _unread(view: View) -> list[str]:
    """The tabs without which a level would be wrong."""
    return [key for key in ("interactions", "opportunities") if getattr(view.tables, key) is None]


def remarks(view: View) -> Iterator[str]:
    """What whoever imports the file should know: levels left blank, names that were guarded."""
    for key in _unread(view):
        yield view.words.text("export.crm.missing", title=view.words.title(key))
    count = sum(guarded(account.account) != account.account for account in view.report.accounts)
    if count:
        yield view.words.text("export.crm.guarded", count)
