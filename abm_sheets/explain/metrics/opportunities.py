"""Why the opportunities are as many as they are."""

from __future__ import annotations

from abm_sheets.explain.case import Case
from abm_sheets.explain.ledger import Verdict, judged
from abm_sheets.explain.metrics.reasoning import Reasoning, created_reasons, missing, ones


def opportunities(case: Case) -> Reasoning:
    """The opportunities created in the period on accounts in scope."""
    now = case.view.figures.now
    calculation = missing(case, "opportunities") or [
        case.text("calculation.opportunities", now.parts("opportunities").value, **case.facts),
        case.text("calculation.accounts_with_opportunity", now.parts("accounts_with_opportunity").value),
    ]
    return Reasoning(calculation, [judged(case, "opportunities", created(case))])


def created(case: Case) -> Verdict:
    """The opportunities that the conversion counts."""
    chosen = case.moment.created
    return Verdict(chosen, {"opportunities": ones(chosen)}, created_reasons(case))
