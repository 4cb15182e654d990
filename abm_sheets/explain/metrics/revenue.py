"""Why the revenue is what it is: the amounts of the deals signed."""

from __future__ import annotations

import numpy as np

from abm_sheets.explain.case import Case
from abm_sheets.explain.ledger import Verdict, judged
from abm_sheets.explain.metrics.reasoning import Reasoning, missing, won_reasons
from abm_sheets.metrics.deals import MONEY
from abm_sheets.metrics.revenue import REVENUE


def revenue(case: Case) -> Reasoning:
    """The amounts of the deals signed in the period on accounts in scope."""
    now = case.view.figures.now
    calculation = missing(case, "opportunities", columns=MONEY) or [
        case.text(
            "calculation.revenue",
            now.parts("won_deals").value,
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
