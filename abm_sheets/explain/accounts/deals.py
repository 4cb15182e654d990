"""An account's deals: those created, open or signed, and those that change none of its figures."""

from __future__ import annotations

import numpy as np

from abm_sheets.explain.case import Case
from abm_sheets.explain.ledger import Verdict, judged
from abm_sheets.explain.metrics.reasoning import ones, still_open
from abm_sheets.explain.model import Section
from abm_sheets.metrics.days import NEVER_AFTER


def deals(case: Case, account: int) -> Section:
    """What each deal adds to the opportunities, the open amount and the revenue of the account."""
    figures = case.view.figures.accounts.iloc[account]
    sentence = case.text(
        "deals",
        int(figures["opportunities"]),
        open=case.money(int(figures["open_amount"])),
        revenue=case.money(int(figures["revenue"])),
        **case.facts,
    )
    verdict = _verdict(case, account)
    return judged(case, "opportunities", verdict, key="deals", sentences=[sentence], account=account)


def _verdict(case: Case, account: int) -> Verdict:
    found, scope = case.prepared.deals, case.in_scope
    created = case.moment.created
    won, opened = case.moment.won, found.open(case.day)
    counted = created | won | opened
    terms = {
        "opportunities": ones(created),
        "won_deals": ones(won),
        "open_amount": np.where(opened & found.known, found.cents, 0),
        "revenue": np.where(won & found.known, found.cents, 0),
    }
    reasons = (
        ("created_after", found.created > case.day),
        ("no_closing_date", (found.won_kind | found.lost_kind) & (found.closed == NEVER_AFTER)),
        ("closed_before", found.closed < case.start),
        ("out_of_scope", ~scope[found.account]),
        ("lost", found.lost(case.day)),
    )
    return Verdict(counted, terms, reasons, still_open(case), among=found.account == account)
