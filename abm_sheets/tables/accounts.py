"""The accounts tab: who is targeted, and by which name and domains rows speak of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from abm_sheets.tables.matching import AccountIndex, is_free_mail, name_key, registrable_domain, split_domains
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
    rows = reading.rows(AccountRow)
    if rows is None:
        return None
    _leave_repeats_out(reading, rows)
    targeted = rows.values("targeted") | rows.columns["targeted"].blank | rows.columns["targeted"].unreadable
    reading.set_aside(rows)
    frame = rows.frame(targeted=targeted)
    index = account_index(frame)
    _check_domains(reading, rows, index)
    return frame, index


def account_index(accounts: pd.DataFrame) -> AccountIndex:
    """What finds the accounts that count by their name or by one of their domains."""
    owned = [[d for d in map(registrable_domain, split_domains(c)) if d] for c in accounts["domains"]]
    return AccountIndex(accounts["account"].tolist(), owned)


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
