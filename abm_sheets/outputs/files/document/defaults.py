"""The definitions without a workbook: those that the default settings give."""

from __future__ import annotations

from abm_sheets.language import Catalogue
from abm_sheets.workbook.interface import Snapshot, Tab
from abm_sheets.workbook.memory import MemoryWorkbook


def default_workbook(words: Catalogue) -> MemoryWorkbook:
    """A workbook in which nothing was typed: its settings, types and stages are the default ones."""
    accounts = Tab(words.title("accounts"), [[words.header("accounts", "account")]])
    return MemoryWorkbook(Snapshot("", [accounts]))
