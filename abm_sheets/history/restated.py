"""Where a frozen figure is no longer what today's data and rules give."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from abm_sheets.history.model import History
from abm_sheets.metrics.known import METRICS
from abm_sheets.metrics.metric import Snapshot


@dataclass(frozen=True)
class Compared:
    """A metric of a week: frozen at `frozen`, `recomputed` today; both as people read them."""

    week: str
    metric: str
    frozen: float | None
    recomputed: float | None

    @property
    def is_restated(self) -> bool:
        """Whether today's data and rules give something else."""
        return not _same(self.frozen, self.recomputed)


def compared(history: History, weeks: Sequence[Snapshot]) -> list[Compared]:
    """The figures of closed weeks that earlier runs froze beside those of today, week by week."""
    return [
        Compared(week.label, metric, frozen.value, week.metrics.parts(metric).value)
        for week in weeks
        if not week.provisional
        for metric in METRICS
        if (frozen := history.past.frozen.get((week.label, metric))) is not None
    ]


def restatements(history: History, weeks: Sequence[Snapshot]) -> list[Compared]:
    """The figures of some weeks that differ from what was frozen, week by week."""
    return [each for each in compared(history, weeks) if each.is_restated]


def _same(frozen: float | None, recomputed: float | None) -> bool:
    if frozen is None or recomputed is None:
        return frozen is recomputed
    return math.isclose(frozen, recomputed, rel_tol=1e-9, abs_tol=1e-6)
