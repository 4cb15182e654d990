"""How an account is explained: one file for each question that people ask of it, in the order asked."""

from __future__ import annotations

from collections.abc import Callable

from abm_sheets.explain.accounts.costs import marketing_costs, sales_costs
from abm_sheets.explain.accounts.deals import deals
from abm_sheets.explain.accounts.engagement import engagement
from abm_sheets.explain.accounts.returns import returns
from abm_sheets.explain.accounts.scope import scope
from abm_sheets.explain.accounts.stage import stage
from abm_sheets.explain.case import Case
from abm_sheets.explain.model import Explanation, Section

QUESTIONS: tuple[Callable[[Case, int], Section], ...] = (
    scope,
    stage,
    engagement,
    deals,
    marketing_costs,
    sales_costs,
    returns,
)
"""The sections of an account's explanation; each takes the account's position."""


def explain_account(case: Case, account: int) -> Explanation:
    """Why an account's figures are what they are."""
    figures = case.view.report.accounts[account]
    return Explanation(
        kind="account",
        key=figures.account,
        name=figures.account,
        heading=case.text("account_heading", name=figures.account, day=case.facts["day"]),
        figures=figures.model_dump(),
        sections=[question(case, account) for question in QUESTIONS],
    )
