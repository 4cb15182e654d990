"""Charts and slicers, which lie over a tab, and developer metadata, which is attached to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.google.errors import ApiError, bad
from tests.google.masks import assigned, written
from tests.google.sheets.cells import tidy
from tests.google.sheets.grid import count
from tests.google.sheets.marks import find, location_type
from tests.google.sheets.model import Json, Sheet
from tests.google.sheets.requests.batch import Batch
from tests.google.sheets.requests.dimensions import stretch
from tests.google.sheets.requests.rules import check_condition
from tests.google.sheets.requests.tabs import add_chart_sheet, remove_sheet

WIDTH, HEIGHT = 600, 371

KINDS = frozenset(("basicChart", "pieChart"))

VISIBILITIES = ("DOCUMENT", "PROJECT")
PLACES = ("spreadsheet", "sheetId", "dimensionRange")


def _placed(batch: Batch, position: Json | None) -> tuple[Sheet, Json]:
    """Find the tab of a wanted position (a new one for a chart sheet), and complete the position."""
    wanted = position or {}
    if wanted.get("newSheet"):
        sheet = add_chart_sheet(batch)
        return sheet, {"sheetId": sheet.id}
    overlay = wanted.get("overlayPosition", {})
    if "anchorCell" not in overlay:
        raise bad(
            "One of EmbeddedObjectPosition.overlayPosition or EmbeddedObjectPosition.sheetId must be set"
        )
    sheet, _, _ = batch.cell(overlay["anchorCell"])
    batch.check_tab(sheet)
    size = {"widthPixels": WIDTH, "heightPixels": HEIGHT}
    return sheet, {"overlayPosition": {"anchorCell": {}} | size | tidy(overlay)}


def _spec(batch: Batch, spec: Json) -> Json:
    """A chart's specification as it is kept; its ranges must each be one row or one column."""
    kinds = [name for name in spec if name.endswith("Chart")]
    if len(kinds) != 1:
        raise bad("One of basicChart, pieChart, bubbleChart… must be set on chartSpec.")
    if kinds[0] not in KINDS:
        raise ApiError(501, f"The local Google draws no {kinds[0]}.", status="UNIMPLEMENTED")
    chart = spec[kinds[0]]
    if kinds[0] == "basicChart" and "chartType" not in chart:
        raise bad("BasicChartSpec.chartType must be set.")
    if any("type" in series for series in chart.get("series", []) if chart.get("chartType") != "COMBO"):
        raise bad("BasicChartSeries.type is only supported for COMBO charts.")
    for sources in _sources(chart):
        for area in (batch.area(source)[1] for source in sources):
            if area.height != 1 and area.width != 1:
                raise bad(
                    "ChartData.sourceRange.sources must be a single row or column. Range has "
                    f"{area.height} rows and {area.width} columns."
                )
    kept: Json = tidy(spec)
    return kept


def _sources(node: Any) -> Iterator[list[Json]]:
    if isinstance(node, list):
        for item in node:
            yield from _sources(item)
    elif isinstance(node, dict):
        if "sourceRange" in node:
            yield node["sourceRange"].get("sources", [])
        else:
            yield from _sources(list(node.values()))


def _object_id(batch: Batch, key: str, wanted: int | None) -> int:
    return batch.fresh_id(["charts", "slicers"], key, wanted)


def _add_chart(batch: Batch, request: Json) -> Json:
    wanted = request.get("chart") or {}
    spec = _spec(batch, wanted.get("spec") or {})
    chart_id = _object_id(batch, "chartId", wanted.get("chartId"))
    sheet, position = _placed(batch, wanted.get("position"))
    chart = {"chartId": chart_id, "spec": spec, "position": position}
    sheet.charts.append(chart)
    return {"chart": chart}


def _add_slicer(batch: Batch, request: Json) -> Json:
    wanted = request.get("slicer") or {}
    spec = wanted.get("spec") or {}
    area = batch.area(spec.get("dataRange"))[1]
    if spec.get("columnIndex", 0) not in range(area.width):
        raise bad(f"Column index {spec['columnIndex']} is outside the data range of the slicer.")
    if condition := spec.get("filterCriteria", {}).get("condition"):
        check_condition(batch.book, condition, "filter")
    slicer_id = _object_id(batch, "slicerId", wanted.get("slicerId"))
    sheet, position = _placed(batch, wanted.get("position"))
    slicer = {"slicerId": slicer_id, "spec": tidy(spec), "position": position}
    sheet.slicers.append(slicer)
    return {"slicer": slicer}


