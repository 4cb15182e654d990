"""Dropdowns and highlights of a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from abm_sheets.workbook.google.formats import highlight_format
from abm_sheets.workbook.google.ranges import address, area_range
from abm_sheets.workbook.looks import Looks
from abm_sheets.workbook.sheet import Area, Dropdown, Highlight

Json = dict[str, Any]


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
