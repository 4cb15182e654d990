"""Slicers."""

from __future__ import annotations

from tests.google.errors import bad
from tests.google.sheets.model import Json
from tests.google.sheets.requests import charts, conditions, ids, masks
from tests.google.sheets.requests.answers import copied, tidy
from tests.google.sheets.requests.batch import Batch


def _check(batch: Batch, spec: Json | None) -> Json:
    if not spec or "dataRange" not in spec:
        raise bad("SlicerSpec.dataRange must be set.")
    area = batch.area(spec["dataRange"])[1]
    if not 0 <= spec.get("columnIndex", 0) < area.width:
        raise bad(f"Column index {spec.get('columnIndex', 0)} is outside the data range of the slicer.")
    condition = spec.get("filterCriteria", {}).get("condition")
    if condition:
        conditions.check(batch.book, condition, "filter")
    kept: Json = tidy(spec)
    return kept


def add_slicer(batch: Batch, request: Json) -> Json:
    """Add a slicer."""
    wanted = request.get("slicer") or {}
    spec = _check(batch, wanted.get("spec"))
    slicer_id = ids.object_id(batch.book, wanted.get("slicerId"))
    sheet, position = charts.placed(batch, wanted.get("position"))
    slicer = {"slicerId": slicer_id, "spec": spec, "position": position}
    sheet.slicers.append(slicer)
    return {"slicer": copied(slicer)}


def update_spec(batch: Batch, request: Json) -> None:
    """Change a slicer's specification."""
    mask = masks.read(request, "SlicerSpec")
    items, index = ids.owner_of(batch.book, "slicers", "slicerId", request.get("slicerId"), "slicer")
    charts.find(batch, request.get("slicerId"))
    spec = copied(items[index]["spec"])
    masks.assign(spec, request.get("spec", {}), mask)
    items[index] = items[index] | {"spec": _check(batch, spec)}


REQUESTS = {"addSlicer": add_slicer, "updateSlicerSpec": update_spec}
