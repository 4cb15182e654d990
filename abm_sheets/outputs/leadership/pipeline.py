"""Where the pipeline slows, as the analysis tab finds it."""

from __future__ import annotations

from collections.abc import Sequence

from abm_sheets.history.pace import Pace
from abm_sheets.metrics.figures import StageAge, units
from abm_sheets.outputs.leadership.model import Figure, Pipeline, Stage
from abm_sheets.outputs.leadership.trends import metric_figure
from abm_sheets.outputs.tabs.pace_analysis import Slow, finding, known_paces, team_text
from abm_sheets.outputs.tabs.pipeline_analysis import ages_finding, stage_names
from abm_sheets.story.view import View

MOST_STAGES = 6
"""Stages that are told; the others are counted."""


def pipeline(view: View) -> Pipeline:
    """The open stages by the days that the stage history knows, else by the deals' ages."""
    words, ages = view.words, view.figures.stage_ages
    title = words.text("analysis.pipeline.title")
    if not ages:
        return Pipeline(title, words.text("analysis.pipeline.none"), [], "", "")
    if paces := known_paces(view):
        found, stages, note = _finding(view, paces), _by_pace(view, paces), "pace.note"
    else:
        found, stages, note = ages_finding(view, ages), _by_age(view, ages), "analysis.pipeline.note"
    told = _told(stages)
    rest = len(stages) - len(told)
    more = words.text("leadership.more_stages", rest) if rest else ""
    return Pipeline(title, found, told, more, words.text(note))


def _told(stages: Sequence[Stage]) -> Sequence[Stage]:
    """The slowest stages, in the order of the pipeline."""
    ranked = sorted(stages, key=lambda each: (each.slow, each.days.value or 0), reverse=True)[:MOST_STAGES]
    return [each for each in stages if each in ranked]


def _finding(view: View, paces: Sequence[Pace]) -> str:
    slow = [Slow(each.stage, each.team, each.deals, each.median_age or 0) for each in paces if each.slow]
    return finding(view, slow)


def _by_pace(view: View, paces: Sequence[Pace]) -> Sequence[Stage]:
    amounts = {each.stage: units(each.amount) for each in view.figures.stage_ages}
    return [
        Stage(
            name=each.stage,
            deals=_count(view, each.deals),
            amount=metric_figure(view, "revenue", amounts.get(each.stage)),
            days=_days(view, each.median_age),
            usual=_days(view, each.median_stay),
            slow=each.slow,
            slow_text=_slow_text(view, slow=each.slow),
            team=team_text(view, each.team),
        )
        for each in paces
    ]


def _by_age(view: View, ages: Sequence[StageAge]) -> Sequence[Stage]:
    return [
        Stage(
            name=name,
            deals=_count(view, each.deals),
            amount=metric_figure(view, "revenue", units(each.amount)),
            days=_days(view, each.median_age if each.deals else None),
            usual=_days(view, None),
            slow=each.slow,
            slow_text=_slow_text(view, slow=each.slow),
            team=team_text(view, each.team),
        )
        for name, each in zip(stage_names(view, ages), ages, strict=True)
    ]


def _count(view: View, count: int) -> Figure:
    return Figure(count, view.words.formats.integer(count))


def _days(view: View, days: float | None) -> Figure:
    shown = view.words.formats.decimal(days)
    return Figure(days, shown if days is None else view.words.text("pace.days", days=shown))


def _slow_text(view: View, *, slow: bool) -> str:
    return view.words.text("analysis.pipeline.slow") if slow else ""
