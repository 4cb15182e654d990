"""An account's ROI, with the numbers in it."""

from __future__ import annotations

from abm_sheets.explain.case import Case
from abm_sheets.explain.metrics.roi import return_on_costs
from abm_sheets.explain.model import Section


def returns(case: Case, account: int) -> Section:
    """The formula of the ROI over the account's own revenue and costs."""
    figures = case.view.figures.accounts.iloc[account]
    amounts = (int(figures[name]) for name in ("revenue", "marketing_costs", "sales_costs"))
    return Section("roi", case.words.word("metric", "roi"), [return_on_costs(case, *amounts)])
