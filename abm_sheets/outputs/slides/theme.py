"""The theme and the master of the slides: the palette, a font that every system has, quiet marks."""

from __future__ import annotations

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.oxml import serialize_part_xml
from pptx.opc.package import Part
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import SlideMaster

from abm_sheets.outputs.slides.box import ANSWER, FOOTER, HEIGHT, NUMBER, TITLE, Box
from abm_sheets.palette import BAND, INK, LINE, PAPER, SOLID, Tone

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
