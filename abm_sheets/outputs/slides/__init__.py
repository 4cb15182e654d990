"""The slides for leadership: a question each, its answer in a sentence, native charts that can be edited."""

from __future__ import annotations

from io import BytesIO

from abm_sheets.language import catalogue
from abm_sheets.outputs.slides.deck import new_deck, speak
from abm_sheets.outputs.slides.questions import QUESTIONS, add_slide
from abm_sheets.story.story import Story


def slides_file(story: Story) -> bytes:
    """A story as a PowerPoint file, a slide per question."""
    words, deck = catalogue(story.language), new_deck(story)
    for question in QUESTIONS:
        add_slide(deck, story, words, question)
    speak(deck, words.formats.habits.locale)
    content = BytesIO()
    deck.save(content)
    return content.getvalue()
