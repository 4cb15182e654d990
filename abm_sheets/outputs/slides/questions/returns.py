"""What does it bring back, in which segments: revenue, costs and return by industry and by size."""

from __future__ import annotations

from dataclasses import replace

from abm_sheets.outputs.slides.answers import metric_of
from abm_sheets.outputs.slides.box import BODY, CARD, GAP, REST, Box
from abm_sheets.outputs.slides.cards import lay_cards
from abm_sheets.outputs.slides.charts import draw
from abm_sheets.outputs.slides.page import Page
from abm_sheets.outputs.slides.plot import Kind, Plot
from abm_sheets.outputs.slides.plots import by_segment, weekly
from abm_sheets.outputs.slides.texts import say
from abm_sheets.palette import Tone
from abm_sheets.story.segments import Segments

_AROUND = 5
"""What stands around the bars of a chart, as high as so many of them."""

_MORE = 0.2
"""The height of what says that segments are left out."""


def show_returns(page: Page) -> None:
    """Show the return, by week, and in each segment with what it is made of."""
    card, room = BODY.across(CARD, REST)
    height = lay_cards(page.slide, card, [metric_of(page.story, "roi")], page.words)
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
