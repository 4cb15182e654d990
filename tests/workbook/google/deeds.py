"""What a person may do to a tab of ours without meaning any harm, as the requests that Google gets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.google.launch import LocalGoogle
from tests.loading import OWNER, ROBOT, Person

Json = dict[str, Any]

_RED = {"rgbColor": {"red": 1}}
_FIELDS = "sheets(properties,merges,charts(chartId),basicFilter,protectedRanges(protectedRangeId))"


@dataclass(frozen=True)
class There:
    """A tab as the person sees it: its properties, merges, charts, filter and protections."""

    sheet: Json

    @property
    def id(self) -> int:
        """The tab's id."""
        return int(self.sheet["properties"].get("sheetId", 0))

    @property
    def title(self) -> str:
        """The tab's title."""
        return str(self.sheet["properties"]["title"])

    @property
    def rows(self) -> int:
        """How many rows its grid has."""
        return int(self.sheet["properties"]["gridProperties"]["rowCount"])

    @property
    def columns(self) -> int:
        """How many columns its grid has."""
        return int(self.sheet["properties"]["gridProperties"]["columnCount"])

    def area(self, top: int = 0, left: int = 0, bottom: int | None = None, right: int | None = None) -> Json:
        """A rectangle, by default the whole tab."""
        bottom, right = bottom or self.rows, right or self.columns
        ends = {
            "startRowIndex": top,
            "endRowIndex": bottom,
            "startColumnIndex": left,
            "endColumnIndex": right,
        }
        return {"sheetId": self.id, **ends}

    def span(self, dimension: str, start: int, end: int) -> Json:
        """Rows or columns."""
        return {"sheetId": self.id, "dimension": dimension, "startIndex": start, "endIndex": end}

    def set(self, fields: str, **properties: Any) -> Json:
        """The request that changes the tab's properties."""
        return {"updateSheetProperties": {"properties": {"sheetId": self.id, **properties}, "fields": fields}}


Deed = Callable[[There], Iterator[Json]]


def look(google: LocalGoogle, spreadsheet: str) -> list[There]:
    """The tabs as they are now."""
    found = Person(google, OWNER).done("GET", f"/v4/spreadsheets/{spreadsheet}", fields=_FIELDS)
    return [There(sheet) for sheet in found["sheets"]]


def freeze(tab: There) -> Iterator[Json]:
    yield {"unmergeCells": {"range": tab.area()}}
    grid = {"frozenRowCount": tab.rows - 1, "frozenColumnCount": tab.columns - 1}
    yield tab.set("gridProperties(frozenRowCount,frozenColumnCount)", gridProperties=grid)


def unfreeze(tab: There) -> Iterator[Json]:
    yield tab.set("gridProperties(frozenRowCount,frozenColumnCount)", gridProperties={})


def merge(tab: There) -> Iterator[Json]:
    yield from unfreeze(tab)
    yield {"clearBasicFilter": {"sheetId": tab.id}}
    yield {"mergeCells": {"range": tab.area(top=tab.rows - 2), "mergeType": "MERGE_ALL"}}


def unmerge(tab: There) -> Iterator[Json]:
    yield {"unmergeCells": {"range": tab.area()}}


def sort_with_a_filter(tab: There) -> Iterator[Json]:
    yield {"unmergeCells": {"range": tab.area()}}
    order = [{"dimensionIndex": 0, "sortOrder": "DESCENDING"}]
    yield {"setBasicFilter": {"filter": {"range": tab.area(), "sortSpecs": order}}}


def add_a_filter_view(tab: There) -> Iterator[Json]:
    yield {"unmergeCells": {"range": tab.area()}}
    yield {"addFilterView": {"filter": {"title": f"Vue de {tab.title}", "range": tab.area()}}}


def group(tab: There) -> Iterator[Json]:
    for dimension, end in (("ROWS", tab.rows - 1), ("COLUMNS", tab.columns - 1)):
        place = tab.span(dimension, 0, end)
        yield {"addDimensionGroup": {"range": place}}
        folded = {"range": place, "depth": 1, "collapsed": True}
        yield {"updateDimensionGroup": {"dimensionGroup": folded, "fields": "collapsed"}}


def hide_rows_and_columns(tab: There) -> Iterator[Json]:
    yield from unfreeze(tab)
    for dimension, end in (("ROWS", tab.rows), ("COLUMNS", tab.columns)):
        hidden = {"range": tab.span(dimension, 0, end - 1), "properties": {"hiddenByUser": True}}
        yield {"updateDimensionProperties": {**hidden, "fields": "hiddenByUser"}}


def hide(tab: There) -> Iterator[Json]:
    yield tab.set("hidden", hidden=True)


def make_a_table(tab: There) -> Iterator[Json]:
    yield {"unmergeCells": {"range": tab.area()}}
    yield {"clearBasicFilter": {"sheetId": tab.id}}
    headers = tab.area(top=tab.sheet["properties"]["gridProperties"].get("frozenRowCount", 1) - 1)
    yield {"addTable": {"table": {"name": f"Tableau{tab.id}", "range": headers}}}


