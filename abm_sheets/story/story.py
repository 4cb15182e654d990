"""A run as leadership is shown it: every figure with its number and its text, in one language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from abm_sheets.metrics.known import SHARED
from abm_sheets.story.changes import Changes, changes_of
from abm_sheets.story.deals import People, people_of
from abm_sheets.story.forecast import Forecast, forecast_of
from abm_sheets.story.funnel import Comparison, Funnel, Losses, comparison_of, funnel_of, losses_of
from abm_sheets.story.pipeline import Pipeline, pipeline_of, slowest
from abm_sheets.story.segments import Segments, largest_segments
from abm_sheets.story.standing import Standing, standing_of
from abm_sheets.story.summary import last_headline
from abm_sheets.story.trends import Series, Timeline, captions, month_timeline, week_timeline
from abm_sheets.story.view import View
from abm_sheets.story.win import Win, win_of_the_week
from abm_sheets.story.wording import computed_text, issues_text, period_text, rebuilt_text

MOST_SEGMENTS = 6
"""Segments of a dimension that leadership is shown; the others are counted."""

MOST_STAGES = 6
"""Stages of the pipeline that leadership is shown; the others are counted."""

MOST_DEALS = 4
"""Slow deals that leadership is shown by name; the others are counted."""

MOST_LOSSES = 4
"""Reasons of losses that leadership is shown; the others are counted."""


@dataclass(frozen=True, slots=True)
class Metric(Standing):
    """One of the five: how it stands, and its weeks."""

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
    """Everything that the page and the slides show, in one language and one currency (its code).

    `last_sentence` quotes the last one of the quarter before while this one is young, "" afterwards.
    """

    language: str
    currency: str
    title: str
    sentence: str
    last_sentence: str
    metrics: Sequence[Metric]
    weeks: Timeline
    months: Timeline
    industries: Segments
    sizes: Segments
    forecast: Forecast
    pipeline: Pipeline
    funnel: Funnel
    comparison: Comparison
    losses: Losses
    people: People
    win: Win
    changes: Changes
    stamp: Stamp

    def metric(self, key: str) -> Metric:
        """One of the five, by its key."""
        return next(metric for metric in self.metrics if metric.key == key)


def story_of(view: View) -> Story:
    """Everything that leadership reads of a run, in its language; no figure that its dashboard lacks."""
    weeks, day = week_timeline(view), view.figures.period.end
    return Story(
        language=view.words.language,
        currency=view.tables.settings.currency,
        title=view.words.text("leadership.title", day=view.words.formats.long_day(day)),
        sentence=view.report.headline,
        last_sentence=last_headline(view.figures, view.tables.settings, view.words),
        metrics=[_metric(view, metric, weeks) for metric in SHARED],
        weeks=weeks,
        months=month_timeline(view),
        industries=largest_segments(view, "industry", MOST_SEGMENTS),
        sizes=largest_segments(view, "size", MOST_SEGMENTS),
        forecast=forecast_of(view),
        pipeline=slowest(view, pipeline_of(view, MOST_DEALS), MOST_STAGES),
        funnel=funnel_of(view),
        comparison=comparison_of(view),
        losses=losses_of(view, MOST_LOSSES),
        people=people_of(view),
        win=win_of_the_week(view),
        changes=changes_of(view),
        stamp=_stamp(view),
    )


def _metric(view: View, metric: str, weeks: Timeline) -> Metric:
    standing = standing_of(view, metric)
    values = {field.name: getattr(standing, field.name) for field in fields(standing)}
    return Metric(**values, trend=weeks.series[metric])


def _stamp(view: View) -> Stamp:
    issues = len(view.report.issues)
    return Stamp(
        as_of=view.figures.period.end,
        computed_at=view.computed_at,
        computed_by=view.computed_by,
        source=view.source,
        rows=view.tables.rows_read,
        period=period_text(view),
        computed=computed_text(view),
        rebuilt=rebuilt_text(view) or "",
        restated=" ".join(captions(view)),
        issue_count=issues,
        issues=issues_text(view),
    )
