"""Texts of the deck: how they look, how much of them fits, and what the library has no words for."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from unicodedata import east_asian_width

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.text.text import Font, TextFrame
from pptx.util import Pt

from abm_sheets.outputs.slides.box import Box
from abm_sheets.palette import BAND, INK, MUTED

_POINTS = 72

_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""What a file of slides cannot hold, and what turns the text after it around."""

_WIDTHS = (
    ("ijlI.,;:'|! \u00a0\u202f", 0.28),
    ('frt()[]{}-/\\*"’·', 0.36),
    ("cksvxyzJ", 0.5),
    ("mM%—…", 0.9),
    ("W@", 1.0),
)
"""How wide letters of the slides' font are, in parts of its size: those that differ from the others."""

_USUAL, _CAPITAL, _WIDE = 0.56, 0.72, 1.05
_LETTERS = {letter: width for letters, width in _WIDTHS for letter in letters}

_LONG = 12
"""Letters of a word that show before a cut: where they are fewer, the word is left out."""

_BOLD = 1.07
_PER_INCH = 72
LEADING = 1.2
"""The height of a line, in parts of the font's size."""


def clean(text: str) -> str:
    """A text of people's on one line, without what a slide cannot hold."""
    return _UNPRINTABLE.sub("", _BREAKS.sub(" ", text)).strip()


def wide(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide a text is, in inches, at a size in points."""
    return sum(map(_letter, text)) * size * (_BOLD if bold else 1) / _PER_INCH


def _letter(letter: str) -> float:
    if letter in _LETTERS:
        return _LETTERS[letter]
    if east_asian_width(letter) in "WF":
        return _WIDE
    return _CAPITAL if letter.isupper() else _USUAL


def lines_of(text: str, room: float, size: float, *, bold: bool = False) -> int:
    """How many lines a text takes in a room of so many inches; a word too long for a line is broken."""
    lines, used = 1, 0.0
    for word in re.findall(r"[^ ]+ *", text):
        width = wide(word.rstrip(" "), size, bold=bold)
        if used and used + width > room:
            lines, used = lines + 1, 0.0
        broken = max(0, math.ceil(width / room) - 1)
        lines, used = lines + broken, used + wide(word, size, bold=bold) - broken * room
    return lines


def fitted(text: str, room: float, size: float, lines: int = 1, *, bold: bool = False) -> str:
    """A text, cut with an ellipsis where it would take more lines than these."""
    text = clean(text)
    most = _most_letters(room, size, lines)
    if len(text) <= most and lines_of(text, room, size, bold=bold) <= lines:
        return text
    kept = _last(lambda end: lines_of(_cut(text, end), room, size, bold=bold) <= lines, min(len(text), most))
    return _cut(text, _between_words(text, kept))


def fitted_name(name: str, room: float, size: float) -> str:
    """A name on one line, cut in its middle: long ones often differ by their ends only."""
    name = clean(name)
    most = _most_letters(room, size, 1)
    if len(name) <= most and wide(name, size) <= room:
        return name
    kept = _last(lambda letters: wide(_cut_middle(name, letters), size) <= room, min(len(name), most))
    return _cut_middle(name, kept)


def fitting_size(
    texts: Sequence[str], room: float, sizes: Sequence[float], lines: int = 1, *, bold: bool = True
) -> float:
    """The first of some sizes at which texts all fit, else the last."""
    for size in sizes:
        if all(lines_of(clean(text), room, size, bold=bold) <= lines for text in texts):
            return size
    return sizes[-1]


def _last(fits: Callable[[int], bool], most: int) -> int:
    """The last number below a limit that fits, where all before it do."""
    return bisect_left(range(1, most), 1, key=lambda number: 0 if fits(number) else 1)


def _between_words(text: str, end: int) -> int:
    """The start of the word that a cut falls in, or the cut itself where that word is long."""
    start = text.rfind(" ", 0, end + 1) + 1
    return start if start and 0 < end - start < _LONG else end


def _cut(text: str, end: int) -> str:
    return f"{text[:end].rstrip()}…"


def _cut_middle(name: str, letters: int) -> str:
    """Two letters of the start are kept for each of the end."""
    ending = letters // 3
    return f"{name[: letters - ending].rstrip()}…{name[len(name) - ending :].lstrip()}"


def _most_letters(room: float, size: float, lines: int) -> int:
    """More letters than any text has that fits: what is longer is not measured whole."""
    return int(lines * room * _PER_INCH / (size * _LETTERS["i"])) + 2


def name_frame(frame: GraphicFrame, name: str, description: str) -> None:
    """Name a chart or a table in the selection pane, and describe it for who cannot see it."""
    frame.name = clean(name)
    frame.element.xpath("./p:nvGraphicFramePr/p:cNvPr")[0].set("descr", clean(description))


def setting(parent: Any, tag: str, *, after: str, **attributes: str) -> None:
    """Give an element of a chart the only child of a tag, with its attributes, after another child."""
    for old in parent.findall(qn(tag)):
        parent.remove(old)
    child = parse_xml(f"<{tag} {nsdecls('c')}/>")
    for name, value in attributes.items():
        child.set(name, value)
    parent.find(qn(after)).addnext(child)


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
    lines = max(1, int(box.height * _POINTS / (look.size * LEADING)))
    write(frame, fitted(text, box.width, look.size, lines, bold=look.bold), look)
