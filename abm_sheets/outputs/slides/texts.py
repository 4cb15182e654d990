"""Texts on a slide: a size, a weight and a colour of the palette, never a field nor a link."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.slide import Slide
from pptx.text.text import Font, TextFrame
from pptx.util import Pt

from abm_sheets.outputs.slides.box import Box
from abm_sheets.outputs.slides.fitting import LINE, clean, fitted
from abm_sheets.palette import BAND, INK, MUTED

_POINTS = 72


@dataclass(frozen=True)
class Look:
    """How a text looks; its size is in points."""

    size: float
    bold: bool = False
    colour: str = INK
    align: PP_ALIGN = PP_ALIGN.LEFT


QUIET = Look(10, colour=MUTED)
CAPTION = Look(11, bold=True)


def colour_of(name: str) -> RGBColor:
    """A colour of the palette as the library takes it."""
    return RGBColor(*bytes.fromhex(name.removeprefix("#")))  # type: ignore[no-untyped-call]


def dress(font: Font, look: Look) -> None:
    """Give a font its look; its face stays the theme's."""
    font.size, font.bold = Pt(look.size), look.bold
    font.color.rgb = colour_of(look.colour)


def write(frame: TextFrame, text: str, look: Look) -> None:
    """Add a paragraph to a frame, as plain text."""
    paragraph = frame.paragraphs[-1]
    if paragraph.runs:
        paragraph = frame.add_paragraph()  # type: ignore[no-untyped-call]
    paragraph.alignment = look.align
    run = paragraph.add_run()
    # An empty cell would be as high as the theme's text is.
    run.text = clean(text) or "\u00a0"
    dress(run.font, look)


def say_blank(slide: Slide, box: Box, title: str, sentence: str) -> None:
    """A pale box where a chart would be, with its title and why there is none."""
    shape = slide.shapes.add_textbox(*box.place)
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour_of(BAND)
    frame = shape.text_frame
    frame.auto_size, frame.word_wrap, frame.vertical_anchor = MSO_AUTO_SIZE.NONE, True, MSO_ANCHOR.MIDDLE
    write(frame, title, replace(CAPTION, align=PP_ALIGN.CENTER))
    write(frame, sentence, replace(QUIET, align=PP_ALIGN.CENTER))


def say(slide: Slide, box: Box, text: str, look: Look = QUIET) -> None:
    """A text in a box of its own, cut to the lines that the box holds; no box without a text."""
    if not clean(text):
        return
    frame = slide.shapes.add_textbox(*box.place).text_frame
    frame.auto_size, frame.word_wrap, frame.vertical_anchor = MSO_AUTO_SIZE.NONE, True, MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    lines = max(1, int(box.height * _POINTS / (look.size * LINE)))
    write(frame, fitted(text, box.width, look.size, lines, bold=look.bold), look)
