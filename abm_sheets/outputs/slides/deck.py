"""A new deck: its theme, its master, and the language of every text in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from typing import Any

import pptx
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.oxml import serialize_part_xml
from pptx.opc.package import Part
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation
from pptx.slide import SlideMaster
from pptx.util import Emu, Inches

from abm_sheets.outputs.slides.box import ANSWER, FOOTER, HEIGHT, NUMBER, TITLE, WIDTH, Box
from abm_sheets.outputs.slides.texts import clean, setting
from abm_sheets.palette import BAND, INK, LINE, PAPER, SOLID, Tone
from abm_sheets.story.story import Story

_LAYOUT = 1
"""The library's layout with a title and a content under it, which here is the answer."""

_LONGEST = 255
"""Letters of a property of the file."""

_FONT = "Arial"

_COLOURS = {
    "dk1": INK,
    "lt1": PAPER,
    "dk2": SOLID[Tone.OUTPUT],
    "lt2": BAND,
    "accent1": SOLID[Tone.SALES],
    "accent2": SOLID[Tone.MARKETING],
    "accent3": SOLID[Tone.SHARED],
    "accent4": SOLID[Tone.AMBER],
    "accent5": SOLID[Tone.GREEN],
    "accent6": SOLID[Tone.RED],
    "hlink": SOLID[Tone.SALES],
    "folHlink": SOLID[Tone.MARKETING],
}
"""The theme's colours by their places: what people add to the slides takes them."""

_PLACES = {
    PP_PLACEHOLDER.TITLE: TITLE,
    PP_PLACEHOLDER.BODY: ANSWER,
    PP_PLACEHOLDER.FOOTER: FOOTER,
    PP_PLACEHOLDER.SLIDE_NUMBER: NUMBER,
}
"""Where the master puts what every slide has."""

_STYLES = (
    f"<p:txStyles {nsdecls('p', 'a')}>"
    "<p:titleStyle><a:lvl1pPr algn='l'><a:buNone/><a:defRPr sz='2400' b='1'>"
    "<a:solidFill><a:schemeClr val='tx2'/></a:solidFill><a:latin typeface='+mj-lt'/>"
    "</a:defRPr></a:lvl1pPr></p:titleStyle>"
    "<p:bodyStyle><a:lvl1pPr marL='0' indent='0' algn='l'><a:buNone/><a:defRPr sz='1800'>"
    "<a:solidFill><a:schemeClr val='tx1'/></a:solidFill><a:latin typeface='+mn-lt'/>"
    "</a:defRPr></a:lvl1pPr></p:bodyStyle>"
    "<p:otherStyle/></p:txStyles>"
)
_MARKS = (
    (Box(0, 0, 0.2, HEIGHT), SOLID[Tone.OUTPUT]),
    (Box(FOOTER.left, FOOTER.top - 0.06, TITLE.width, 0.01), LINE),
)
"""A bar along the slide, and a rule over its foot."""


def dress_theme(theme: Part) -> None:
    """Put the palette and the font in the theme's part."""
    root = parse_xml(theme.blob)
    colours = root.find(f".//{qn('a:clrScheme')}")
    colours.getparent().replace(colours, parse_xml(_scheme()))
    for font in ("a:majorFont", "a:minorFont"):
        root.find(f".//{qn(font)}/{qn('a:latin')}").set("typeface", _FONT)
    theme.blob = serialize_part_xml(root)


def dress_master(master: SlideMaster) -> None:
    """Place what every slide has, style its texts, and draw the marks behind them."""
    for shape in list(master.placeholders):
        place = _PLACES.get(shape.placeholder_format.type)
        if place is None:
            shape.element.getparent().remove(shape.element)
        else:
            shape.left, shape.top, shape.width, shape.height = place.place
            shape.text_frame.margin_left = shape.text_frame.margin_right = 0
    tree = master.shapes.element
    for number, (box, colour) in enumerate(_MARKS):
        tree.insert(2, parse_xml(_mark(box, colour, 100 + number)))
    styles = master.element.find(qn("p:txStyles"))
    styles.getparent().replace(styles, parse_xml(_STYLES))


def _scheme() -> str:
    colours = (
        f"<a:{place}><a:srgbClr val='{colour.removeprefix('#')}'/></a:{place}>"
        for place, colour in _COLOURS.items()
    )
    return f"<a:clrScheme {nsdecls('a')} name='ABM'>{''.join(colours)}</a:clrScheme>"


def _mark(box: Box, colour: str, number: int) -> str:
    left, top, width, height = box.place
    return (
        f"<p:sp {nsdecls('p', 'a')}><p:nvSpPr><p:cNvPr id='{number}' name=''/><p:cNvSpPr/><p:nvPr/>"
        f"</p:nvSpPr><p:spPr><a:xfrm><a:off x='{left}' y='{top}'/><a:ext cx='{width}' cy='{height}'/>"
        f"</a:xfrm><a:prstGeom prst='rect'><a:avLst/></a:prstGeom><a:solidFill>"
        f"<a:srgbClr val='{colour.removeprefix('#')}'/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )


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
