"""Why the engaged accounts are as many as they are: the accounts, then the interactions behind them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from abm_sheets.explain.case import Case
from abm_sheets.explain.ledger import NOTHING, Reasons, Verdict, judged
from abm_sheets.explain.metrics.reasoning import Reasoning, active_reasons, missing, ones
from abm_sheets.metrics.days import Mask, numbers
from abm_sheets.metrics.engagement import within_window


def engaged_accounts(case: Case) -> Reasoning:
    """The accounts in scope that are active and engaged, and the interactions counted on active accounts."""
    found = case.view.figures.now.parts("engaged_accounts")
    calculation = missing(case, "interactions") or [
        case.text("calculation.engaged_accounts", found.numerator, total=found.denominator, **case.facts)
    ]
    sections = [
        judged(case, "accounts", _accounts(case)),
        judged(case, "interactions", _interactions(case)),
    ]
    return Reasoning(calculation, sections)


def _accounts(case: Case) -> Verdict:
    counts, enough = case.prepared.engagement.in_window(case.day), case.prepared.engagement.engaged(case.day)
    active = case.prepared.accounts.active(case.day)
    engaged = case.in_scope & active & enough
    reasons = (*active_reasons(case), ("not_engaged", ~enough))
    told = np.flatnonzero(active)
    notes = {int(at): case.text("notes.interactions", int(counts[at])) for at in told}
    return Verdict(engaged, {"engaged_accounts": ones(engaged)}, reasons, notes)


def _interactions(case: Case) -> Verdict:
    frame = case.tables.interactions
    if frame is None:
        return NOTHING
    active = case.prepared.accounts.active(case.day)[frame["account"].to_numpy(np.int64)]
    counted = active & within_window(frame, case.day, case.settings.engagement_window_days)
    reasons = (*window_reasons(case, frame), ("account_not_active", ~active))
    return Verdict(counted, {"interactions": ones(counted)}, reasons)


def window_reasons(case: Case, interactions: pd.DataFrame) -> Reasons:
    """Why an interaction does not count for engagement at the as-of date."""
    days, counts = numbers(interactions["date"]), interactions["engagement"].to_numpy(bool)
    before: Mask = days <= case.day - case.settings.engagement_window_days
    return (("type_not_counted", ~counts), ("before_window", before), ("after_day", days > case.day))
