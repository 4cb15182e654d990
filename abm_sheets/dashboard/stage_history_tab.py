"""The stage history: each stage that a deal came to, and the day that it did."""

from __future__ import annotations

from abm_sheets.dashboard.kept_tab import Growth, Layout, Row, kept_tab
from abm_sheets.dashboard.view import View
from abm_sheets.workbook.sheet import Sheet

_LAYOUT = Layout(
    "stage_history",
    {"deal": 26, "account": 28, "name": 36, "stage": 20, "entered_on": 14, "run": 16},
    frozenset({"entered_on"}),
)


def stage_history_tab(view: View) -> Sheet:
    """Lay out the stage history."""
    rows: list[Row] = [
        {
            "deal": each.deal,
            "account": each.account,
            "name": each.name,
            "stage": each.stage,
            "entered_on": each.day,
            "run": view.stages.run,
        }
        for each in view.stages.added
    ]
    return kept_tab(view, _LAYOUT, view.stages.kept, Growth(rows))
