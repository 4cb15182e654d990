"""Where do we stand: the five metrics as cards, then the accounts and the revenue by week."""

from __future__ import annotations

from abm_sheets.outputs.slides.box import BODY
from abm_sheets.outputs.slides.cards import lay_cards
from abm_sheets.outputs.slides.charts import draw
from abm_sheets.outputs.slides.page import Page
from abm_sheets.outputs.slides.plot import Kind
from abm_sheets.outputs.slides.plots import weekly
from abm_sheets.palette import Tone

_FUNNEL = {"engaged_accounts": Tone.MARKETING, "opportunities": Tone.SALES, "won_deals": Tone.GREEN}


def show_standing(page: Page) -> None:
    """Show the five metrics and their quarter, week by week."""
    _, rest = BODY.cut(lay_cards(page.slide, BODY, page.story.metrics, page.words))
    left, right = rest.across(1, 1)
    draw(page.slide, left, weekly(page, "funnel", _FUNNEL, "counts", Kind.LINES), page.codes)
    revenue = weekly(page, "revenue", {"revenue": Tone.SHARED}, "money", Kind.COLUMNS)
    draw(page.slide, right, revenue, page.codes)
