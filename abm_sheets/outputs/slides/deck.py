"""An empty deck of ours: wide slides, the palette and a font of every system, one layout."""

from __future__ import annotations

from datetime import UTC

import pptx
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.presentation import Presentation
from pptx.util import Emu, Inches

from abm_sheets.outputs.leadership.model import Story
from abm_sheets.outputs.slides.box import HEIGHT, WIDTH
from abm_sheets.outputs.slides.fitting import clean
from abm_sheets.outputs.slides.theme import dress_master, dress_theme

_LAYOUT = 1
"""The library's layout with a title and a content under it, which here is the answer."""

_LONGEST = 255
"""Letters of a property of the file."""


def new_deck(story: Story) -> Presentation:
    """A deck without slides, that says of itself what the story is."""
    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    # The library's file says that its slides are 4:3.
    del deck.element.sldSz.attrib["type"]
    _forget_the_library(deck)
    _keep_one_layout(deck)
    master = deck.slide_masters[0]
    dress_theme(master.part.part_related_by(RT.THEME))
    dress_master(master)
    _flatten_notes(deck)
    _name(deck, story)
    return deck


def _forget_the_library(deck: Presentation) -> None:
    """Leave out what the library's file says of itself: its picture, its program, its printer."""
    package = deck.part.package
    for key, link in list(package._rels.items()):  # noqa: SLF001 (the library lists no relations)
        if link.reltype in {RT.THUMBNAIL, RT.EXTENDED_PROPERTIES}:
            package.drop_rel(key)
    for key, link in list(deck.part.rels.items()):
        if link.reltype == RT.PRINTER_SETTINGS:
            deck.part.drop_rel(key)


def _keep_one_layout(deck: Presentation) -> None:
    kept = deck.slide_layouts[_LAYOUT]
    for layout in [each for each in deck.slide_layouts if each != kept]:
        deck.slide_layouts.remove(layout)
    for shape in list(kept.placeholders):
        if shape.placeholder_format.type is PP_PLACEHOLDER.DATE:
            shape.element.getparent().remove(shape.element)


def _flatten_notes(deck: Presentation) -> None:
    """Give the slide's picture above its notes the shape of the slides."""
    for shape in list(deck.notes_master.placeholders):
        if shape.placeholder_format.type is PP_PLACEHOLDER.SLIDE_IMAGE:
            shape.height = Emu(round(shape.width * HEIGHT / WIDTH))


def _name(deck: Presentation, story: Story) -> None:
    """Name the deck, its author and its moment."""
    properties, moment = deck.core_properties, story.stamp.computed_at.astimezone(UTC)
    properties.title, properties.subject = clean(story.title)[:_LONGEST], clean(story.sentence)[:_LONGEST]
    properties.author = properties.last_modified_by = clean(story.stamp.computed_by)[:_LONGEST]
    properties.created = properties.modified = moment
    properties.language, properties.comments = story.language, ""
