"""Banded ranges: alternating colours."""

from __future__ import annotations

from tests.google.errors import bad
from tests.google.sheets.model import Json, Sheet
from tests.google.sheets.requests import ids, masks
from tests.google.sheets.requests.answers import copied, tidy
from tests.google.sheets.requests.areas import overlap
from tests.google.sheets.requests.batch import Batch

PROPERTIES = ("rowProperties", "columnProperties")
NEEDED = ("firstBandColor", "secondBandColor")


def check_free(batch: Batch, sheet: Sheet, item: Json) -> None:
    """Refuse a range that already has alternating colours."""
    area = batch.area(item["range"])[1]
    others = [other for other in (*sheet.banded_ranges, *sheet.tables) if other is not item]
    if any(overlap(batch.area(other["range"])[1], area) for other in others):
        raise bad(
            "You cannot add alternating background colors to a range that already has "
            "alternating background colors."
        )


def _check(batch: Batch, banded: Json) -> Sheet:
    if not any(banded.get(name) for name in PROPERTIES):
        raise bad("At least one of rowProperties or columnProperties must be specified.")
    for properties in (banded[name] for name in PROPERTIES if name in banded):
        for color in NEEDED:
            if color not in properties and f"{color}Style" not in properties:
                raise bad(f"{color} must be set.")
    sheet, area = batch.area(banded.get("range"))
    batch.check(sheet, area)
    banded["range"] = batch.bounded(banded["range"])
    check_free(batch, sheet, banded)
    return sheet


def add_banding(batch: Batch, request: Json) -> Json:
    """Add a banded range."""
    banded = tidy(request.get("bandedRange", {}))
    sheet = _check(batch, banded)
    banded["bandedRangeId"] = ids.banded_range_id(batch.book, banded.get("bandedRangeId"))
    sheet.banded_ranges.append(banded)
    return {"bandedRange": copied(banded)}


def _find(batch: Batch, wanted: int | None) -> tuple[list[Json], int]:
    items, index = ids.owner_of(batch.book, "banded_ranges", "bandedRangeId", wanted, "banded range")
    batch.check(*batch.area(items[index]["range"]))
    return items, index


def update_banding(batch: Batch, request: Json) -> None:
    """Change a banded range."""
    wanted = request.get("bandedRange", {})
    mask = masks.read(request, "BandedRange")
    items, index = _find(batch, wanted.get("bandedRangeId"))
    banded = items[index]
    fixed = ("bandedRangeId", "bandedRangeReference")
    masks.assign(banded, wanted, {name: inner for name, inner in mask.items() if name not in fixed})
    sheet = _check(batch, banded)
    del items[index]
    sheet.banded_ranges.append(tidy(banded))


def delete_banding(batch: Batch, request: Json) -> None:
    """Delete a banded range."""
    items, index = _find(batch, request.get("bandedRangeId"))
    del items[index]


REQUESTS = {
    "addBanding": add_banding,
    "updateBanding": update_banding,
    "deleteBanding": delete_banding,
}
