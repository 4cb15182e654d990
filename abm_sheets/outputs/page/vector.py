"""A drawing as SVG in the page itself, its colours named as the style sheet names them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from io import StringIO
from xml.etree import ElementTree as ET

from markupsafe import Markup
from matplotlib import rc_context, style
from matplotlib.figure import Figure

from abm_sheets.palette import DARK, LIGHT, Scheme

PIXELS_PER_INCH = 72
"""The scale at which a point is a pixel of the drawing."""

_NAMESPACES = re.compile(r"\{[^}]*\}")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_KEPT_ATTRIBUTES = {"d", "x", "y", "href"}
_KEPT_STYLES = re.compile(r"^(fill|stroke|opacity|font-size|font-weight|text-anchor)")
_NOTHING = re.compile(r"fill: none;?\s*$")

_SURFACES = ("ink", "muted", "paper", "line", "band")


def variables(scheme: Scheme) -> Mapping[str, str]:
    """The colours of a scheme by the names of their variables, without the dashes before them."""
    surfaces = {name: getattr(scheme, name) for name in _SURFACES}
    solid = {tone.value: colour for tone, colour in scheme.solid.items()}
    soft = {f"{tone.value}-soft": colour for tone, colour in scheme.soft.items()}
    return surfaces | solid | soft


SCHEMES = {"light": variables(LIGHT), "dark": variables(DARK)}
"""The variables of each colour scheme."""


def named(colour: str) -> str | None:
    """What a light colour is called in the style sheet, None for one that is not ours."""
    return _NAMES.get(colour.lower())


_NAMES = {colour.lower(): name for name, colour in reversed(list(SCHEMES["light"].items()))}


def plainly() -> AbstractContextManager[None]:
    """While it lasts, figures are drawn as the library does by default, whatever the user's own settings."""
    return style.context("default")


def vector(figure: Figure, key: str, label: str) -> Markup:
    """A figure as an inline image as wide as its place; `key` is one on the page, `label` its text."""
    drawn = StringIO()
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": key}):
        figure.savefig(drawn, format="svg", metadata={"Date": None})
    source = ET.fromstring(drawn.getvalue())  # noqa: S314 (drawn here, it is nobody's file)
    width, height = (figure.get_size_inches() * PIXELS_PER_INCH).round(2)
    image = ET.Element("svg", {"viewBox": f"0 0 {width:g} {height:g}", "role": "img", "aria-label": label})
    image.extend(_shapes(source))
    return Markup(ET.tostring(image, encoding="unicode"))  # noqa: S704 (written by the line before)


def _shapes(element: ET.Element) -> Iterator[ET.Element]:
    """What is visible in an element, in order; groups and invisible backgrounds are left out."""
    for child in element:
        tag = _NAMESPACES.sub("", child.tag)
        if tag in {"text", "use"} or (tag == "path" and not _is_blank(child)):
            yield _cleaned(child, tag)
        elif tag == "defs":
            yield from _definitions(child)
        elif tag == "g":
            yield from _shapes(child)


def _definitions(element: ET.Element) -> Iterator[ET.Element]:
    """The marks that are drawn at several places."""
    marks = [child for child in element if _NAMESPACES.sub("", child.tag) == "path"]
    if marks:
        defined = ET.Element("defs")
        for mark in marks:
            kept = _cleaned(mark, "path")
            kept.set("id", mark.get("id", ""))
            defined.append(kept)
        yield defined


def _is_blank(path: ET.Element) -> bool:
    return bool(_NOTHING.match(path.get("style", "")))


def _cleaned(element: ET.Element, tag: str) -> ET.Element:
    attributes = {_NAMESPACES.sub("", name): value for name, value in element.items()}
    kept = {name: " ".join(value.split()) for name, value in attributes.items() if name in _KEPT_ATTRIBUTES}
    if look := _styled(attributes.get("style", "")):
        kept["style"] = look
    cleaned = ET.Element(tag, kept)
    cleaned.text = element.text if tag == "text" else None
    return cleaned


def _styled(look: str) -> str:
    """What a look says of shapes and sizes, in the page's colours and its font."""
    parts = (part.strip() for part in look.split(";"))
    kept = [part for part in parts if _KEPT_STYLES.match(part)]
    return _COLOUR.sub(lambda found: _variable(found[0]), "; ".join(kept))


def _variable(colour: str) -> str:
    name = named(colour)
    return f"var(--{name})" if name else colour
