"""Where the pipeline slows: the open deals by stage, how long they stay, and the team that can help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from abm_sheets.history.pace import Pace, paces
from abm_sheets.language import fold
from abm_sheets.language.catalogue import understood
from abm_sheets.metrics.figures import StageAge
from abm_sheets.story.view import View
from abm_sheets.story.wording import Figure, amount_figure, count_figure, days_figure


@dataclass(frozen=True, slots=True)
class Stage:
    """An open stage of the pipeline: the deals there now and the median of their days.

    `usual` is the median of the days that others stayed there, without a value until it is known;
    `days_before` and `usual_before` are what both were ninety days before, `oldest` the days of the
    oldest deal, `conversion` the share of the deals that moved on; each is None where it is not known.
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
    days_before: Figure | None = None
    usual_before: Figure | None = None
    oldest: int | None = None
    conversion: float | None = None


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Where the pipeline slows: the finding in a sentence, the stages in order, how to read them.

    `paced`: the stages are judged by the days that the stage history knows, else by the deals' ages;
    `remark` says what that compares with, or why it cannot.
    `more` says how many stages are left out, "" where none is.
    """

    title: str
    finding: str
    stages: Sequence[Stage]
    more: str
    note: str
    paced: bool = False
    remark: str = ""


def pipeline_of(view: View) -> Pipeline:
    """The open stages: their pace is that of the stage history, once it knows of a stay that is over."""
    text, ages = view.words.text, view.figures.stage_ages
    title = text("analysis.pipeline.title")
    if not ages:
        return Pipeline(title, text("analysis.pipeline.none"), [], "", "")
    known = paces(view.stages, view.tables.stages, view.figures.period.end)
    paced = any(each.left for each in known)
    stages = _by_pace(view, known) if paced else _by_age(view, ages)
    note = text("pace.note" if paced else "analysis.pipeline.note")
    return Pipeline(
        title, _finding(view, stages), stages, "", note, paced, _remark(view, stages, paced=paced)
    )


def _remark(view: View, stages: Sequence[Stage], *, paced: bool) -> str:
    if not paced:
        return view.words.text("pace.none")
    compared = any(each.days_before or each.usual_before for each in stages)
    return view.words.text("pace.before") if compared else ""


def slowest(view: View, pipeline: Pipeline, most: int) -> Pipeline:
    """A pipeline of so many stages at most, the slow ones and then the oldest, and how many are left out."""
    ranked = sorted(pipeline.stages, key=lambda each: (each.slow, each.days.value or 0), reverse=True)[:most]
    stages = [each for each in pipeline.stages if each in ranked]
    rest = len(pipeline.stages) - len(stages)
    return replace(
        pipeline, stages=stages, more=view.words.text("leadership.more_stages", rest) if rest else ""
    )


def _finding(view: View, stages: Sequence[Stage]) -> str:
    """The slow stage with the oldest deals, or that no stage is slow."""
    slow = [each for each in stages if each.slow]
    if not slow:
        return view.words.text("analysis.pipeline.fluid")
    worst = max(slow, key=lambda each: each.days.value or 0)
    key = "analysis.pipeline.finding" if worst.team else "analysis.pipeline.finding_no_team"
    days = view.words.formats.decimal(worst.days.value)
    deals = int(worst.deals.value or 0)
    return view.words.text(key, deals, stage=worst.name, days=days, team=worst.team)


def _by_pace(view: View, known: Sequence[Pace]) -> Sequence[Stage]:
    amounts = {each.stage: each.amount for each in view.figures.stage_ages}
    return [
        Stage(
            name=each.stage,
            deals=count_figure(view, each.deals),
            amount=amount_figure(view, amounts.get(each.stage)),
            days=days_figure(view, each.median_age),
            usual=days_figure(view, each.median_stay),
            slow=each.slow,
            slow_text=_slow_text(view, slow=each.slow),
            team=_team_text(view, each.team),
            days_before=_before(view, each.median_age_before),
            usual_before=_before(view, each.median_stay_before),
            conversion=each.moved_on / each.left if each.left else None,
        )
        for each in known
    ]


def _by_age(view: View, ages: Sequence[StageAge]) -> Sequence[Stage]:
    return [
        Stage(
            name=name,
            deals=count_figure(view, each.deals),
            amount=amount_figure(view, each.amount),
            days=days_figure(view, each.median_age if each.deals else None),
            usual=days_figure(view, None),
            slow=each.slow,
            slow_text=_slow_text(view, slow=each.slow),
            team=_team_text(view, each.team),
            oldest=each.oldest_age if each.deals else None,
        )
        for name, each in zip(_names(view, ages), ages, strict=True)
    ]


def _names(view: View, ages: Sequence[StageAge]) -> Sequence[str]:
    """The stages' names; deals then open may have been closed since, which the sheet already shows."""
    stages = view.tables.stages
    closed = set(stages["stage"][stages["kind"] != "open"])
    since = view.words.text("analysis.pipeline.closed_since")
    return [f"{each.stage} {since}" if each.stage in closed else each.stage for each in ages]


def _before(view: View, days: float | None) -> Figure | None:
    return None if days is None else days_figure(view, days)


def _slow_text(view: View, *, slow: bool) -> str:
    return view.words.text("analysis.pipeline.slow") if slow else ""


def _team_text(view: View, team: str) -> str:
    """A team in the language shown when it is one of the roles, else as typed."""
    role = understood("role").get(fold(team))
    return view.words.word("role", role) if role else team
