"""Where the pipeline slows: the open deals by stage, how long they stay, and the team that can help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from heapq import nsmallest

from abm_sheets.history.pace import OpenDeal, Pace, slow_stages
from abm_sheets.language import fold
from abm_sheets.language.catalogue import understood
from abm_sheets.metrics.revenue import OPEN_PIPELINE
from abm_sheets.story.deals import Deal, deal_fields
from abm_sheets.story.units import joined
from abm_sheets.story.view import View
from abm_sheets.story.wording import Figure, amount_figure, count_figure, days_figure, missing_text

MOST_SLOW_DEALS = 10
"""How many slow deals are named."""


@dataclass(frozen=True, slots=True)
class SlowDeal(Deal):
    """A deal that has been in its stage for too long, and the team that can help ("" where none is named).

    `text` says where it is and since when, who sells to its account and who can help.
    """

    stage: str
    days: Figure
    usual: Figure
    team: str
    text: str

    @property
    def line(self) -> str:
        """All of it on one line."""
        amount = "" if self.amount.value is None else self.amount.text
        return joined((self.title, amount, self.text))


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the pipeline: the deals there now, the median of their days and the usual days.

    `usual` has no value until it is known; `days_before` and `usual_before` are what both were ninety days
    before, `oldest` the days of the oldest deal, `conversion` the share of the deals that moved on; each is
    None where it is not known. `slow_deals` and `slow_amount` are of its slow deals; `team` can help.
    """

    name: str
    deals: Figure
    amount: Figure
    days: Figure
    usual: Figure
    slow: bool
    slow_text: str
    slow_deals: Figure
    slow_amount: Figure
    team: str
    days_before: Figure | None = None
    usual_before: Figure | None = None
    oldest: int | None = None
    conversion: float | None = None


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Where the pipeline slows: the finding in a sentence, the stages in order, how to read them.

    `slow` are the deals that are slow, the oldest first, under `slow_title`, which says so where there is
    none, and `slow_more` how many others there are; `remark` says what brackets compare with. `more` says
    how many stages are left out, "" where none is.
    """

    title: str
    finding: str
    stages: Sequence[Stage]
    more: str
    note: str
    remark: str = ""
    slow_title: str = ""
    slow: Sequence[SlowDeal] = ()
    slow_more: str = ""


def pipeline_of(view: View, most: int = MOST_SLOW_DEALS) -> Pipeline:
    """The stages of the pipeline, and the deals that are slow there, at most so many by name."""
    text, found = view.words.text, view.pace
    title = text("analysis.pipeline.title")
    if not any(each.deals for each in found):
        none = missing_text(view, OPEN_PIPELINE) or text("analysis.pipeline.none")
        return Pipeline(title, none, [], "", "", slow_title=none)
    # There may be thousands, of which a few are shown.
    deals = ((pace, deal) for pace in found for deal in pace.slow)
    slow = nsmallest(most, deals, key=lambda each: (-each[1].days, -each[1].amount))
    compared = any(each.days_before or each.usual_before for each in found)
    count = sum(len(each.slow) for each in found)
    rest = count - most
    return Pipeline(
        title=title,
        finding=_finding(view, slow_stages(found)),
        stages=[_stage(view, each) for each in found],
        more="",
        note=text("pace.note"),
        remark=text("pace.before") if compared else "",
        slow_title=text("deals.slow", count),
        slow=[_slow_deal(view, *each) for each in slow],
        slow_more=text("pace.more_slow", rest) if rest > 0 else "",
    )


def slowest(view: View, pipeline: Pipeline, most: int) -> Pipeline:
    """A pipeline of so many stages at most, the slow ones and then the oldest, and how many are left out."""
    ranked = sorted(pipeline.stages, key=lambda each: (each.slow, each.days.value or 0), reverse=True)[:most]
    stages = [each for each in pipeline.stages if each in ranked]
    rest = len(pipeline.stages) - len(stages)
    more = view.words.text("leadership.more_stages", rest) if rest else ""
    return replace(pipeline, stages=stages, more=more)


def _finding(view: View, slow: Sequence[Pace]) -> str:
    """The slow stage with the largest amount of slow deals, or that no stage is slow.

    Somebody can help in a stage; what is only known to have been closed since comes last.
    """
    if not slow:
        return view.words.text("analysis.pipeline.fluid")
    closed = _closed(view)
    worst = min(slow, key=lambda each: each.stage in closed)
    key = "finding_closed" if worst.stage in closed else "finding" if worst.team else "finding_no_team"
    return view.words.text(
        f"analysis.pipeline.{key}",
        len(worst.slow),
        stage=worst.stage,
        amount=amount_figure(view, worst.slow_amount).text,
        days=view.words.formats.decimal(worst.usual),
        team=_team_text(view, worst.team),
    )


def _stage(view: View, pace: Pace) -> Stage:
    slow = pace.slow
    return Stage(
        name=_name(view, pace),
        deals=count_figure(view, len(pace.deals)),
        amount=amount_figure(view, pace.amount),
        days=days_figure(view, pace.days),
        usual=days_figure(view, pace.usual),
        slow=bool(slow),
        slow_text=view.words.text("analysis.pipeline.slow") if slow else "",
        slow_deals=count_figure(view, len(slow)),
        slow_amount=amount_figure(view, pace.slow_amount),
        team=_team_text(view, pace.team),
        days_before=_before(view, pace.days_before),
        usual_before=_before(view, pace.usual_before),
        oldest=max((deal.days for deal in pace.deals), default=None),
        conversion=pace.moved_on / pace.left if pace.left else None,
    )


def _slow_deal(view: View, pace: Pace, deal: OpenDeal) -> SlowDeal:
    who, text = deal_fields(view, deal.position), view.words.text
    days, usual = days_figure(view, deal.days), days_figure(view, pace.usual)
    stage, team = _name(view, pace), _team_text(view, pace.team)
    said = [text("pace.deal.since", None, stage=stage, days=days.text, usual=usual.text), who["owner"]]
    if team:
        said.append(text("pace.deal.team", None, team=team))
    said_of_it = joined(said)
    return SlowDeal(**who, stage=stage, days=days, usual=usual, team=team, text=said_of_it)


def _name(view: View, pace: Pace) -> str:
    """A stage's name; of deals closed since, only what they became may be known."""
    if pace.stage not in _closed(view):
        return pace.stage
    return view.words.text("analysis.pipeline.closed_since", stage=pace.stage)


def _closed(view: View) -> set[str]:
    """The stages of deals that are won or lost."""
    stages = view.tables.stages
    return set(stages["stage"][stages["kind"] != "open"])


def _before(view: View, days: float | None) -> Figure | None:
    return None if days is None else days_figure(view, days)


def _team_text(view: View, team: str) -> str:
    """A team in the language shown when it is one of the roles, else as typed."""
    role = understood("role").get(fold(team))
    return view.words.word("role", role) if role else team
