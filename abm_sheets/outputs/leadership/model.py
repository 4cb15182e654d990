"""What leadership is told, as values: every figure with its number and its text, in one language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from abm_sheets.palette import Tone


class Unit(StrEnum):
    """What a number counts; money is in units of the currency, a share is a part of one."""

    COUNT = "integer"
    MONEY = "money"
    SHARE = "percent"
    MULTIPLE = "multiple"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as people read it; None, and a dash, where there is none.

    `note` says what the number is today where it is no longer what was frozen, "" elsewhere.
    """

    value: float | None
    text: str
    note: str = ""


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
    """Weeks or months, oldest first, and the metrics at each, by their keys.

    Of the five metrics, the velocity and the influence are known for frozen weeks and for the day of
    the run only; months have neither.
    """

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
class Segment:
    """The target accounts of one industry or size."""

    name: str
    accounts: Figure
    engaged: Figure
    revenue: Figure
    costs: Figure
    roi: Figure


@dataclass(frozen=True, slots=True)
class Segments:
    """The segments of a dimension (`industry` or `size`), the largest revenue first.

    At most `MOST_SEGMENTS` are told; `more` says how many are not, "" where all are.
    """

    dimension: str
    title: str
    segments: Sequence[Segment]
    more: str


@dataclass(frozen=True, slots=True)
class Stage:
    """An open stage of the pipeline: the deals there now and the median of their days.

    `usual` is the median of the days that others stayed there, without a value until it is known;
    `team` is the one that can help.
    """

    name: str
    deals: Figure
    amount: Figure
    days: Figure
    usual: Figure
    slow: bool
    slow_text: str
    team: str


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Where the pipeline slows: the finding in a sentence, the stages in order, how to read them.

    At most `MOST_STAGES` are told, the slow ones and then the oldest; `more` says how many are not.
    """

    title: str
    finding: str
    stages: Sequence[Stage]
    more: str
    note: str


@dataclass(frozen=True, slots=True)
class Step:
    """An interaction that came before a win; `team` is `marketing` or `sales`."""

    name: str
    day: date
    day_text: str
    team: str
    team_text: str


@dataclass(frozen=True, slots=True)
class Win:
    """The win of the week; where `found` is false the sentence says that there is none yet."""

    title: str
    found: bool
    sentence: str
    thanks: str
    steps_title: str
    steps: Sequence[Step]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a change: how much, with its sign, why, and the names behind it."""

    amount: Figure
    reason: str
    names: str


@dataclass(frozen=True, slots=True)
class Change:
    """A metric that moved since last Monday, from what to what, and the parts that add up to it."""

    key: str
    label: str
    amount: Figure
    total: str
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since last Monday; `title` says so where nothing did.

    `deals` and `costs` are a sentence each, "" where there is nothing to tell.
    """

    title: str
    changes: Sequence[Change]
    deals: str
    costs: str


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
