"""Looks as Google cell formats, dropdowns and highlights."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from abm_sheets.workbook.google.ranges import address, area_range
from abm_sheets.workbook.looks import CellLook, Looks
from abm_sheets.workbook.sheet import Area, Dropdown, Highlight

Json = dict[str, Any]
_BORDERS = {1: "SOLID", 5: "SOLID_THICK"}
_ALIGNED = {"left": "LEFT", "center": "CENTER", "right": "RIGHT"}
_VERTICAL = {"top": "TOP", "vcenter": "MIDDLE"}
_INDENT = 9
_QUOTED = re.compile(r'"[^"]*"')


def set_dropdown(dropdown: Dropdown, ids: Mapping[str, int], titles: Mapping[str, str]) -> Json:
    """The request that offers a dropdown's choices in its area."""
    rule: Json = {
        "condition": _condition(dropdown, titles),
        "strict": dropdown.strict,
        "showCustomUi": True,
    }
    if dropdown.help:
        rule["inputMessage"] = dropdown.help
    return {"setDataValidation": {"range": area_range(dropdown.area, ids), "rule": rule}}


def _condition(dropdown: Dropdown, titles: Mapping[str, str]) -> Json:
    if isinstance(dropdown.choices, Area):
        place = address(titles[dropdown.choices.tab], dropdown.choices)
        return {"type": "ONE_OF_RANGE", "values": [{"userEnteredValue": place}]}
    words = [{"userEnteredValue": word} for word in dropdown.choices]
    return {"type": "ONE_OF_LIST", "values": words}


def add_highlights(highlight: Highlight, ids: Mapping[str, int]) -> Iterator[Json]:
    """The requests that colour the cells of an area by the word that they hold."""
    kind = "TEXT_STARTS_WITH" if highlight.begins else "TEXT_EQ"
    for word, tone in highlight.words.items():
        condition = {"type": kind, "values": [{"userEnteredValue": word}]}
        rule = {
            "ranges": [area_range(highlight.area, ids)],
            "booleanRule": {"condition": condition, "format": highlight_format(Looks.highlight(tone))},
        }
        yield {"addConditionalFormatRule": {"rule": rule, "index": 0}}


def color(code: str) -> Json:
    """A colour (`#102A43`) as Google writes it: shares of red, green and blue."""
    red, green, blue = (int(code[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return {"rgbColor": {"red": red, "green": green, "blue": blue}}


def text_format(look: CellLook) -> Json:
    """The part of a look that concerns the letters."""
    found: Json = {}
    if "font_name" in look:
        found["fontFamily"] = look["font_name"]
    if "font_size" in look:
        found["fontSize"] = look["font_size"]
    if "font_color" in look:
        found["foregroundColorStyle"] = color(look["font_color"])
    for name in ("bold", "underline"):
        if name in look:
            found[name] = bool(look[name])
    return found


def cell_format(look: CellLook) -> Json:
    """A look as a CellFormat."""
    found: Json = {"textFormat": text_format(look)}
    if "bg_color" in look:
        found["backgroundColorStyle"] = color(look["bg_color"])
    if "align" in look:
        found["horizontalAlignment"] = _ALIGNED[look["align"]]
    if "valign" in look:
        found["verticalAlignment"] = _VERTICAL[look["valign"]]
    if look.get("text_wrap"):
        found["wrapStrategy"] = "WRAP"
    if "indent" in look:
        found["padding"] = {"left": _INDENT, "right": 3, "top": 2, "bottom": 2}
    if "num_format" in look:
        found["numberFormat"] = number_format(look["num_format"])
    if borders := _borders(look):
        found["borders"] = borders
    return found


def number_format(pattern: str) -> Json:
    """A number format with the kind that Google wants beside its pattern."""
    bare = _QUOTED.sub("", pattern)
    kind = "DATE" if "yy" in bare else "PERCENT" if "%" in bare else "NUMBER"
    return {"type": kind, "pattern": pattern}


def highlight_format(look: CellLook) -> Json:
    """The few parts of a look that a conditional format may set."""
    return {"backgroundColorStyle": color(look["bg_color"]), "textFormat": text_format(look)}


def _borders(look: Mapping[str, Any]) -> Json:
    return {
        side: {"style": _BORDERS[look[side]], "colorStyle": color(look[f"{side}_color"])}
        for side in ("bottom", "left", "right")
        if side in look
    }
