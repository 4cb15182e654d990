"""Is the pipeline moving, where does it slow, and what does it bring back, in which segments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from abm_sheets.outputs.slides.box import BODY, CARD, GAP, REST, Box
from abm_sheets.outputs.slides.cards import lay_cards
from abm_sheets.outputs.slides.charts import draw
from abm_sheets.outputs.slides.grid import Cell, Column, Grid, lay
from abm_sheets.outputs.slides.page import Page
from abm_sheets.outputs.slides.plot import Kind, Plot, Strand, by_segment, has_trend, weekly
from abm_sheets.outputs.slides.texts import say
from abm_sheets.palette import Tone
from abm_sheets.story.pipeline import SlowDeal, Stage
from abm_sheets.story.segments import Segments
from abm_sheets.tables.targets import Unit

_AROUND = 5
"""What stands around the bars of a chart, as high as so many of them."""

_CHARTS, _STAGES_AND_CHART = 2.1, 2.55
"""The heights of the charts of the stages, and of one with a table beside it."""

_LINES = (2, 1)
"""Names have a line where two would leave some out."""

_PACE = ("deals", "amount", "days", "usual")
_SLOW = ("deals", "amount", "slow_deals")
"""What is told of the stages in numbers; beside their days in a chart, how many of their deals are slow."""

_SHARES = {"deals": 0.8, "amount": 0.9, "days": 0.8, "usual": 0.8, "slow_deals": 0.5}

_MORE = 0.2
"""The height of what says that segments are left out."""

_LINE, _NOTE = 0.2, 0.4
"""The heights of a line, and of how to read the stages: in the speaker's notes where there is no room."""


def show_pipeline(page: Page) -> None:
    """Show the pace of the pipeline as a whole, of each stage, and the deals that are slow there."""
    left, room = BODY.across(CARD, REST)
    height = lay_cards(page.slide, left, [page.story.metric("velocity")], page.words)
    draw(page.slide, left.cut(height)[1], _trend(page), page.codes)
    pipeline = page.story.pipeline
    top, bottom = room.cut(_STAGES_AND_CHART if pipeline.slow else _CHARTS)
    if pipeline.slow:
        chart, table = top.across(4, 7)
        draw(page.slide, chart, _days(page, pipeline.stages), page.codes)
        _show_table(page, table, _stages_table(page, _SLOW), pipeline.more)
        _show_table(page, bottom, _slow_table(page), pipeline.slow_more)
        return
    for box, plot in zip(top.across(1, 1), (_deals, _days), strict=True):
        draw(page.slide, box, plot(page, pipeline.stages), page.codes)
    if pipeline.stages:
        _show_table(page, bottom, _stages_table(page, _PACE), pipeline.more, pipeline.note)


def _show_table(page: Page, box: Box, table: Grid, more: str, note: str = "") -> None:
    """Show a table, what is left out of it, and how to read it where there is room."""
    above = replace(box, height=box.height - (_LINE + GAP / 2 if more else 0))
    rest = lay(page.slide, above, table, page.words)
    rest = replace(rest, height=box.top + box.height - rest.top)
    say(page.slide, rest, f"{more} {note if rest.height >= _NOTE else ''}".strip())


def _trend(page: Page) -> Plot:
    """The velocity by week once some were frozen; before, the conversion that feeds the pipeline."""
    if has_trend(page.story.metric("velocity")):
        return weekly(page, "velocity", {"velocity": Tone.SALES}, "money", Kind.LINES)
    return weekly(page, "conversion", {"conversion_rate": Tone.SALES}, "rate", Kind.LINES)


def _deals(page: Page, stages: Sequence[Stage]) -> Plot:
    label = page.words.text("pace.columns.deals")
    return _plot(page, "deals", stages, [Strand(label, [stage.deals for stage in stages], Tone.SALES)])


def _days(page: Page, stages: Sequence[Stage]) -> Plot:
    """The days now, where they are known beside the usual ones; the slow stages in amber."""
    slow = {place: Tone.AMBER for place, stage in enumerate(stages) if stage.slow}
    now = Strand(
        page.words.text("slides.series.days"), [stage.days for stage in stages], Tone.SHARED, tones=slow
    )
    usual = Strand(
        page.words.text("slides.series.usual"), [stage.usual for stage in stages], Tone.GREY, pale=True
    )
    paced = any(stage.usual.value is not None for stage in stages)
    return _plot(page, "days", stages, [now, usual] if paced else [now])


