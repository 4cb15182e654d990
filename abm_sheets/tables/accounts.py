"""The accounts tab: who is targeted, and by which name and domains rows speak of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from abm_sheets.tables.matching import AccountIndex, is_free_mail, name_key, registrable_domain, split_domains
from abm_sheets.tables.merging import Columns, Likeness, Pairs
from abm_sheets.tables.reading import Reading, Rows
from abm_sheets.tables.rows import Day, Flag, Row, Text

POPULATION = ("targeted", "targeted_from", "targeted_until")
"""The columns that say which accounts are targeted, and when: every figure is about these accounts."""


class AccountRow(Row):
    """A target account; a blank `targeted` means yes."""

    tab = "accounts"

    account: Text
    domains: Text = ""
    industry: Text = ""
    size: Text = ""
    tier: Text = ""
    targeted: Flag = True
    targeted_from: Day | None = None
    targeted_until: Day | None = None
    marketing_owner: Text = ""
    sales_owner: Text = ""


def read_accounts(reading: Reading) -> tuple[pd.DataFrame, AccountIndex] | None:
    """The accounts that count, in tab order, and the index that finds them; None without the tab."""
    rows = reading.rows(AccountRow, Likeness(_same_accounts, untouched=frozenset({"targeted"})))
    if rows is None:
        return None
    # A system marks those that are targets; what it leaves blank is none.
    reading.set_apart(rows, ~rows.values("targeted"))
    _leave_repeats_out(reading, rows)
    targeted = rows.values("targeted") | rows.columns["targeted"].blank | rows.columns["targeted"].unreadable
    reading.set_aside(rows)
    frame = rows.frame(targeted=targeted)
    index = account_index(frame)
    _check_domains(reading, rows, index)
    return frame, index


def _same_accounts(columns: Columns, own: int, first: int, last: int) -> Pairs:
    """The rows of a mirror that name an account before them, or share a domain with it."""
    targeted = columns["targeted"].values  # noqa: PD011 (a Column's own)
    names, domains = (list(columns[name].values) for name in ("account", "domains"))
    accounts = [at < own or bool(targeted[at]) for at in range(first)]
    index = AccountIndex(
        [name if known else "" for name, known in zip(names, accounts, strict=False)],
        [owned_domains(text) if known else [] for text, known in zip(domains, accounts, strict=False)],
    )
    found: dict[int, int] = {}
    for position in range(first, last):
        known = index.by_name.get(name_key(names[position])) if names[position] else None
        if known is None:
            owned = owned_domains(domains[position])
            known = next((index.by_domain[each] for each in owned if each in index.by_domain), None)
        if known is not None:
            found.setdefault(known, position)
    return found


def owned_domains(text: str) -> list[str]:
    """The registrable domains that a cell of domains lists."""
    return [domain for domain in map(registrable_domain, split_domains(text)) if domain]


def account_index(accounts: pd.DataFrame) -> AccountIndex:
    """What finds the accounts that count by their name or by one of their domains."""
    return AccountIndex(accounts["account"].tolist(), list(map(owned_domains, accounts["domains"])))


def _leave_repeats_out(reading: Reading, rows: Rows) -> None:
    positions = np.flatnonzero(rows.kept)
    keys = [name_key(name) for name in rows.values("account")[positions]]
    names = np.array(keys, dtype=object)
    reading.leave_repeats_out("duplicate_account", rows, positions, names, ("account",))


def _check_domains(reading: Reading, rows: Rows, index: AccountIndex) -> None:
    """Note at most one issue for each cell of domains, the one that loses most first."""
    for position in np.flatnonzero(rows.kept & ~rows.columns["domains"].blank):
        found = _domain_fault(split_domains(rows.values("domains")[position]), index)
        if found:
            rule, domain = found
            reading.note_cell(rule, rows, "domains", int(position), sentence=_OWN.get(rule), domain=domain)


_OWN = {"free_mail_domain": "free_mail_domain_of_account", "shared_domain": "shared_domain_of_account"}
"""What is said of an account's own domains; elsewhere the rules speak of who is named by one."""


def _domain_fault(typed: Sequence[str], index: AccountIndex) -> tuple[str, str] | None:
    owned = {text: registrable_domain(text) for text in typed}
    for text, domain in owned.items():
        if domain and is_free_mail(domain):
            return "free_mail_domain", text
    for domain in owned.values():
        if domain in index.shared:
            return "shared_domain", domain
    return next((("invalid_domain", text) for text, domain in owned.items() if domain is None), None)
