"""How long deals stay in each stage, from what the runs saw, and the team that can help."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from abm_sheets.dashboard.stack import Stack
from abm_sheets.dashboard.view import View
from abm_sheets.history.pace import Pace, paces
from abm_sheets.language import fold
from abm_sheets.language.catalogue import understood
from abm_sheets.palette import Tone
from abm_sheets.workbook.sheet import Style, TableColumn, Value

_SLOW = 7


def add_pace(view: View, stack: Stack) -> None:
    """Add the stages with their times, once the history knows of a stay that is over."""
    words, found = view.words, paces(view.stages, view.tables.stages, view.figures.period.end)
    stack.heading(words.text("pace.title"))
    if not any(each.left for each in found):
        stack.line(words.text("pace.none"))
        return
    stack.table(_columns(view, found), {_SLOW: {words.text("analysis.pipeline.slow"): Tone.AMBER}})
    stack.line(words.text("pace.note"))


def _columns(view: View, found: Sequence[Pace]) -> Sequence[TableColumn]:
    slow = {True: view.words.text("analysis.pipeline.slow"), False: ""}
    columns: dict[str, tuple[Callable[[Pace], Value], Style]] = {
        "stage": (lambda each: each.stage, Style.TEXT),
        "deals": (lambda each: each.deals, Style.INTEGER),
        "median_age": (lambda each: each.median_age, Style.DAYS),
        "median_age_before": (lambda each: each.median_age_before, Style.DAYS),
        "median_stay": (lambda each: each.median_stay, Style.DAYS),
        "median_stay_before": (lambda each: each.median_stay_before, Style.DAYS),
        "conversion": (lambda each: each.moved_on / each.left if each.left else None, Style.PERCENT),
        "slow": (lambda each: slow[each.slow], Style.STATUS),
        "team": (lambda each: team_text(view, each.team), Style.TEXT),
    }
    return [
        TableColumn(view.words.text(f"pace.columns.{key}"), [read(each) for each in found], style)
        for key, (read, style) in columns.items()
    ]


def team_text(view: View, team: str) -> str:
    """A team in the language shown when it is one of the roles, else as typed."""
    role = understood("role").get(fold(team))
    return view.words.word("role", role) if role else team