def _plot(page: Page, key: str, stages: Sequence[Stage], strands: Sequence[Strand]) -> Plot:
    text = page.words.text
    return Plot(
        kind=Kind.BARS,
        title=text(f"slides.charts.{key}"),
        axes=(text("pace.columns.stage"), text(f"slides.axes.{key}")),
        categories=[stage.name for stage in stages],
        strands=strands,
        unit=Unit.COUNT,
        empty=text("slides.empty.stages"),
    )


def _stages_table(page: Page, shown: Sequence[str]) -> Grid:
    """The stages, with some of their figures."""
    text, header = page.words.text, page.words.find("pace.columns")
    days = {"days": text("slides.series.days"), "usual": text("slides.series.usual")}
    columns = [
        Column(header["stage"], 2.1),
        *(Column({**header, **days}[key], _SHARES[key], numeric=True) for key in shown),
        Column(header["team"], 1),
    ]
    rows = [_row(stage, shown) for stage in page.story.pipeline.stages]
    return Grid(page.story.pipeline.title, columns, rows, partial(text, "slides.more.analysis"), _LINES)


def _row(stage: Stage, shown: Sequence[str]) -> Sequence[Cell]:
    figures = (getattr(stage, key) for key in shown)
    slow = Tone.AMBER if stage.slow else None
    cells = [
        Cell(each.text, tone=slow if key == "slow_deals" else None)
        for key, each in zip(shown, figures, strict=True)
    ]
    return [Cell(stage.name, bold=True), *cells, Cell(stage.team)]


def _slow_table(page: Page) -> Grid:
    """The oldest slow deals, with who sells and the team that can help."""
    text, header, shown = page.words.text, page.words.header, page.words.find("deals.columns")
    slow = page.story.pipeline.slow
    columns = [
        Column(header("accounts", "account"), 1.8),
        Column(header("opportunities", "name"), 1.7),
        Column(header("opportunities", "amount"), 0.8, numeric=True),
        Column(shown["stage"], 1.6),
        Column(shown["days"], 0.6, numeric=True),
        Column(header("accounts", "sales_owner"), 1.2),
        Column(shown["team"], 1.1),
    ]
    rows = [[Cell(each.account, bold=True), *map(Cell, _slow_texts(each))] for each in slow]
    more = partial(text, "slides.more.analysis")
    return Grid(text("deals.slow", len(slow)), columns, rows, more, _LINES)


def _slow_texts(deal: SlowDeal) -> Sequence[str]:
    return (deal.name, deal.amount.text, deal.stage, deal.days.text, deal.owner, deal.team)


def show_returns(page: Page) -> None:
    """Show the return, by week, and in each segment with what it is made of."""
    card, room = BODY.across(CARD, REST)
    height = lay_cards(page.slide, card, [page.story.metric("roi")], page.words)
    weeks = weekly(page, "roi", {"roi": Tone.MARKETING}, "roi", Kind.LINES)
    draw(page.slide, card.cut(height)[1], weeks, page.codes)
    industries, sizes = (len(each.segments) + _AROUND for each in (page.story.industries, page.story.sizes))
    top, bottom = room.cut((room.height - GAP) * industries / (industries + sizes))
    _show_dimension(page, top, page.story.industries)
    _show_dimension(page, bottom, page.story.sizes)


def _show_dimension(page: Page, box: Box, segments: Segments) -> None:
    header = page.words.find("analysis.columns")
    money = {
        "revenue": (header["revenue"], Tone.SHARED),
        "costs": (header["costs"], Tone.AMBER),
    }
    if segments.more:
        box, under = replace(box, height=box.height - _MORE), box.top + box.height - _MORE
        say(page.slide, Box(box.left, under, box.width, _MORE), segments.more)
    left, right = box.across(3, 2)
    draw(page.slide, left, by_segment(page, segments, "money", money), page.codes)
    draw(page.slide, right, _returns(page, segments), page.codes)


def _returns(page: Page, segments: Segments) -> Plot:
    """The return of each segment; where costs were not covered the bar is red, and its number negative."""
    plot = by_segment(page, segments, "roi", {"roi": (page.words.word("metric", "roi"), Tone.SHARED)})
    (strand,) = plot.strands
    losses = {place: Tone.RED for place, figure in enumerate(strand.figures) if (figure.value or 0) < 0}
    return replace(plot, strands=[replace(strand, tones=losses)])
