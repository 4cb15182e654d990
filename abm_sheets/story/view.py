"""What every output tab is laid out from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from abm_sheets.history import History
from abm_sheets.history.pace import Pace
from abm_sheets.history.stages import StageHistory
from abm_sheets.language import Catalogue
from abm_sheets.metrics.compute import Figures
from abm_sheets.report import Report
from abm_sheets.tables.model import Tables


@dataclass(frozen=True)
class View:
    """The figures, the report and the tables of one run, and the words to show them in.

    `computed_at` carries the workbook's time zone; `computed_by` is who or what asked for the run;
    `source` is the name of the people's workbook; `history` what is frozen of the weeks before, `stages`
    what was seen of the deals' stages and `pace` how long they stay there; `stale_at` what the workbook's
    own clock says when the figures are stale, without a zone, None where they never are.
    """

    tables: Tables
    figures: Figures
    report: Report
    words: Catalogue
    computed_at: datetime
    computed_by: str
    source: str
    history: History
    stages: StageHistory
    pace: Sequence[Pace]
    stale_at: datetime | None = None