def _find(batch: Batch, object_id: int | None) -> tuple[Sheet, list[Json], int]:
    for sheet in batch.book.sheets:
        for items, key in ((sheet.charts, "chartId"), (sheet.slicers, "slicerId")):
            for index, item in enumerate(items):
                if item[key] == object_id:
                    batch.check_tab(sheet)
                    return sheet, items, index
    raise bad(f"No embedded object with id: {object_id}")


def _move_object(batch: Batch, request: Json) -> Json:
    """Move or resize an embedded object, onto another tab if its position says so."""
    wanted = request.get("newPosition") or {}
    _, items, index = _find(batch, request.get("objectId"))
    item = items[index]
    if "overlayPosition" in wanted:
        mask = written(request, "OverlayPosition")
        overlay = item["position"].get("overlayPosition", {})
        wanted = {"overlayPosition": assigned(overlay, tidy(wanted["overlayPosition"]), mask)}
    sheet, position = _placed(batch, wanted)
    items.remove(item)
    (sheet.charts if "chartId" in item else sheet.slicers).append(item | {"position": position})
    return {"position": position}


def _delete_object(batch: Batch, request: Json) -> None:
    """Delete a chart or slicer; a chart's own tab goes with it."""
    sheet, items, index = _find(batch, request.get("objectId"))
    del items[index]
    if sheet.properties["sheetType"] == "OBJECT":
        remove_sheet(batch, sheet)


def _mark(batch: Batch, request: Json) -> Json:
    """Attach metadata to the file, a tab, a row or a column."""
    kept = _marked(batch, request.get("developerMetadata") or {})
    wanted = kept.get("metadataId")
    if wanted and find(batch.book, {"metadataId": wanted}):
        raise bad(
            f"Cannot add developer metadata with ID [{wanted}] because developer metadata "
            "with that ID already exists."
        )
    kept["metadataId"] = wanted or batch.fresh_id([], "", None)
    batch.book.metadata.append(kept)
    return {"developerMetadata": kept}


def _marked(batch: Batch, item: Json) -> Json:
    if not item.get("metadataKey"):
        raise bad("Developer metadata must always have a key specified.")
    if item.get("visibility") not in VISIBILITIES:
        raise bad("Developer metadata must always have a visibility specified.")
    location = item.get("location") or {}
    if sum(name in location for name in PLACES) != 1:
        raise bad("Developer metadata must have exactly one location specified.")
    place: Json = {name: location[name] for name in PLACES if name in location}
    if "dimensionRange" in place:
        sheet, dimension, start, end = stretch(batch, place["dimensionRange"])
        if end - start != 1 or end > count(sheet, dimension):
            raise bad("dimensionRange must represent a single row or column.")
        place["dimensionRange"] = tidy(place["dimensionRange"] | {"startIndex": start})
    elif "sheetId" in place:
        place["sheetId"] = batch.tab(place["sheetId"]).id
    kept: Json = tidy(item) | {"location": {"locationType": location_type(place), **place}}
    return kept


def _change_marks(batch: Batch, request: Json) -> Json:
    """Change all metadata that the filters match."""
    mask, wanted = written(request, "DeveloperMetadata"), request.get("developerMetadata") or {}
    lookups = [item.get("developerMetadataLookup", {}) for item in request.get("dataFilters", [])]
    chosen = {item["metadataId"]: item for lookup in lookups for item in find(batch.book, lookup)}
    for item in chosen.values():
        item.update(_marked(batch, assigned(item, wanted, mask)))
    return {"developerMetadata": list(chosen.values())}


def _unmark(batch: Batch, request: Json) -> Json:
    """Delete all metadata that a filter matches."""
    gone = find(batch.book, (request.get("dataFilter") or {}).get("developerMetadataLookup", {}))
    dead = {item["metadataId"] for item in gone}
    batch.book.metadata = [item for item in batch.book.metadata if item["metadataId"] not in dead]
    return {"deletedDeveloperMetadata": gone}


REQUESTS = {
    "addChart": _add_chart,
    "addSlicer": _add_slicer,
    "updateEmbeddedObjectPosition": _move_object,
    "deleteEmbeddedObject": _delete_object,
    "createDeveloperMetadata": _mark,
    "updateDeveloperMetadata": _change_marks,
    "deleteDeveloperMetadata": _unmark,
}
