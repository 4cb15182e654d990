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
from abm_sheets.story.pipeline import Stage
from abm_sheets.story.segments import Segments
from abm_sheets.tables.targets import Unit

_AROUND = 5
"""What stands around the bars of a chart, as high as so many of them."""

_MORE = 0.2
"""The height of what says that segments are left out."""

_LINE, _NOTE = 0.2, 0.4
"""The heights of a line, and of how to read the stages: in the speaker's notes where there is no room."""


def show_pipeline(page: Page) -> None:
    """Show the pace of the pipeline as a whole, and of each stage."""
    left, room = BODY.across(CARD, REST)
    height = lay_cards(page.slide, left, [page.story.metric("velocity")], page.words)
    draw(page.slide, left.cut(height)[1], _trend(page), page.codes)
    stages = page.story.pipeline.stages
    top, bottom = room.cut(2.1)
    for box, plot in zip(top.across(1, 1), (_deals(page, stages), _days(page, stages)), strict=True):
        draw(page.slide, box, plot, page.codes)
    if stages:
        _show_table(page, bottom)


def _show_table(page: Page, box: Box) -> None:
    """Show the stages in numbers, those that are left out, and how to read them where there is room."""
    pipeline = page.story.pipeline
    table = replace(box, height=box.height - (_LINE + GAP / 2 if pipeline.more else 0))
    rest = lay(page.slide, table, _table(page), page.words)
    rest = replace(rest, height=box.top + box.height - rest.top)
    note = pipeline.note if rest.height >= _NOTE else ""
    say(page.slide, rest, f"{pipeline.more} {note}".strip())


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


def _table(page: Page) -> Grid:
    text = page.words.text
    header = page.words.find("pace.columns")
    columns = [
        Column(header["stage"], 2.2),
        Column(header["deals"], 1.3, numeric=True),
        Column(header["amount"], 1.6, numeric=True),
        Column(text("slides.series.days"), 1.2, numeric=True),
        Column(text("slides.series.usual"), 1.1, numeric=True),
        Column(header["slow"], 1.1),
        Column(header["team"], 1.5),
    ]
    return Grid(
        title=page.story.pipeline.title,
        columns=columns,
        rows=[_row(stage) for stage in page.story.pipeline.stages],
        more=partial(page.words.text, "slides.more.analysis"),
        lines=1,
    )


def _row(stage: Stage) -> Sequence[Cell]:
    slow = Cell(stage.slow_text, tone=Tone.AMBER) if stage.slow else Cell("")
    figures = (stage.deals, stage.amount, stage.days, stage.usual)
    return [Cell(stage.name, bold=True), *(Cell(figure.text) for figure in figures), slow, Cell(stage.team)]


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
