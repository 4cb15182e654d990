"""The output tabs: figures laid out as sheets, one file per tab."""

from __future__ import annotations

from collections.abc import Callable

from abm_sheets.dashboard.account_view import account_view
from abm_sheets.dashboard.analysis import analysis
from abm_sheets.dashboard.definitions import definitions
from abm_sheets.dashboard.evidence import evidence
from abm_sheets.dashboard.freshness import STALE_AFTER, stale_moment
from abm_sheets.dashboard.history_tab import history_tab
from abm_sheets.dashboard.overview import overview
from abm_sheets.dashboard.quality import quality
from abm_sheets.dashboard.review import review
from abm_sheets.dashboard.stage_history_tab import stage_history_tab
from abm_sheets.dashboard.view import View
from abm_sheets.workbook.sheet import Sheet

__all__ = ["STALE_AFTER", "TABS", "View", "lay_out", "stale_moment"]

TABS: tuple[Callable[[View], Sheet], ...] = (
    overview,
    account_view,
    analysis,
    review,
    definitions,
    quality,
    evidence,
    history_tab,
    stage_history_tab,
)
"""The output tabs, in the order that people see them."""


def lay_out(view: View) -> list[Sheet]:
    """Lay out every output tab."""
    return [tab(view) for tab in TABS]
