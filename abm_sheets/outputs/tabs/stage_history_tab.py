"""The stage history: each stage that a deal came to, and the day that it did."""

from __future__ import annotations

from abm_sheets.history.seals import stage_meaning
from abm_sheets.outputs.tabs.kept_tab import Layout, Row, Seals, kept_tab
from abm_sheets.story.view import View
from abm_sheets.workbook.sheet import Sheet

_LAYOUT = Layout(
    "stage_history",
    {
        "deal": 26,
        "account": 28,
        "name": 36,
        "stage": 20,
        "entered_on": 14,
        "run": 16,
        "computed_at": 26,
        "workbook": 20,
        "seal": 20,
    },
    frozenset({"entered_on"}),
)


def stage_history_tab(view: View) -> Sheet:
    """Lay out the stage history."""
    computed_at = view.computed_at.isoformat(timespec="seconds")
    rows: list[Row] = [
        {
            "deal": each.deal,
            "account": each.account,
            "name": each.name,
            "stage": each.stage,
            "entered_on": each.day,
            "run": view.stages.run,
            "computed_at": computed_at,
        }
        for each in view.stages.added
    ]
    seals = Seals(stage_meaning, view.history.key, view.history.past.workbook)
    return kept_tab(view, _LAYOUT, view.stages.kept, seals.growth(rows, view.stages.unsealed))
