"""Native charts of a spreadsheet, and small lines drawn in its cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from abm_sheets.palette import INK, MUTED, SOLID
from abm_sheets.workbook.contents import Rows, Written
from abm_sheets.workbook.google.formats import color
from abm_sheets.workbook.google.ranges import area_range, corner, reference
from abm_sheets.workbook.looks import FONT
from abm_sheets.workbook.sheet import Area, Chart, Series, Sheet, Sparkline

Json = dict[str, Any]


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
