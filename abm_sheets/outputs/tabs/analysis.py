"""The analysis tab: where money works, where the pipeline slows, what a year shows, marketing's part."""

from __future__ import annotations

from collections.abc import Sequence

from abm_sheets.language.formats import NO_VALUE
from abm_sheets.metrics.figures import AssetCount
from abm_sheets.outputs.tabs.stack import Columns, Stack, columns
from abm_sheets.outputs.tabs.year import add_slow, add_year
from abm_sheets.palette import Tone
from abm_sheets.story.influence import MOST_ASSETS, Influence, influence_by_outcome
from abm_sheets.story.outcomes import Week, outcomes_of
from abm_sheets.story.pipeline import Stage, pipeline_of
from abm_sheets.story.segments import Segments, segments_of
from abm_sheets.story.view import View
from abm_sheets.story.wording import Figure
from abm_sheets.workbook.sheet import Area, Chart, Series, Sheet, Style, TableColumn

_WIDTH = 10
"""Columns of the stages' table, the widest of the tab."""

_MOST_SEGMENTS = 12
_REVENUE, _COSTS = 5, 6
_READING, _SEGMENT_READING = 4, 8
_WIDTHS = {0: 30.0, **dict.fromkeys(range(1, _WIDTH), 15.0), _WIDTH: 3.0}


def analysis(view: View) -> Sheet:
    """Lay out the analysis tab."""
    stack = Stack("analysis", _WIDTH)
    charts = _fill(view, stack)
    return stack.sheet(view.words, charts=charts, widths=_WIDTHS, frozen_rows=1)


def _fill(view: View, stack: Stack) -> Sequence[Chart]:
    formats, period = view.words.formats, view.figures.period
    start, end = formats.long_day(period.start), formats.long_day(period.end)
    stack.line(view.words.title("analysis"), Style.TITLE)
    stack.line(view.words.text("analysis.period", start=start, end=end))
    charts = _add_segments(view, stack)
    _add_pipeline(view, stack)
    _add_outcomes(view, stack)
    add_year(view, stack)
    influence = influence_by_outcome(view)
    _add_influence(view, stack, influence)
    _add_assets(view, stack, influence)
    return charts


def _add_segments(view: View, stack: Stack) -> Sequence[Chart]:
    """Add a table per dimension, the largest segments of each; the chart is beside the industries'."""
    charts: list[Chart] = []
    for dimension in ("industry", "size", "tier"):
        found = segments_of(view, dimension, _MOST_SEGMENTS)
        stack.heading(found.title)
        top = stack.row
        if not found.segments:
            stack.line(view.words.text("analysis.no_segment"))
            continue
        small = {view.words.text("analysis.influence.small"): Tone.GREY}
        stack.table(_segment_columns(view, found), {_SEGMENT_READING: small})
        for sentence in filter(None, (found.more, found.reading)):
            stack.line(sentence)
        if dimension == "industry":
            charts.append(_segment_chart(view, top, len(found.segments)))
    return charts


def _segment_columns(view: View, found: Segments) -> Sequence[TableColumn]:
    header = view.words.find("analysis.columns")
    styles = {
        **dict.fromkeys(("accounts", "engaged", "opportunities", "won_deals"), Style.INTEGER),
        "revenue": Style.MONEY,
        "costs": Style.MONEY,
        "roi": Style.MULTIPLE,
    }
    return (
        TableColumn(view.words.header("accounts", found.dimension), [each.name for each in found.segments]),
        *(
            TableColumn(header[key], [getattr(each, key).value for each in found.segments], style)
            for key, style in styles.items()
        ),
        TableColumn(
            view.words.text("analysis.influence.columns.reading"),
            [each.small for each in found.segments],
            Style.STATUS,
        ),
    )


def _segment_chart(view: View, top: int, count: int) -> Chart:
    """Revenue and costs side by side for each industry of the table whose header is at `top`."""
    header = view.words.find("analysis.columns")
    names = Area("analysis", top + 1, 0, top + count, 0)
    series = [
        Series(header[key], names, Area("analysis", top + 1, column, top + count, column), tone)
        for key, column, tone in (("revenue", _REVENUE, Tone.SHARED), ("costs", _COSTS, Tone.AMBER))
    ]
    title = view.words.text("analysis.chart")
    return Chart(
        top - 1, _WIDTH + 1, title, series, width=520, height=320, style=Style.MONEY, description=title
    )


