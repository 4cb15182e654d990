"""Developer metadata created, changed and deleted."""

from __future__ import annotations

from tests.google.errors import bad
from tests.google.sheets.data_filters import metadata_in
from tests.google.sheets.metadata import location_type
from tests.google.sheets.model import Json
from tests.google.sheets.requests import dimensions, ids, masks, sizes
from tests.google.sheets.requests.answers import copied, tidy
from tests.google.sheets.requests.batch import Batch

KINDS = ("spreadsheet", "sheetId", "dimensionRange")
VISIBILITIES = ("DOCUMENT", "PROJECT")
ONE = {"ROWS": "ROW", "COLUMNS": "COLUMN"}
WRITABLE = ("metadataKey", "metadataValue", "location", "visibility")


def _checked(batch: Batch, item: Json) -> Json:
    if not item.get("metadataKey"):
        raise bad("Developer metadata must always have a key specified.")
    if item.get("visibility") not in VISIBILITIES:
        raise bad("Developer metadata must always have a visibility specified.")
    location = item.get("location") or {}
    if sum(name in location for name in KINDS) != 1:
        raise bad("Developer metadata must have exactly one location specified.")
    kept: Json = tidy(item) | {"location": _located(batch, location)}
    return kept


def _located(batch: Batch, location: Json) -> Json:
    if "dimensionRange" in location:
        span = location["dimensionRange"]
        sheet, dimension, start, end = dimensions.stretch(batch, span)
        if "endIndex" not in span or end - start != 1:
            raise bad("dimensionRange must represent a single row or column.")
        if end > sizes.count(sheet, dimension):
            raise bad(f"dimensionRange is outside the grid of the sheet: {start}.")
        place: Json = {"dimensionRange": tidy(span | {"startIndex": start})}
    elif "sheetId" in location:
        # Without the id of tab 0 the location would name nothing.
        place = {"sheetId": batch.tab(location["sheetId"]).id}
    elif location["spreadsheet"]:
        place = {"spreadsheet": True}
    else:
        raise bad("Developer metadata must have exactly one location specified.")
    return {"locationType": location_type(place), **place}


def create(batch: Batch, request: Json) -> Json:
    """Attach metadata to the file, a tab, a row or a column."""
    item = _checked(batch, request.get("developerMetadata") or {})
    wanted = item.get("metadataId")
    if wanted is not None and wanted < 1:
        raise bad("metadataId must be positive.")
    item = {"metadataId": ids.metadata_id(batch.book, wanted)} | {**item}
    item["metadataId"] = wanted or item["metadataId"]
    batch.book.metadata.append(item)
    return {"developerMetadata": copied(item)}


def update(batch: Batch, request: Json) -> Json:
    """Change all metadata that the filters match."""
    mask = masks.read(request, "DeveloperMetadata")
    filters = request.get("dataFilters", [])
    if not filters:
        raise bad("At least one data filter must be specified.")
    wanted = request.get("developerMetadata") or {}
    chosen = {item["metadataId"]: item for data in filters for item in metadata_in(batch.book, data)}
    for item in chosen.values():
        changed = copied(item)
        masks.assign(changed, wanted, {name: mask[name] for name in mask if name in WRITABLE})
        changed["location"].pop("locationType", None)
        item.update(_checked(batch, changed))
    return {"developerMetadata": [copied(item) for item in chosen.values()]}


def delete(batch: Batch, request: Json) -> Json:
    """Delete all metadata that a filter matches."""
    gone = metadata_in(batch.book, request.get("dataFilter") or {})
    dead = {item["metadataId"] for item in gone}
    batch.book.metadata = [item for item in batch.book.metadata if item["metadataId"] not in dead]
    return {"deletedDeveloperMetadata": copied(gone)}


REQUESTS = {
    "createDeveloperMetadata": create,
    "updateDeveloperMetadata": update,
    "deleteDeveloperMetadata": delete,
}
