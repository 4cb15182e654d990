"""Specifications of charts: what Google refuses in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.google.errors import ApiError, bad
from tests.google.sheets.model import Json
from tests.google.sheets.requests.answers import tidy
from tests.google.sheets.requests.batch import Batch

KINDS = (
    "basicChart",
    "pieChart",
    "bubbleChart",
    "candlestickChart",
    "orgChart",
    "histogramChart",
    "waterfallChart",
    "treemapChart",
    "scorecardChart",
)

STACKABLE = frozenset(("AREA", "BAR", "COLUMN", "COMBO", "STEPPED_AREA"))

TARGETS = {"BAR": ("BOTTOM_AXIS",)}
"""Which axis a series may have; LEFT_AXIS and RIGHT_AXIS for all other kinds of chart."""


def check(batch: Batch, spec: Json | None) -> Json:
    """Give a chart's specification as it is kept.

    Raises:
        ApiError: if it is no kind of chart, or one of its ranges is not one row or one column wide.
    """
    kinds = [kind for kind in KINDS if kind in (spec or {})]
    if spec is None or len(kinds) != 1:
        raise bad(
            "One of basicChart, pieChart, bubbleChart, candelstickChart, histogramChart, or orgChart "
            "must be set on chartSpec."
        )
    if kinds[0] == "basicChart":
        _check_basic(spec["basicChart"])
    for data in chart_data(spec):
        _check_sources(batch, data)
    kept: Json = tidy(spec)
    kept.setdefault("fontName", "Roboto")
    kept.setdefault("hiddenDimensionStrategy", "SKIP_HIDDEN_ROWS_AND_COLUMNS")
    return kept


def chart_data(node: Any) -> Iterator[list[Json]]:
    """The source ranges of each domain and series of a chart."""
    if isinstance(node, list):
        for item in node:
            yield from chart_data(item)
    elif isinstance(node, dict):
        if "sourceRange" in node:
            yield node["sourceRange"].get("sources", [])
        else:
            yield from chart_data(list(node.values()))


def _check_sources(batch: Batch, sources: list[Json]) -> None:
    if not sources:
        raise bad("ChartSourceRange.sources must have at least one range.")
    areas = [batch.area(source)[1] for source in sources]
    for area in areas:
        if area.height != 1 and area.width != 1:
            raise bad(
                f"ChartData.sourceRange.sources must be a single row or column. Range has {area.height} rows "
                f"and {area.width} columns."
            )
    if not (all(area.width == 1 for area in areas) or all(area.height == 1 for area in areas)):
        raise bad("All source ranges must have the same dimension with length 1.")


def _check_basic(chart: Json) -> None:
    if chart.get("chartType", "BASIC_CHART_TYPE_UNSPECIFIED") == "BASIC_CHART_TYPE_UNSPECIFIED":
        raise bad("BasicChartSpec.chartType must be set.")
    if len(chart.get("domains", [])) > 1:
        raise bad("Only a single domain is supported for a basic chart.")
    if not (chart.get("series") or chart.get("domains")):
        raise ApiError(500, "Internal error encountered.")
    _check_series(chart)
    counts = {len(sources) for sources in chart_data(chart)}
    if len(counts) > 1:
        raise bad("The domain and all series must have the same number of source ranges.")


def _check_series(chart: Json) -> None:
    kind = chart["chartType"]
    allowed = TARGETS.get(kind, ("LEFT_AXIS", "RIGHT_AXIS"))
    for series in chart.get("series", []):
        axis = series.get("targetAxis", allowed[0])
        if axis not in allowed:
            raise bad(f"{axis} is not supported as the target axis of a series of a {kind} chart.")
        if "type" in series and kind != "COMBO":
            raise bad("BasicChartSeries.type is only supported for COMBO charts.")
    if chart.get("threeDimensional") and kind not in {"BAR", "COLUMN", "COMBO"}:
        raise bad(f"threeDimensional is not supported for {kind} charts.")
    if chart.get("stackedType") in {"STACKED", "PERCENT_STACKED"} and kind not in STACKABLE:
        raise bad(f"stackedType is not supported for {kind} charts.")
