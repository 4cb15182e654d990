"""Frozen values beside what today's data give, and why they differ."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from abm_sheets.history.model import History
from abm_sheets.metrics.figures import Changes, Part
from abm_sheets.metrics.known import METRICS
from abm_sheets.metrics.metric import Snapshot
from abm_sheets.metrics.weeks import week_label

CORRECTED, RULES = "corrected", "rules"
"""Why a frozen figure is not what today's data give for its day: the rows, or the definitions too."""


@dataclass(frozen=True)
class Explained:
    """A metric's value at the end of the week before, as people saw it, its value now, and the parts."""

    metric: str
    before: float
    now: float
    parts: Sequence[Part]


def explained(changes: Changes, history: History) -> list[Explained]:
    """The metrics whose change can be told; what was corrected since the week was frozen is a part."""
    found = []
    for change in changes.changes:
        frozen = history.past.frozen.get((week_label(changes.since), change.metric))
        before = as_seen(history, changes.since, change.metric, change.before)
        if before is None or change.before is None or change.now is None:
            continue
        corrected = round(change.before - before, 2)
        same_rules = frozen is None or frozen.version == history.definitions.version
        part = Part(CORRECTED if same_rules else RULES, corrected)
        parts = [part, *change.parts] if corrected else change.parts
        found.append(Explained(change.metric, before, change.now, parts))
    return found


def as_seen(history: History, day: date, metric: str, today: float | None) -> float | None:
    """A metric at the end of a week as people saw it: frozen, else what `today`'s data give."""
    frozen = history.past.frozen.get((week_label(day), metric))
    return today if frozen is None or frozen.value is None else frozen.value


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
