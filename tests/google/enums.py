"""The names of Sheets' lists of words, which messages tell and the discovery documents leave out."""

from __future__ import annotations

NAMES = {
    "majorDimension": "Dimension",
    "dimension": "Dimension",
    "shiftDimension": "Dimension",
    "responseValueRenderOption": "ValueRenderOption",
    "responseDateTimeRenderOption": "DateTimeRenderOption",
    "horizontalAlignment": "HorizontalAlign",
    "verticalAlignment": "VerticalAlign",
    "autoRecalc": "RecalculationInterval",
    "visibility": "DeveloperMetadataVisibility",
    "locationType": "DeveloperMetadataLocationType",
    "delimiter": "DelimiterType",
    "BooleanCondition.type": "ConditionType",
    "NumberFormat.type": "NumberFormatType",
    "InterpolationPoint.type": "InterpolationPointType",
    "BasicChartSpec.chartType": "BasicChartType",
    "BasicChartSpec.legendPosition": "BasicChartLegendPosition",
    "BasicChartAxis.position": "BasicChartAxisPosition",
}
"""Fields whose list is not named like them, by name or by object and name."""


def enum_name(field: str, owner: str = "") -> str:
    """The name of the list of words that a field takes."""
    return NAMES.get(f"{owner}.{field}") or NAMES.get(field) or field[:1].upper() + field[1:]
