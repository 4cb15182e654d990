"""How the counts and the revenue are explained, and the reasons that several metrics give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from abm_sheets.explain.case import Case
from abm_sheets.explain.rows import NOTHING, Reasons, Verdict, judged
from abm_sheets.metrics.deals import ENDS, MONEY
from abm_sheets.metrics.engagement import within_window
from abm_sheets.metrics.revenue import REVENUE
from abm_sheets.metrics.weeks import NEVER_AFTER, Days, Mask, numbers
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


def target_accounts(case: Case) -> Reasoning:
    """The accounts in scope."""
    count = case.view.figures.now.measure("target_accounts").value
    calculation = [case.text("calculation.target_accounts", count, **case.facts)]
    return Reasoning(calculation, [judged(case, "accounts", in_scope_accounts(case))])


def engaged_accounts(case: Case) -> Reasoning:
    """The accounts in scope that are active and engaged, and the interactions counted on active accounts."""
    found = case.view.figures.now.measure("engaged_accounts")
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
    rows = np.flatnonzero(active)
    notes = {int(at): case.text("notes.interactions", int(counts[at])) for at in rows}
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


def accounts_in_opportunity(case: Case) -> Reasoning:
    """The deals on accounts in scope that are open, or were signed in the period, one for each account."""
    count = case.view.figures.now.measure("accounts_in_opportunity").value
    calculation = missing(case, "opportunities", columns=ENDS) or [
        case.text("calculation.accounts_in_opportunity", count, **case.facts)
    ]
    return Reasoning(calculation, [judged(case, "opportunities", _in_opportunity(case))])


def _in_opportunity(case: Case) -> Verdict:
    deals, chosen = case.prepared.deals, case.moment.in_opportunity
    accounts = pd.Series(np.where(chosen, deals.account, -1))
    first = chosen & ~accounts.duplicated().to_numpy()
    reasons = (
        ("out_of_scope", ~case.in_scope[deals.account]),
        ("created_after", deals.created > case.day),
        ("lost", deals.lost(case.day)),
        ("no_closing_date", (deals.won_kind | deals.lost_kind) & (deals.closed == NEVER_AFTER)),
        ("closed_before", deals.closed < case.start),
    )
    return Verdict(chosen, {"accounts_in_opportunity": first.astype(np.int64)}, reasons, still_open(case))


def opportunities(case: Case) -> Reasoning:
    """The opportunities created in the period on accounts in scope."""
    now = case.view.figures.now
    calculation = missing(case, "opportunities") or [
        case.text("calculation.opportunities", now.measure("opportunities").value, **case.facts),
        case.text("calculation.accounts_with_opportunity", now.measure("accounts_with_opportunity").value),
    ]
    return Reasoning(calculation, [judged(case, "opportunities", created(case))])


def created(case: Case) -> Verdict:
    """The opportunities that the conversion counts."""
    chosen = case.moment.created
    return Verdict(chosen, {"opportunities": ones(chosen)}, created_reasons(case))


def won_deals(case: Case) -> Reasoning:
    """The deals signed in the period on accounts in scope."""
    now = case.view.figures.now
    calculation = missing(case, "opportunities", columns=ENDS) or [
        case.text("calculation.won_deals", now.measure("won_deals").value, **case.facts),
        case.text("calculation.accounts_won", now.measure("accounts_won").value),
    ]
    chosen = case.moment.won
    verdict = Verdict(chosen, {"won_deals": ones(chosen)}, won_reasons(case))
    return Reasoning(calculation, [judged(case, "opportunities", verdict)])


def revenue(case: Case) -> Reasoning:
    """The amounts of the deals signed in the period on accounts in scope."""
    now = case.view.figures.now
    calculation = missing(case, "opportunities", columns=MONEY) or [
        case.text(
            "calculation.revenue",
            now.measure("won_deals").value,
            revenue=case.money(found.cents if (found := now[REVENUE]) else None),
        )
    ]
    return Reasoning(calculation, [judged(case, "opportunities", signed(case))])


def signed(case: Case) -> Verdict:
    """The deals whose amounts make the revenue; one of unknown amount adds none."""
    deals = case.prepared.deals
    chosen = case.moment.won
    terms = {"revenue": np.where(deals.known, deals.cents, 0)}
    return Verdict(chosen, terms, won_reasons(case))
