"""Who is engaged: the target accounts and, among them, the engaged ones, by week, industry and size."""

from __future__ import annotations

from dataclasses import replace

from abm_sheets.outputs.slides.box import BODY, CARD, REST
from abm_sheets.outputs.slides.charts import draw
from abm_sheets.outputs.slides.page import Page
from abm_sheets.outputs.slides.plot import Kind, Labels, Plot
from abm_sheets.outputs.slides.plots import by_segment, weekly
from abm_sheets.outputs.slides.side import show_metric
from abm_sheets.palette import Tone

_TONES = {"target_accounts": Tone.GREY, "engaged_accounts": Tone.MARKETING}
_NAMES = {"target_accounts": "accounts", "engaged_accounts": "engaged"}


def show_engagement(page: Page) -> None:
    """Show the engaged accounts beside the target ones."""
    card, room = BODY.across(CARD, REST)
    show_metric(page, card, "engaged_accounts")
    top, bottom = room.cut(2.05)
    draw(page.slide, top, _engaged(weekly(page, "engaged", _TONES, "accounts", Kind.COLUMNS)), page.codes)
    bars = {_NAMES[key]: (page.words.word("metric", key), tone) for key, tone in _TONES.items()}
    for box, segments in zip(bottom.across(1, 1), (page.story.industries, page.story.sizes), strict=True):
        draw(page.slide, box, _engaged(by_segment(page, segments, "engaged", bars)), page.codes)


def _engaged(plot: Plot) -> Plot:
    """The engaged accounts, each bar with its number, against the target ones."""
    targeted, engaged = plot.strands
    return replace(plot, strands=[replace(targeted, pale=True), replace(engaged, labels=Labels.ALL)])