def _add_pipeline(view: View, stack: Stack) -> None:
    """Add the open deals by stage, and where help is wanted first."""
    pipeline, slow = pipeline_of(view), {view.words.text("analysis.pipeline.slow"): Tone.AMBER}
    stack.heading(pipeline.title)
    if not pipeline.stages:
        stack.line(pipeline.finding)
        return
    stack.line(pipeline.finding, Style.LABEL)
    pace = _pace(view)
    stack.table(columns(view.words, "pace.columns", pipeline.stages, pace), {list(pace).index("slow"): slow})
    stack.line(pipeline.note)
    if pipeline.remark:
        stack.line(pipeline.remark)
    if pipeline.slow:
        add_slow(view, stack, pipeline)


def _pace(view: View) -> Columns[Stage]:
    return {
        "stage": (lambda each: each.name, Style.TEXT),
        "deals": (lambda each: each.deals.value, Style.INTEGER),
        "amount": (lambda each: each.amount.value, Style.MONEY),
        "age": (lambda each: _both(view, each.days, each.days_before), Style.TEXT),
        "stay": (lambda each: _both(view, each.usual, each.usual_before), Style.TEXT),
        "conversion": (lambda each: each.conversion, Style.PERCENT),
        "slow_deals": (lambda each: each.slow_deals.value, Style.INTEGER),
        "slow_amount": (lambda each: each.slow_amount.value, Style.MONEY),
        "slow": (lambda each: each.slow_text, Style.STATUS),
        "team": (lambda each: each.team, Style.TEXT),
    }


def _both(view: View, now: Figure, before: Figure | None) -> str:
    """A number of days, with what it was ninety days before where it is known."""
    text = NO_VALUE if now.value is None else now.text
    return text if before is None else view.words.text("pace.both", now=text, before=before.text)


_OUTCOMES: Columns[Week] = {
    "week": (lambda each: each.label, Style.TEXT),
    "end": (lambda each: each.end, Style.DATE),
    "expected": (lambda each: each.revenue.expected.value, Style.MONEY),
    "low": (lambda each: each.revenue.low.value, Style.MONEY),
    "high": (lambda each: each.revenue.high.value, Style.MONEY),
    "came": (lambda each: each.revenue.came.value, Style.MONEY),
    "error": (lambda each: each.revenue.error if each.is_over else None, Style.PERCENT),
    "outcome": (lambda each: each.reading, Style.TEXT),
    "deals_expected": (lambda each: each.won_deals.expected.value, Style.DECIMAL),
    "deals_came": (lambda each: each.won_deals.came.value, Style.INTEGER),
}


def _add_outcomes(view: View, stack: Stack) -> None:
    """Add what closed weeks let expect of their quarters, beside what came."""
    found = outcomes_of(view)
    stack.heading(found.title)
    stack.line(found.finding, Style.LABEL if found.weeks else Style.MUTED)
    if found.weeks:
        stack.table(columns(view.words, "forecast.outcomes.columns", found.weeks, _OUTCOMES))
    for sentence in filter(None, (found.more, found.note)):
        stack.line(sentence)


def _add_influence(view: View, stack: Stack, influence: Influence) -> None:
    """Add influence by outcome, what it weighs in revenue, and what it does not prove."""
    words, header = view.words, view.words.find("analysis.influence.columns")
    stack.heading(words.text("analysis.influence.title"))
    if influence.none:
        stack.line(influence.none)
        return
    outcomes, rates = influence.outcomes, [each.rate for each in influence.outcomes]
    columns = (
        TableColumn(header["outcome"], [each.label for each in outcomes]),
        TableColumn(header["influenced"], [each.numerator for each in rates], Style.INTEGER),
        TableColumn(header["deals"], [each.denominator for each in rates], Style.INTEGER),
        TableColumn(header["rate"], [each.value for each in rates], Style.PERCENT),
        TableColumn(header["reading"], [each.small for each in outcomes], Style.STATUS),
    )
    stack.table(columns, {_READING: {words.text("analysis.influence.small"): Tone.GREY}})
    if influence.weighted:
        stack.line(influence.weighted, Style.LABEL)
    stack.line(words.text("analysis.influence.caution"))


_ASSETS: Columns[AssetCount] = {
    "asset": (lambda each: each.asset, Style.TEXT),
    "won": (lambda each: each.won, Style.INTEGER),
    "lost": (lambda each: each.lost, Style.INTEGER),
    "open": (lambda each: each.open, Style.INTEGER),
}


def _add_assets(view: View, stack: Stack, influence: Influence) -> None:
    """Add the assets that most deals had seen before they were won or lost."""
    assets = influence.assets
    stack.heading(view.words.text("analysis.assets.title"))
    if influence.no_asset:
        stack.line(influence.no_asset)
        return
    stack.table(columns(view.words, "analysis.assets.columns", assets, _ASSETS))
    stack.line(view.words.text("analysis.assets.note", limit=MOST_ASSETS))
