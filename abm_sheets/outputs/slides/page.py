"""A slide of the deck: a question as its title, the answer under it, when and on what it was computed."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import cast

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.presentation import Presentation
from pptx.slide import Slide
from pptx.text.text import TextFrame

from abm_sheets.language import Catalogue
from abm_sheets.outputs.slides.box import ANSWER, FOOTER
from abm_sheets.outputs.slides.codes import Codes
from abm_sheets.outputs.slides.texts import Look, clean, fitted, lines_of, write
from abm_sheets.palette import MUTED, SOLID, Tone
from abm_sheets.story.story import Stamp, Story
from abm_sheets.story.units import joined

_ANSWERS = ((20, 2), (18, 2), (16, 2), (14, 3))
"""The sizes of an answer, each with the lines that its box then has."""

_FOOT = Look(9, colour=MUTED)


@dataclass(frozen=True)
class Page:
    """A slide being made, with the story that it shows a part of and the words for it."""

    slide: Slide
    story: Story
    words: Catalogue

    @property
    def codes(self) -> Codes:
        """The format codes of the story's language and currency."""
        return Codes(self.words, self.story.currency)


def add_page(deck: Presentation, story: Story, words: Catalogue, question: str, answer: str) -> Page:
    """Add a slide with its question and its answer."""
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    title, body = slide.placeholders
    title.text_frame.text = question
    fits = (each for each in _ANSWERS if lines_of(clean(answer), ANSWER.width, each[0], bold=True) <= each[1])
    size, lines = next(fits, _ANSWERS[-1])
    look = Look(size, bold=True, colour=SOLID[Tone.NEUTRAL])
    write(body.text_frame, fitted(answer, ANSWER.width, size, lines, bold=True), look)
    return Page(slide, story, words)


def close_page(page: Page, notes: Sequence[str]) -> None:
    """Add the foot, which is read last, and what the speaker may say, a paragraph each."""
    _add_foot(page.slide, page.story.stamp)
    frame = cast("TextFrame", page.slide.notes_slide.notes_text_frame)
    frame.text = "\n".join(clean(each) for each in (*notes, *foot_lines(page.story.stamp)) if each)


def foot_lines(stamp: Stamp) -> tuple[str, str]:
    """What the figures cover, then when and on what they were computed."""
    covered = joined((stamp.period, stamp.rebuilt, stamp.restated))
    return covered, f"{stamp.computed} {stamp.issues}."


def _add_foot(slide: Slide, stamp: Stamp) -> None:
    """Put the layout's footer and number on the slide, which the library leaves to the layout."""
    for number, shape in enumerate(slide.slide_layout.placeholders):
        kind = shape.placeholder_format.type
        if kind not in {PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}:
            continue
        copied = deepcopy(shape.element)
        copied.xpath("./p:nvSpPr/p:cNvPr")[0].set("id", str(900 + number))
        slide.shapes.element.append(copied)
    foot = next(each for each in slide.placeholders if each.placeholder_format.type is PP_PLACEHOLDER.FOOTER)
    for line in foot_lines(stamp):
        write(foot.text_frame, fitted(line, FOOTER.width, _FOOT.size), _FOOT)
