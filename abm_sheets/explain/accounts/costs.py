"""An account's costs: its own lines, and its shares of the lines that several accounts share."""

from __future__ import annotations

import numpy as np

from abm_sheets.explain.case import Case
from abm_sheets.explain.ledger import NOTHING, Verdict, judged
from abm_sheets.explain.metrics.roi import period_reasons
from abm_sheets.explain.model import Section
from abm_sheets.metrics.allocation import share
from abm_sheets.metrics.costs import CostLines, shared_groups
from abm_sheets.metrics.days import Days, Mask
from abm_sheets.tables.matching import BLANK


def marketing_costs(case: Case, account: int) -> Section:
    """What marketing spent on the account."""
    return _costs(case, account, "marketing_costs")


def sales_costs(case: Case, account: int) -> Section:
    """What sales spent on the account."""
    return _costs(case, account, "sales_costs")


def _costs(case: Case, account: int, tab: str) -> Section:
    total = case.money(int(case.view.figures.accounts[tab].iloc[account]))
    sentence = case.text(f"costs.{tab}", None, amount=total, **case.facts)
    lines = case.prepared.costs.get(tab)
    verdict = NOTHING if lines is None else _verdict(case, account, tab, lines)
    return judged(case, tab, verdict, sentences=[sentence], account=account)


def _verdict(case: Case, account: int, tab: str, lines: CostLines) -> Verdict:
    """The account's own lines whenever they are, and the lines of the period shared by all or by industry."""
    in_period = (case.start <= lines.day) & (lines.day <= case.day)
    own = lines.account == account
    shares, shared, notes = _shares(case, account, lines, in_period)
    counted = (own & in_period & case.in_scope[account]) | shared
    reasons = (
        *period_reasons(case, lines),
        ("out_of_scope", own & ~case.in_scope[account]),
        ("not_sharing", lines.account == BLANK),
    )
    cents = np.where(own, lines.cents, shares)
    among = own | (in_period & (lines.account == BLANK))
    return Verdict(counted, {tab: cents}, reasons, notes, among)


def _shares(case: Case, account: int, lines: CostLines, in_period: Mask) -> tuple[Days, Mask, dict[int, str]]:
    """The account's share of each line in cents, the lines that it shares, and a note on each of them."""
    sharing = case.prepared.sharing(case.period)
    shares, shared = np.zeros(len(lines.row), np.int64), np.zeros(len(lines.row), bool)
    notes: dict[int, str] = {}
    at = np.flatnonzero(in_period)
    for group, members in shared_groups(lines.where(in_period), sharing):
        mine = np.flatnonzero(members == account)
        if not len(mine):
            continue
        weights = sharing.weights_of(members)
        for line in at[group].tolist():
            total = int(lines.cents[line])
            shares[line], shared[line] = share(total, weights)[mine[0]], True
            notes[line] = case.text("notes.share", len(members), total=case.money(total))
    return shares, shared, notes
