"""What a workbook remembers: its frozen weeks, the stages of its deals, and what is to be told of both."""

from __future__ import annotations

from datetime import date

from abm_sheets.history.doubts import with_doubts
from abm_sheets.history.model import Past
from abm_sheets.history.reading import read_past
from abm_sheets.history.stages import StageHistory, follow
from abm_sheets.language import Catalogue
from abm_sheets.tables.model import Tables
from abm_sheets.workbook.interface import Snapshot


def recall(
    snapshot: Snapshot, tables: Tables, words: Catalogue, day: date, run: str
) -> tuple[Past, StageHistory, Tables]:
    """The past of a workbook for the run of a day, the stages with those it sees, the tables with issues."""
    continued = tables.settings.continue_history == "yes"
    past = read_past(snapshot, continued=continued)
    stages = follow(snapshot, tables, past, day, run)
    return past, stages, with_doubts(tables, past, stages, words)
