"""How long deals stay in each stage, from what the runs saw, and the team that can help."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from abm_sheets.history.pace import Pace, paces
from abm_sheets.language import fold
from abm_sheets.language.catalogue import understood
from abm_sheets.language.formats import NO_VALUE
from abm_sheets.metrics.figures import units
from abm_sheets.outputs.tabs.stack import Stack
from abm_sheets.palette import Tone
from abm_sheets.story.view import View
from abm_sheets.workbook.sheet import Style, TableColumn, Value

_SLOW = 6


class Slow(NamedTuple):
    """A stage where deals linger: whose help is wanted, how many there are, and their median days."""

    stage: str
    team: str
    deals: int
    days: float


def add_pace(view: View, stack: Stack) -> bool:
    """Add the stages with their times; False, and nothing added, where no stay known is over."""
    words, found = view.words, known_paces(view)
    if not found:
        return False
    slow = [Slow(each.stage, each.team, each.deals, each.median_age or 0) for each in found if each.slow]
    stack.line(finding(view, slow), Style.LABEL)
    stack.table(_columns(view, found), {_SLOW: {words.text("analysis.pipeline.slow"): Tone.AMBER}})
    stack.line(words.text("pace.note"))
    if any(each.median_age_before is not None or each.median_stay_before is not None for each in found):
        stack.line(words.text("pace.before"))
    return True


def known_paces(view: View) -> Sequence[Pace]:
    """The pace of each open stage, none where no stay known is over."""
    found = paces(view.stages, view.tables.stages, view.figures.period.end)
    return found if any(each.left for each in found) else []


def finding(view: View, slow: Sequence[Slow]) -> str:
    """The slow stage with the oldest deals, or that no stage is slow."""
    if not slow:
        return view.words.text("analysis.pipeline.fluid")
    worst = max(slow, key=lambda each: each.days)
    key = "analysis.pipeline.finding" if worst.team else "analysis.pipeline.finding_no_team"
    days = view.words.formats.decimal(worst.days)
    return view.words.text(key, worst.deals, stage=worst.stage, days=days, team=team_text(view, worst.team))


def _columns(view: View, found: Sequence[Pace]) -> Sequence[TableColumn]:
    slow = {True: view.words.text("analysis.pipeline.slow"), False: ""}
    amounts = {each.stage: units(each.amount) for each in view.figures.stage_ages}
    columns: dict[str, tuple[Callable[[Pace], Value], Style]] = {
        "stage": (lambda each: each.stage, Style.TEXT),
        "deals": (lambda each: each.deals, Style.INTEGER),
        "amount": (lambda each: amounts.get(each.stage), Style.MONEY),
        "age": (lambda each: _both(view, each.median_age, each.median_age_before), Style.TEXT),
        "stay": (lambda each: _both(view, each.median_stay, each.median_stay_before), Style.TEXT),
        "conversion": (lambda each: each.moved_on / each.left if each.left else None, Style.PERCENT),
        "slow": (lambda each: slow[each.slow], Style.STATUS),
        "team": (lambda each: team_text(view, each.team), Style.TEXT),
    }
    return [
        TableColumn(view.words.text(f"pace.columns.{key}"), [read(each) for each in found], style)
        for key, (read, style) in columns.items()
    ]


def _both(view: View, now: float | None, before: float | None) -> str:
    """A number of days, with what it was ninety days before where it is known."""
    shown = [
        NO_VALUE if days is None else view.words.text("pace.days", days=view.words.formats.decimal(days))
        for days in (now, before)
    ]
    return shown[0] if before is None else view.words.text("pace.both", now=shown[0], before=shown[1])


def team_text(view: View, team: str) -> str:
    """A team in the language shown when it is one of the roles, else as typed."""
    role = understood("role").get(fold(team))
    return view.words.word("role", role) if role else team