def make_a_table_with_ticks(tab: There) -> Iterator[Json]:
    yield {"unmergeCells": {"range": tab.area()}}
    yield {"clearBasicFilter": {"sheetId": tab.id}}
    columns = [{"columnIndex": 0, "columnName": "Fait", "columnType": "BOOLEAN"}]
    table = {"name": f"Coches{tab.id}", "range": tab.area(), "columnProperties": columns}
    yield {"addTable": {"table": table}}


def band(tab: There) -> Iterator[Json]:
    bands = {"firstBandColorStyle": _RED, "secondBandColorStyle": _RED}
    yield {"addBanding": {"bandedRange": {"range": tab.area(), "rowProperties": bands}}}


def add_checkboxes(tab: There) -> Iterator[Json]:
    rule = {"condition": {"type": "BOOLEAN"}, "strict": True}
    yield {"setDataValidation": {"range": tab.area(), "rule": rule}}


def add_a_colour_rule(tab: There) -> Iterator[Json]:
    condition = {"type": "TEXT_CONTAINS", "values": [{"userEnteredValue": "a"}]}
    rule = {"condition": condition, "format": {"backgroundColorStyle": _RED}}
    yield {"addConditionalFormatRule": {"rule": {"ranges": [tab.area()], "booleanRule": rule}, "index": 0}}


def add_a_slicer(tab: There) -> Iterator[Json]:
    spec = {"dataRange": tab.area(), "columnIndex": 0, "title": "Trier"}
    position = {"overlayPosition": {"anchorCell": {"sheetId": tab.id}}}
    yield {"unmergeCells": {"range": tab.area()}}
    yield {"addSlicer": {"slicer": {"spec": spec, "position": position}}}


def add_a_chart(tab: There) -> Iterator[Json]:
    source = {"sourceRange": {"sources": [tab.area(right=1)]}}
    position = {"overlayPosition": {"anchorCell": {"sheetId": tab.id, "rowIndex": tab.rows - 1}}}
    yield {"addChart": {"chart": {"spec": {"pieChart": {"series": source}}, "position": position}}}


def delete_charts(tab: There) -> Iterator[Json]:
    for chart in tab.sheet.get("charts", []):
        yield {"deleteEmbeddedObject": {"objectId": chart["chartId"]}}


def move_charts_to_sheets_of_their_own(tab: There) -> Iterator[Json]:
    for chart in tab.sheet.get("charts", []):
        position = {"newPosition": {"newSheet": True}, "fields": "*"}
        yield {"updateEmbeddedObjectPosition": {"objectId": chart["chartId"], **position}}


def insert_rows_and_columns(tab: There) -> Iterator[Json]:
    yield {"insertDimension": {"range": tab.span("ROWS", 1, 3)}}
    yield {"insertDimension": {"range": tab.span("COLUMNS", 0, 2)}}


def delete_rows_and_columns(tab: There) -> Iterator[Json]:
    yield from unfreeze(tab)
    yield {"deleteDimension": {"range": tab.span("ROWS", 1, tab.rows)}}
    yield {"deleteDimension": {"range": tab.span("COLUMNS", 1, tab.columns)}}


def type_everywhere(tab: There) -> Iterator[Json]:
    cell = {"userEnteredValue": {"stringValue": "à moi"}, "note": "à moi"}
    yield {"repeatCell": {"range": tab.area(), "cell": cell, "fields": "userEnteredValue,note"}}


def clear(tab: There) -> Iterator[Json]:
    yield {"updateCells": {"range": tab.area(), "fields": "*"}}


def unprotect(tab: There) -> Iterator[Json]:
    for protected in tab.sheet.get("protectedRanges", []):
        yield {"deleteProtectedRange": {"protectedRangeId": protected["protectedRangeId"]}}


def warn_who_types(tab: There) -> Iterator[Json]:
    yield {"addProtectedRange": {"protectedRange": {"range": tab.area(), "warningOnly": True}}}


def protect_with_the_program_among_editors(tab: There) -> Iterator[Json]:
    guard = {"range": {"sheetId": tab.id}, "editors": {"users": [OWNER, ROBOT]}}
    yield {"addProtectedRange": {"protectedRange": guard}}


HARMLESS: Mapping[str, Deed] = {
    deed.__name__.replace("_", " "): deed
    for deed in (
        freeze,
        unfreeze,
        unmerge,
        sort_with_a_filter,
        add_a_filter_view,
        group,
        hide_rows_and_columns,
        make_a_table,
        band,
        add_checkboxes,
        add_a_colour_rule,
        add_a_slicer,
        add_a_chart,
        delete_charts,
        move_charts_to_sheets_of_their_own,
        unprotect,
        warn_who_types,
        protect_with_the_program_among_editors,
    )
}
"""What leaves the values of a tab as they are."""

DESTROYING: Mapping[str, Deed] = {
    deed.__name__.replace("_", " "): deed
    for deed in (
        merge,
        make_a_table_with_ticks,
        insert_rows_and_columns,
        delete_rows_and_columns,
        type_everywhere,
        clear,
    )
}
"""What does not."""
