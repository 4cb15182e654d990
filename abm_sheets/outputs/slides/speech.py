"""The language of every text of the deck, so that programs check its spelling and read it aloud rightly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pptx.oxml.ns import qn
from pptx.presentation import Presentation

from abm_sheets.outputs.slides.parts import setting


def speak(deck: Presentation, locale: str) -> None:
    """Say of every text that it is in the language of a locale."""
    code = locale.replace("_", "-")
    for element in _spoken(deck):
        for run in element.iter(qn("a:r")):
            run.get_or_add_rPr().set("lang", code)
        if element.tag == qn("c:chartSpace"):
            setting(element, "c:lang", after="c:date1904", val=code)
            setting(element, "c:roundedCorners", after="c:lang", val="0")


def _spoken(deck: Presentation) -> Iterator[Any]:
    """The slides, their notes and their charts."""
    for slide in deck.slides:
        yield slide.element
        yield slide.notes_slide.element
        yield from (shape.chart.element for shape in slide.shapes if shape.has_chart)
