"""Looks as Google cell formats, and what hangs on cells: dropdowns, highlights, charts and small lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from abm_sheets.palette import INK, MUTED, SOLID
from abm_sheets.workbook.contents import Rows, Written
from abm_sheets.workbook.google.ranges import address, area_range, corner, reference
from abm_sheets.workbook.looks import FONT, CellLook, Looks
from abm_sheets.workbook.sheet import Area, Chart, Dropdown, Highlight, Series, Sheet, Sparkline

Json = dict[str, Any]
_BORDERS = {1: "SOLID", 5: "SOLID_THICK"}
_ALIGNED = {"left": "LEFT", "center": "CENTER", "right": "RIGHT"}
_VERTICAL = {"top": "TOP", "vcenter": "MIDDLE"}
_INDENT = 9
_QUOTED = re.compile(r'"[^"]*"')


def add_chart(chart: Chart, tab: int, chart_id: int, ids: Mapping[str, int]) -> Json:
    """The request that draws a chart on a tab, under an id of our choice."""
    anchor = {
        "anchorCell": corner(tab, chart.row, chart.column),
        "offsetXPixels": chart.indent,
        "widthPixels": chart.width,
        "heightPixels": chart.height,
    }
    drawn = {"chartId": chart_id, "spec": _spec(chart, ids), "position": {"overlayPosition": anchor}}
    return {"addChart": {"chart": drawn}}


def _spec(chart: Chart, ids: Mapping[str, int]) -> Json:
    return {
        "title": chart.title,
        "altText": chart.description,
        "titleTextFormat": {
            "fontFamily": FONT,
            "fontSize": 11,
            "bold": True,
            "foregroundColorStyle": color(INK),
        },
        "fontName": FONT,
        "basicChart": {
            "chartType": _kind(chart),
            "legendPosition": "BOTTOM_LEGEND" if len(chart.series) > 1 else "NO_LEGEND",
            "headerCount": 1,
            "axis": _axes(chart),
            "domains": [{"domain": _source(chart.series[0].categories, ids)}],
            "series": [_series(each, ids, combined=_kind(chart) == "COMBO") for each in chart.series],
        },
    }


def _kind(chart: Chart) -> str:
    lines = {series.line for series in chart.series}
    return "COMBO" if len(lines) > 1 else "LINE" if True in lines else "COLUMN"


def _axes(chart: Chart) -> list[Json]:
    places = ["BOTTOM_AXIS", "LEFT_AXIS"]
    if any(series.secondary for series in chart.series):
        places.append("RIGHT_AXIS")
    labels = {"fontFamily": FONT, "fontSize": 9, "foregroundColorStyle": color(MUTED)}
    return [{"position": place, "format": labels} for place in places]


def _series(series: Series, ids: Mapping[str, int], *, combined: bool) -> Json:
    drawn: Json = {
        "series": _source(series.values, ids),
        "targetAxis": "RIGHT_AXIS" if series.secondary else "LEFT_AXIS",
        "colorStyle": color(SOLID[series.tone]),
    }
    if combined:
        drawn["type"] = "LINE" if series.line else "COLUMN"
    return drawn


def _source(area: Area, ids: Mapping[str, int]) -> Json:
    """The cells of a series with the header above them, from which a series takes its name."""
    headed = Area(area.tab, area.first_row - 1, area.first_column, area.last_row, area.last_column)
    return {"sourceRange": {"sources": [area_range(headed, ids)]}}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A cell that shows a drawing, and reads as a blank."""

    formula: str


Entered = Written | Drawn
"""What a cell of Google's is given."""

EnteredRows = list[list[Entered]]


def drawn(sparkline: Sparkline, titles: Mapping[str, str]) -> Drawn:
    """The drawing of a small line, from the figures of a tab by its title."""
    values = reference(titles[sparkline.values.tab], sparkline.values)
    # `;` stands between arguments and between the rows of an array under every locale; what stands
    # between its columns does not, so that the one option is given as a column and turned.
    return Drawn(f'=SPARKLINE({values};TRANSPOSE({{"color";"{SOLID[sparkline.tone]}"}}))')


def with_sparklines(rows: Rows, sheet: Sheet, titles: Mapping[str, str]) -> EnteredRows:
    """The rows of a sheet with its small lines."""
    found: EnteredRows = [list(values) for values in rows]
    for each in sheet.sparklines:
        found[each.row][each.column] = drawn(each, titles)
    return found


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
