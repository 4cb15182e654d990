"""The numbers that a chart shows at its points: those that can be read, written as its texts are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pptx.chart.chart import Chart
from pptx.enum.chart import XL_LABEL_POSITION
from pptx.oxml.ns import qn

from abm_sheets.outputs.slides.codes import Codes
from abm_sheets.outputs.slides.layout import SIZE
from abm_sheets.outputs.slides.parts import setting
from abm_sheets.outputs.slides.plot import Kind, Labels, Plot, Strand
from abm_sheets.outputs.slides.texts import Look, dress

_SMALL = 8
"""The size of the numbers of a tight chart, in points."""

_NEAR = 0.08
"""Lines that end nearer than this part of the axis share a number."""


def write_numbers(chart: Chart, plot: Plot, codes: Codes) -> None:
    """Show every number of a strand or the last one, and give each its format code."""
    look = Look(_SMALL if plot.tight else SIZE, bold=True)
    position = XL_LABEL_POSITION.RIGHT if plot.kind is Kind.LINES else XL_LABEL_POSITION.OUTSIDE_END
    for series, (strand, last) in zip(chart.plots[0].series, _readable(plot), strict=True):
        if strand.labels is Labels.ALL:
            labels = series.data_labels
            labels.show_value = True
        elif last is None:
            continue
        else:
            labels = series.points[last].data_label
        labels.position = position
        dress(labels.font, look)
    for element, strand in zip(chart.element.iter(qn("c:ser")), plot.strands, strict=True):
        _write_codes(element, strand, plot, codes)


def _readable(plot: Plot) -> Iterator[tuple[Strand, int | None]]:
    """Each strand with the place of its last number, None where that of another line is in its way."""
    span, told = max(0.0, *plot.values) - min(0.0, *plot.values), list[float]()
    for strand in plot.strands:
        last = strand.last
        if last is None:
            yield strand, None
            continue
        end = strand.figures[last].value or 0.0
        near = plot.kind is Kind.LINES and any(abs(end - other) < _NEAR * span for other in told)
        yield strand, None if near else last
        told.append(end)


def _write_codes(element: Any, strand: Strand, plot: Plot, codes: Codes) -> None:
    """Give the numbers that the chart keeps of its data sheet their codes, and labels of their own theirs."""
    written = [codes.number(plot.unit, figure.value, plot.values) for figure in strand.figures]
    for point in element.find(qn("c:val")).iter(qn("c:pt")):
        point.set("formatCode", written[int(point.get("idx"))])
    for label in element.iter(qn("c:dLbl")):
        code = written[int(label.find(qn("c:idx")).get("val"))]
        setting(label, "c:numFmt", after="c:idx", formatCode=code, sourceLinked="0")
    for body in element.xpath("./c:dLbls//c:txPr/a:bodyPr"):
        body.set("wrap", "none")
