"""The JSON that is kept and answered: copies, colours under both names, defaults left out."""

from __future__ import annotations

from typing import Any

import orjson

from tests.google.sheets.formats import single
from tests.google.sheets.model import Json

EXPLICIT = frozenset(("bold", "italic", "strikethrough", "underline"))
"""Switches whose "no" says something of its own."""

CHANNELS = frozenset(("red", "green", "blue", "alpha"))

ZEROS = frozenset(
    (
        *("sheetId", "rowIndex", "columnIndex", "dimensionIndex", "offsetXPixels", "offsetYPixels"),
        *CHANNELS,
    )
)
"""Numbers that are left out where they are 0; a range's own 0 stays, for without it the side is open."""


def copied(node: Any) -> Any:
    """An independent copy of a piece of JSON."""
    return orjson.loads(orjson.dumps(node))


def without_nulls(node: Any) -> Any:
    """A copy without the fields that are null, which mean nothing."""
    if isinstance(node, list):
        return [without_nulls(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {name: without_nulls(value) for name, value in node.items() if value is not None}


def tidy(node: Any) -> Any:
    """A copy as Google keeps it: colours under both names, false and empty values and tab 0 left out."""
    return _tidied(copied(node))


def _tidied(node: Any) -> Any:
    if isinstance(node, list):
        return [_tidied(item) for item in node]
    if not isinstance(node, dict):
        return node
    tidied = {name: _tidied(value) for name, value in node.items()}
    tidied |= {name: single(tidied[name]) for name in CHANNELS & tidied.keys()}
    kept = {name: value for name, value in tidied.items() if not _default(name, value)}
    _both_colours(kept)
    return kept


def _default(name: str, value: object) -> bool:
    if value is False:
        return name not in EXPLICIT
    if value == {}:
        return name.endswith("olorStyle")
    return value is None or value in ("", []) or (name in ZEROS and value == 0)


def _both_colours(node: Json) -> None:
    for name in list(node):
        if name.endswith(("ColorStyle", "colorStyle")):
            old = name.removesuffix("Style")
            if "rgbColor" in node[name]:
                node[old] = node[name]["rgbColor"]
            else:
                node.pop(old, None)
        elif name != "rgbColor" and name.endswith(("Color", "color")) and _plain(node[name]):
            node.setdefault(f"{name}Style", {"rgbColor": node[name]})


def _plain(value: object) -> bool:
    return isinstance(value, dict) and set(value) <= {"red", "green", "blue", "alpha"}
