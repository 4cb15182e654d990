"""The slides for leadership: a question each, its answer in a sentence, native charts that can be edited."""

from __future__ import annotations

import os
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from abm_sheets.errors.export import ExportNotWrittenError
from abm_sheets.language import catalogue
from abm_sheets.leadership.model import Story
from abm_sheets.leadership.slides.deck import new_deck
from abm_sheets.leadership.slides.questions import QUESTIONS, add_slide
from abm_sheets.leadership.slides.speech import speak

__all__ = ["slides_file", "write_slides"]


def slides_file(story: Story) -> bytes:
    """A story as a PowerPoint file, a slide per question."""
    words, deck = catalogue(story.language), new_deck(story)
    for question in QUESTIONS:
        add_slide(deck, story, words, question)
    speak(deck, story.language)
    content = BytesIO()
    deck.save(content)
    return content.getvalue()


def write_slides(story: Story, path: Path) -> None:
    """Write a story's slides in a file, in place of the one before, if any.

    Raises:
        ExportNotWrittenError: nothing was written, and the file that stood there is still whole.

    """
    content, draft = slides_file(story), path.with_name(f".{path.name}-{os.getpid()}.tmp")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        raise ExportNotWrittenError(path=path, reason=error.strerror or error) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
