"""The questions that leadership asks, a slide each, in their order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pptx.presentation import Presentation

from abm_sheets.language import Catalogue
from abm_sheets.outputs.slides.page import Page, add_page, close_page
from abm_sheets.outputs.slides.questions.engagement import show_engagement, show_influence, show_standing
from abm_sheets.outputs.slides.questions.pipeline import show_pipeline, show_returns
from abm_sheets.outputs.slides.questions.week import show_week
from abm_sheets.outputs.slides.questions.year import show_year
from abm_sheets.story import answers
from abm_sheets.story.story import Story


@dataclass(frozen=True)
class Question:
    """A question: its key in the catalogue, its answer, what shows it, and the speaker's notes."""

    key: str
    answer: Callable[[Story, Catalogue], str]
    show: Callable[[Page], None]
    notes: Callable[[Story, Catalogue], Sequence[str]]


QUESTIONS = (
    Question("standing", answers.standing_answer, show_standing, answers.standing_notes),
    Question("engagement", answers.engagement_answer, show_engagement, answers.engagement_notes),
    Question("year", answers.year_answer, show_year, answers.year_notes),
    Question("pipeline", answers.pipeline_answer, show_pipeline, answers.pipeline_notes),
    Question("influence", answers.influence_answer, show_influence, answers.influence_notes),
    Question("returns", answers.returns_answer, show_returns, answers.returns_notes),
    Question("week", answers.week_answer, show_week, answers.week_notes),
)


def add_slide(deck: Presentation, story: Story, words: Catalogue, question: Question) -> None:
    """Add the slide of a question."""
    title = words.text(f"slides.questions.{question.key}")
    page = add_page(deck, story, words, title, question.answer(story, words))
    question.show(page)
    close_page(page, question.notes(story, words))
