"""The data sheet of a chart, in which a text is never read as a formula nor as a link."""

from __future__ import annotations

from typing import Any

from pptx.chart.data import ChartData
from pptx.chart.xlsx import CategoryWorkbookWriter

from abm_sheets.outputs.slides.codes import Codes
from abm_sheets.outputs.slides.fitting import fitted_name
from abm_sheets.outputs.slides.plot import Plot

_ROOM, _SIZE = 1.7, 9
"""The room of a category's name beside its bar, in inches, and the size that it is read at."""


class _TextSheet(CategoryWorkbookWriter):
    """The library's data sheet, but for texts: it would take `=…` for a formula, `http…` for a link."""

    def _write_cat_column(self, worksheet: Any, col: int, level: Any, num_format: Any) -> None:
        worksheet.set_column(col, col, 25)
        for offset, name in level:
            worksheet.write_string(offset + 1, col, name, num_format)

    def _write_series(self, workbook: Any, worksheet: Any) -> None:
        for column, series in enumerate(self._chart_data, start=1):
            worksheet.write_string(0, column, series.name)
            for row, point in enumerate(series, start=1):
                code = workbook.add_format({"num_format": point.number_format})
                worksheet.write(row, column, point.value, code)


class _TextData(ChartData):
    @property
    def _workbook_writer(self) -> _TextSheet:
        return _TextSheet(self)  # type: ignore[no-untyped-call]


def chart_data(plot: Plot, codes: Codes) -> ChartData:
    """The categories, short enough to be read, and the numbers of a chart, each with its format code."""
    data = _TextData(codes.label(plot.unit, plot.values))  # type: ignore[no-untyped-call]
    data.categories = [shown_name(name) for name in plot.categories]
    for strand in plot.strands:
        series = data.add_series(strand.label)  # type: ignore[no-untyped-call]
        for figure in strand.figures:
            series.add_data_point(figure.value, codes.number(plot.unit, figure.value, plot.values))
    return data


def shown_name(name: str) -> str:
    """A category's name, short enough to be read beside its bar."""
    return fitted_name(name, _ROOM, _SIZE) or "\u00a0"
