"""Why the target accounts are as many as they are."""

from __future__ import annotations

from abm_sheets.explain.case import Case
from abm_sheets.explain.ledger import judged
from abm_sheets.explain.metrics.reasoning import Reasoning, in_scope_accounts


def target_accounts(case: Case) -> Reasoning:
    """The accounts in scope."""
    count = case.view.figures.now.parts("target_accounts").value
    calculation = [case.text("calculation.target_accounts", count, **case.facts)]
    return Reasoning(calculation, [judged(case, "accounts", in_scope_accounts(case))])
