"""A run told to leadership: the one source of the page and of the slides."""

from __future__ import annotations

from abm_sheets.metrics.known import SHARED
from abm_sheets.outputs.leadership.model import Metric, Stamp, Story, Timeline
from abm_sheets.outputs.leadership.trends import month_timeline, week_timeline
from abm_sheets.outputs.tabs.scorecards import detail_text, remark_text
from abm_sheets.outputs.tabs.trends import METRICS
from abm_sheets.outputs.tabs.week_marks import captions
from abm_sheets.palette import Tone
from abm_sheets.story.changes import changes_of
from abm_sheets.story.figures import metric_figure, unit_of
from abm_sheets.story.pipeline import pipeline_of, slowest
from abm_sheets.story.segments import largest_segments
from abm_sheets.story.units import metric_units, metric_value
from abm_sheets.story.view import View
from abm_sheets.story.win import win_of_the_week
from abm_sheets.story.wording import (
    change_text,
    computed_text,
    issues_text,
    period_text,
    rebuilt_text,
    status_line,
    status_text,
    target_text,
)

__all__ = ["Story", "tell"]

MOST_SEGMENTS = 6
"""Segments of a dimension that leadership is shown; the others are counted."""

MOST_STAGES = 6
"""Stages of the pipeline that leadership is shown; the others are counted."""


def tell(view: View) -> Story:
    """Everything that leadership is told of a run, in its language; no figure that its dashboard lacks."""
    weeks, day = week_timeline(view), view.figures.period.end
    return Story(
        language=view.words.language,
        currency=view.tables.settings.currency,
        title=view.words.text("leadership.title", day=view.words.formats.long_day(day)),
        sentence=view.report.headline,
        metrics=[_metric(view, metric, weeks) for metric in SHARED],
        weeks=weeks,
        months=month_timeline(view),
        industries=largest_segments(view, "industry", MOST_SEGMENTS),
        sizes=largest_segments(view, "size", MOST_SEGMENTS),
        pipeline=slowest(view, pipeline_of(view), MOST_STAGES),
        win=win_of_the_week(view),
        changes=changes_of(view),
        stamp=_stamp(view),
    )


def _metric(view: View, metric: str, weeks: Timeline) -> Metric:
    line = status_line(view, metric)
    return Metric(
        key=metric,
        label=view.words.word("metric", metric),
        unit=unit_of(metric),
        value=metric_figure(view, metric, metric_value(view.figures.now, metric)),
        detail=detail_text(view, metric),
        target=metric_figure(view, metric, metric_units(metric, line.target)),
        target_text=target_text(view, line),
        status=Tone(line.status),
        status_text=status_text(view, line),
        remark=remark_text(view, metric),
        change=change_text(view, metric),
        trend=weeks.series[metric],
    )


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
        restated=" ".join(captions(view, METRICS)),
        issue_count=issues,
        issues=issues_text(view),
    )
