"""What the library has no words for: names, descriptions and small settings, in the file's own terms."""

from __future__ import annotations

from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.shapes.graphfrm import GraphicFrame

from abm_sheets.outputs.slides.fitting import clean


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
