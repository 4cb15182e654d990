"""What hangs on a worksheet's cells: dropdowns, highlights and native charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from abm_sheets.palette import INK, LINE, MUTED, SOLID
from abm_sheets.workbook.excel.cells import ExcelFormats, quoted
from abm_sheets.workbook.looks import FONT
from abm_sheets.workbook.sheet import Area, Chart, Dropdown, Highlight, Series, Sparkline, Style

_LAST_ROW = 1_048_575
_LONGEST_LIST, _LONGEST_TITLE, _LONGEST_HELP = 255, 32, 255
_HELPER = "_abm_sheets"
_LABELS = {"name": FONT, "size": 9, "color": MUTED}
_SMALL_WEIGHT = 1.5
"""The width in points of a line drawn in a cell."""


class ExcelChoices:
    """The dropdowns of a workbook and the hidden tab that holds their longest lists."""

    def __init__(self, book: Workbook, titles: Mapping[str, str]) -> None:
        """Bind the workbook and the titles of its tabs."""
        self._book = book
        self._titles = titles
        self._helper: Worksheet | None = None
        self._lists: dict[tuple[str, ...], str] = {}

    def add(self, worksheet: Worksheet, dropdown: Dropdown) -> None:
        """Offer a dropdown's choices in its area."""
        validation = {
            "validate": "list",
            "source": self._source(dropdown.choices),
            "show_error": dropdown.strict,
            "input_title": dropdown.title[:_LONGEST_TITLE],
            "input_message": dropdown.help[:_LONGEST_HELP],
        }
        worksheet.data_validation(*_corners(dropdown.area), _filled(validation))

    def _source(self, choices: Sequence[str] | Area) -> list[str] | str:
        if isinstance(choices, Area):
            return f"={quoted(self._titles[choices.tab])}!{xl_range_abs(*_corners(choices))}"
        words = tuple(choices)
        if len(",".join(words)) <= _LONGEST_LIST and not any("," in word for word in words):
            return list(words)
        if words not in self._lists:
            self._lists[words] = self._store(words)
        return self._lists[words]

    def _store(self, words: Sequence[str]) -> str:
        """Write a list in the hidden tab's next column and say where it is."""
        if self._helper is None:
            self._helper = self._book.add_worksheet(_HELPER)
            self._helper.hide()
        column = len(self._lists)
        for row, word in enumerate(words):
            self._helper.write_string(row, column, word)
        return f"={quoted(_HELPER)}!{xl_range_abs(0, column, len(words) - 1, column)}"


def highlight(worksheet: Worksheet, each: Highlight, formats: ExcelFormats) -> None:
    """Colour the cells of an area by the word that they hold."""
    first = xl_rowcol_to_cell(each.area.first_row, each.area.first_column)
    for word, tone in each.words.items():
        text = '"' + word.replace('"', '""') + '"'
        rule = (
            {"type": "formula", "criteria": f"=LEFT({first},{len(word)})={text}"}
            if each.begins
            else {"type": "cell", "criteria": "==", "value": text}
        )
        worksheet.conditional_format(*_corners(each.area), {**rule, "format": formats.highlight(tone)})


def _corners(area: Area) -> tuple[int, int, int, int]:
    last_row = _LAST_ROW if area.last_row is None else area.last_row
    return area.first_row, area.first_column, last_row, area.last_column


def _filled(options: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in options.items() if value != ""}


class ExcelCharts:
    """The charts of a workbook, whose series refer to its tabs by their titles."""

    def __init__(self, book: Workbook, titles: Mapping[str, str], numbers: Mapping[Style, str]) -> None:
        """Bind the workbook, the titles of its tabs and the number formats of its axes."""
        self._book = book
        self._titles = titles
        self._numbers = numbers

    def insert(self, worksheet: Worksheet, chart: Chart) -> None:
        """Draw a chart on a worksheet."""
        drawn = self._draw(chart)
        drawn.set_title({"name": chart.title, "name_font": {"name": FONT, "size": 11, "color": INK}})
        drawn.set_legend({"position": "bottom", "font": _LABELS, "none": len(chart.series) == 1})
        drawn.set_x_axis({"num_font": _LABELS, "line": {"color": LINE}, "major_tick_mark": "none"})
        drawn.set_y_axis(self._axis(chart.style, grid=True))
        drawn.set_chartarea({"border": {"color": LINE}})
        drawn.set_size({"width": chart.width, "height": chart.height})
        drawn.show_blanks_as("gap")
        place = {"description": chart.description, "object_position": 2, "x_offset": chart.indent}
        worksheet.insert_chart(chart.row, chart.column, drawn, place)

    def draw_small(self, worksheet: Worksheet, sparkline: Sparkline) -> None:
        """Draw a small line in its cell, a dot where it ends."""
        title, *corners = self._reference(sparkline.values)
        color = SOLID[sparkline.tone]
        options = {
            "range": f"{quoted(str(title))}!{xl_range_abs(*corners)}",
            "series_color": color,
            "weight": _SMALL_WEIGHT,
            "last_point": True,
            "last_color": color,
        }
        worksheet.add_sparkline(sparkline.row, sparkline.column, options)

    def _draw(self, chart: Chart) -> Any:
        """The chart of the columns with, over it, that of the lines."""
        parts = [
            self._part(kind, series)
            for kind, series in (
                ("column", [each for each in chart.series if not each.line]),
                ("line", [each for each in chart.series if each.line]),
            )
            if series
        ]
        if any(each.secondary for each in chart.series):
            parts[-1].set_y2_axis(self._axis(chart.secondary_style, grid=False))
        if len(parts) > 1:
            parts[0].combine(parts[1])
        return parts[0]

    def _part(self, kind: str, series: Sequence[Series]) -> Any:
        part = self._book.add_chart({"type": kind})
        for each in series:
            part.add_series(self._series(each))
        return part

    def _series(self, series: Series) -> dict[str, Any]:
        color = SOLID[series.tone]
        look: dict[str, Any] = (
            {"line": {"color": color, "width": 2.25}, "marker": _marker(color)}
            if series.line
            else {"fill": {"color": color}, "gap": 60}
        )
        return look | {
            "name": series.title,
            "categories": self._reference(series.categories),
            "values": self._reference(series.values),
            "y2_axis": series.secondary,
        }

    def _reference(self, area: Area) -> list[object]:
        title = self._titles[area.tab]
        return [title, area.first_row, area.first_column, area.last_row, area.last_column]

    def _axis(self, style: Style, *, grid: bool) -> dict[str, Any]:
        return {
            "num_format": self._numbers.get(style, "General"),
            "num_font": _LABELS,
            "line": {"none": True},
            "major_gridlines": {"visible": grid, "line": {"color": LINE, "width": 0.5}},
            "major_tick_mark": "none",
        }


def _marker(color: str) -> dict[str, Any]:
    return {"type": "circle", "size": 5, "fill": {"color": color}, "border": {"color": color}}
