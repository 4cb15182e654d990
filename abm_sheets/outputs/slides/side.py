"""The card of one metric beside what shows it, with what it means under it."""

from __future__ import annotations

from abm_sheets.outputs.slides.answers import metric_of
from abm_sheets.outputs.slides.box import Box
from abm_sheets.outputs.slides.cards import lay_cards
from abm_sheets.outputs.slides.page import Page
from abm_sheets.outputs.slides.texts import Look, say

_MEANING = Look(12)


def show_metric(page: Page, box: Box, key: str) -> None:
    """Show the card of a metric, then its definition."""
    height = lay_cards(page.slide, box, [metric_of(page.story, key)], page.words)
    say(page.slide, box.cut(height)[1], page.words.text(f"definitions.meaning.{key}"), _MEANING)
