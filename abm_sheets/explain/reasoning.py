"""What a metric's explanation adds to its definition, and the reasons that several of them give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from abm_sheets.explain.case import Case
from abm_sheets.explain.rows import Reasons, Verdict
from abm_sheets.metrics.weeks import NEVER_AFTER, Days, Mask
from abm_sheets.story.explanation import Section


@dataclass(frozen=True, slots=True)
class Reasoning:
    """The formula with the numbers in it, and a section for each tab whose rows it counts."""

    calculation: Sequence[str]
    sections: Sequence[Section]


def ones(mask: Mask) -> Days:
    """One for each row that counts."""
    return mask.astype(np.int64)


def missing(case: Case, *tabs: str, columns: Sequence[str] = ()) -> Sequence[str]:
    """A sentence for each of some tabs that is missing, or lost the header of one of some columns."""
    lacking = [tab for tab in tabs if not case.tables.know(tab, *columns)]
    return [case.words.text("overview.missing", title=case.words.title(tab)) for tab in lacking]


def still_open(case: Case) -> dict[int, str]:
    """A note on the deals whose stage is over today and that were open at the as-of date."""
    deals = case.prepared.deals
    later = (deals.won_kind | deals.lost_kind) & deals.open(case.day)
    return dict.fromkeys(np.flatnonzero(later).tolist(), case.text("notes.still_open", None, **case.facts))


def scope_reasons(case: Case) -> Reasons:
    """Why an account is not in scope."""
    accounts = case.prepared.accounts
    return (
        ("not_targeted", ~accounts.targeted),
        ("reversed_dates", accounts.since > accounts.until),
        ("targeted_later", accounts.since > case.day),
        ("targeted_before", accounts.until < case.start),
    )


def active_reasons(case: Case) -> Reasons:
    """Why an account is not active at the as-of date."""
    return (*scope_reasons(case), ("no_longer_targeted", case.prepared.accounts.until < case.day))


def in_scope_accounts(case: Case) -> Verdict:
    """The accounts in scope, one each."""
    return Verdict(case.in_scope, {"target_accounts": ones(case.in_scope)}, scope_reasons(case))


def created_reasons(case: Case) -> Reasons:
    """Why an opportunity is not among those created in the period on accounts in scope."""
    deals = case.prepared.deals
    return (
        ("out_of_scope", ~case.in_scope[deals.account]),
        ("created_before", deals.created < case.start),
        ("created_after", deals.created > case.day),
    )


def won_reasons(case: Case) -> Reasons:
    """Why a deal is not among those signed in the period on accounts in scope."""
    deals = case.prepared.deals
    return (
        ("out_of_scope", ~case.in_scope[deals.account]),
        ("not_won", ~deals.won_kind),
        ("no_closing_date", deals.closed == NEVER_AFTER),
        ("closed_before", deals.closed < case.start),
        ("closed_after", deals.closed > case.day),
    )
