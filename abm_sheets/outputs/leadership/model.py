"""What leadership is told, as values: every figure with its number and its text, in one language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from abm_sheets.palette import Tone
from abm_sheets.story.changes import Changes
from abm_sheets.story.figures import Figure, Unit
from abm_sheets.story.pipeline import Pipeline
from abm_sheets.story.segments import Segments
from abm_sheets.story.win import Win


@dataclass(frozen=True, slots=True)
class Closing:
    """A week or a month: its short label, the day it is as of, and whether it is still running.

    `quarter` (`2026-Q3`) is that of its day: counts and amounts start again with it.
    """

    label: str
    as_of: date
    provisional: bool
    quarter: str


@dataclass(frozen=True, slots=True)
class Series:
    """A metric at each closing of its timeline, in the same order."""

    key: str
    label: str
    unit: Unit
    figures: Sequence[Figure]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Weeks or months, oldest first, and the metrics at each, by their keys."""

    closings: Sequence[Closing]
    series: Mapping[str, Series]

    @property
    def known(self) -> Sequence[Series]:
        """The metrics that have a value at one closing at least."""
        return [each for each in self.series.values() if any(at.value is not None for at in each.figures)]


@dataclass(frozen=True, slots=True)
class Metric:
    """One of the five: its value, what it comes from, how it stands, and its weeks.

    `remark` is the benchmark where there is one, else what helps to read the value; `target_text` says
    so where there is no target.
    """

    key: str
    label: str
    unit: Unit
    value: Figure
    detail: str
    target: Figure
    target_text: str
    status: Tone
    status_text: str
    remark: str
    change: str
    trend: Series


@dataclass(frozen=True, slots=True)
class Stamp:
    """When and on what all this was computed, in sentences; `rebuilt` and `restated` are "" where untrue."""

    as_of: date
    computed_at: datetime
    computed_by: str
    source: str
    rows: int
    period: str
    computed: str
    rebuilt: str
    restated: str
    issue_count: int
    issues: str


@dataclass(frozen=True, slots=True)
class Story:
    """Everything that the page and the slides tell, in one language and one currency (its code)."""

    language: str
    currency: str
    title: str
    sentence: str
    metrics: Sequence[Metric]
    weeks: Timeline
    months: Timeline
    industries: Segments
    sizes: Segments
    pipeline: Pipeline
    win: Win
    changes: Changes
    stamp: Stamp
