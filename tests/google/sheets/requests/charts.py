"""Charts and where they stand; what holds for slicers too."""

from __future__ import annotations

from tests.google.errors import bad
from tests.google.sheets.model import Json, Sheet
from tests.google.sheets.requests import chart_specs, ids, masks, tabs
from tests.google.sheets.requests.answers import copied, tidy
from tests.google.sheets.requests.batch import Batch

WIDTH, HEIGHT = 600, 371


def placed(batch: Batch, position: Json | None) -> tuple[Sheet, Json]:
    """Find the tab of a wanted position (a new one for a chart sheet), and complete the position."""
    wanted = position or {}
    if wanted.get("newSheet") or "sheetId" in wanted:
        sheet = _chart_sheet(batch, wanted)
        return sheet, {"sheetId": sheet.id}
    overlay = wanted.get("overlayPosition", {})
    if "anchorCell" not in overlay:
        raise bad(
            "One of EmbeddedObjectPosition.overlayPosition or EmbeddedObjectPosition.sheetId must be set"
        )
    sheet, _, _ = batch.cell(overlay.get("anchorCell", {}))
    batch.check_tab(sheet)
    size = {"widthPixels": WIDTH, "heightPixels": HEIGHT}
    return sheet, {"overlayPosition": {"anchorCell": {}} | size | tidy(overlay)}


def _chart_sheet(batch: Batch, wanted: Json) -> Sheet:
    book = batch.book
    sheet_id = tabs.fresh_sheet_id(book, wanted.get("sheetId"))
    title = tabs.free_title(book, "Chart1", "Chart{}", 2)
    properties = {"sheetId": sheet_id, "title": title, "index": 0, "sheetType": "OBJECT"}
    sheet = Sheet(properties=properties)
    tabs.place(book, sheet, None)
    return sheet


def add_chart(batch: Batch, request: Json) -> Json:
    """Add a chart, over the cells of a tab or on a tab of its own."""
    wanted = request.get("chart") or {}
    spec = chart_specs.check(batch, wanted.get("spec"))
    chart_id = ids.object_id(batch.book, wanted.get("chartId"))
    sheet, position = placed(batch, wanted.get("position"))
    chart = {"chartId": chart_id, "spec": spec, "position": position}
    if wanted.get("border"):
        chart["border"] = tidy(wanted["border"])
    sheet.charts.append(chart)
    return {"chart": copied(chart)}


def find(batch: Batch, object_id: int | None) -> tuple[Sheet, list[Json], int]:
    """Find a chart or slicer by its id: its tab, the list that holds it, and its place there."""
    for sheet in batch.book.sheets:
        for items, key in ((sheet.charts, "chartId"), (sheet.slicers, "slicerId")):
            for index, item in enumerate(items):
                if item[key] == object_id:
                    batch.check_tab(sheet)
                    return sheet, items, index
    raise bad(f"No embedded object with id: {object_id}")


def update_spec(batch: Batch, request: Json) -> None:
    """Replace a chart's specification."""
    items, index = ids.owner_of(batch.book, "charts", "chartId", request.get("chartId"), "chart")
    find(batch, request.get("chartId"))
    items[index] = items[index] | {"spec": chart_specs.check(batch, request.get("spec"))}


def update_position(batch: Batch, request: Json) -> Json:
    """Move or resize an embedded object, onto another tab if its position says so."""
    wanted = request.get("newPosition") or {}
    _, items, index = find(batch, request.get("objectId"))
    item = items[index]
    if "overlayPosition" in wanted:
        mask = masks.read(request, "OverlayPosition")
        overlay = copied(item["position"].get("overlayPosition", {}))
        masks.assign(overlay, tidy(wanted["overlayPosition"]), mask)
        wanted = {"overlayPosition": overlay}
    sheet, position = placed(batch, wanted)
    del items[index]
    kept = sheet.charts if "chartId" in item else sheet.slicers
    kept.append(item | {"position": position})
    return {"position": copied(position)}


def update_border(batch: Batch, request: Json) -> None:
    """Change a chart's border."""
    mask = masks.read(request, "EmbeddedObjectBorder")
    _, items, index = find(batch, request.get("objectId"))
    border = copied(items[index].get("border", {}))
    masks.assign(border, request.get("border", {}), mask)
    items[index] = items[index] | {"border": tidy(border)}


def delete_object(batch: Batch, request: Json) -> None:
    """Delete a chart or slicer; a chart's own tab goes with it."""
    sheet, items, index = find(batch, request.get("objectId"))
    del items[index]
    if sheet.properties["sheetType"] == "OBJECT":
        tabs.delete_sheet(batch, {"sheetId": sheet.id})


REQUESTS = {
    "addChart": add_chart,
    "updateChartSpec": update_spec,
    "updateEmbeddedObjectPosition": update_position,
    "updateEmbeddedObjectBorder": update_border,
    "deleteEmbeddedObject": delete_object,
}
