"""Why the signed deals are as many as they are."""

from __future__ import annotations

from abm_sheets.explain.case import Case
from abm_sheets.explain.ledger import Verdict, judged
from abm_sheets.explain.metrics.reasoning import Reasoning, missing, ones, won_reasons
from abm_sheets.metrics.deals import ENDS


def won_deals(case: Case) -> Reasoning:
    """The deals signed in the period on accounts in scope."""
    now = case.view.figures.now
    calculation = missing(case, "opportunities", columns=ENDS) or [
        case.text("calculation.won_deals", now.parts("won_deals").value, **case.facts),
        case.text("calculation.accounts_won", now.parts("accounts_won").value),
    ]
    chosen = case.moment.won
    verdict = Verdict(chosen, {"won_deals": ones(chosen)}, won_reasons(case))
    return Reasoning(calculation, [judged(case, "opportunities", verdict)])
