"""The output tabs: figures laid out as sheets, one file per tab."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from abm_sheets.outputs.tabs.account_view import account_view
from abm_sheets.outputs.tabs.analysis import analysis
from abm_sheets.outputs.tabs.definitions import definitions
from abm_sheets.outputs.tabs.evidence import evidence
from abm_sheets.outputs.tabs.histories import history_tab, stage_history_tab
from abm_sheets.outputs.tabs.overview import overview
from abm_sheets.outputs.tabs.quality import quality
from abm_sheets.outputs.tabs.review import review
from abm_sheets.outputs.tabs.sources import source_tabs
from abm_sheets.story.view import View
from abm_sheets.workbook.interface import Look
from abm_sheets.workbook.sheet import Sheet

TABS: Mapping[str, Callable[[View], Sheet]] = {
    "dashboard": overview,
    "account_view": account_view,
    "analysis": analysis,
    "review": review,
    "definitions": definitions,
    "quality": quality,
    "evidence": evidence,
    "history": history_tab,
    "stage_history": stage_history_tab,
}
"""The output tabs by their keys, in the order that people see them."""


def lay_out(view: View) -> list[Sheet]:
    """Lay out every output tab, those of records from elsewhere last."""
    return [*(tab(view) for tab in TABS.values()), *source_tabs(view)]


def look_of(view: View) -> Look:
    """What the writing of those tabs depends on besides."""
    titles = {key: place.title for key, place in view.tables.places.items()}
    return Look(view.words.language, view.report.currency, titles)
