"""A row for each account: its record id, its name, its domain, and what the CRM should know of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import pandas as pd

from abm_sheets.csv_guard import guarded
from abm_sheets.errors import NoUsableTabError
from abm_sheets.outputs.files.crm.layouts import LAYOUTS, Crm, Layout
from abm_sheets.outputs.files.crm.record_ids import record_ids
from abm_sheets.outputs.files.csv_file import Plain, csv_file
from abm_sheets.report import Account
from abm_sheets.story.view import View
from abm_sheets.tables.accounts import account_index
from abm_sheets.workbook.interface import Snapshot

_COLUMNS = ("id", "account", "domain", "target", "level", "last")


def crm_file(view: View, snapshot: Snapshot, crm: Crm) -> bytes:
    """The CSV that a CRM imports: every account that counts, in tab order, from the snapshot examined.

    An account is a target while it is active. Its engagement level is its account stage, a word for none
    where it is not active, and blank where it cannot be known. Dates are ISO.

    Raises:
        NoUsableTabError: neither interactions nor opportunities can be read.

    """
    if view.tables.tell_nothing:
        raise NoUsableTabError
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
