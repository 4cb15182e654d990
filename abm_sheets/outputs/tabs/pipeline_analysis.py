"""Where the pipeline slows, and the team that can help."""

from __future__ import annotations

from collections.abc import Sequence

from abm_sheets.metrics.figures import StageAge, units
from abm_sheets.outputs.tabs.pace_analysis import Slow, add_pace, finding, team_text
from abm_sheets.outputs.tabs.stack import Stack
from abm_sheets.palette import Tone
from abm_sheets.story.view import View
from abm_sheets.workbook.sheet import Style, TableColumn

_MARK = 5


def add_pipeline(view: View, stack: Stack) -> None:
    """Add the open deals by stage, and where help is wanted first.

    Their pace is that of the stage history; until it knows of a stay that is over, that of their ages.
    """
    words, ages = view.words, view.figures.stage_ages
    stack.heading(words.text("analysis.pipeline.title"))
    if not ages:
        stack.line(words.text("analysis.pipeline.none"))
        return
    if add_pace(view, stack):
        return
    stack.line(ages_finding(view, ages), Style.LABEL)
    stack.table(_columns(view, ages), {_MARK: {words.text("analysis.pipeline.slow"): Tone.AMBER}})
    stack.line(words.text("analysis.pipeline.note"))
    stack.line(words.text("pace.none"))


def ages_finding(view: View, ages: Sequence[StageAge]) -> str:
    """The slow stage with the oldest deals, or that no stage is slow."""
    return finding(
        view, [Slow(each.stage, each.team, each.deals, each.median_age) for each in ages if each.slow]
    )


def _columns(view: View, ages: Sequence[StageAge]) -> Sequence[TableColumn]:
    header = view.words.find("analysis.pipeline.columns")
    slow = {True: view.words.text("analysis.pipeline.slow"), False: ""}
    return (
        TableColumn(header["stage"], stage_names(view, ages)),
        TableColumn(header["deals"], [each.deals for each in ages], Style.INTEGER),
        TableColumn(header["amount"], [units(each.amount) for each in ages], Style.MONEY),
        TableColumn(
            header["median_age"], [each.median_age if each.deals else None for each in ages], Style.DAYS
        ),
        TableColumn(
            header["oldest_age"], [each.oldest_age if each.deals else None for each in ages], Style.DAYS
        ),
        TableColumn(header["slow"], [slow[each.slow] for each in ages], Style.STATUS),
        TableColumn(header["team"], [team_text(view, each.team) for each in ages]),
    )


def stage_names(view: View, ages: Sequence[StageAge]) -> Sequence[str]:
    """The stages' names; deals then open may have been closed since, which the sheet already shows."""
    stages = view.tables.stages
    closed = set(stages["stage"][stages["kind"] != "open"])
    since = view.words.text("analysis.pipeline.closed_since")
    return [f"{each.stage} {since}" if each.stage in closed else each.stage for each in ages]
