"""Basic filters and filter views."""

from __future__ import annotations

from tests.google.errors import bad
from tests.google.sheets.a1 import Area
from tests.google.sheets.model import Json, Sheet
from tests.google.sheets.requests import conditions, ids, masks
from tests.google.sheets.requests.answers import copied, tidy
from tests.google.sheets.requests.areas import overlap
from tests.google.sheets.requests.batch import Batch
from tests.google.sheets.requests.merges import check_no_vertical

BACKINGS = ("range", "namedRangeId", "tableId")


def _backing_range(batch: Batch, item: Json) -> Json:
    if sum(name in item for name in BACKINGS) > 1:
        raise bad("Only one of range, namedRangeId or tableId may be set.")
    if "tableId" in item:
        items, index = ids.owner_of(batch.book, "tables", "tableId", item["tableId"], "table")
        return dict(items[index]["range"])
    if "namedRangeId" in item:
        for named in batch.book.named_ranges:
            if named["namedRangeId"] == item["namedRangeId"]:
                return dict(named["range"])
        raise bad(f"No named range with id: {item['namedRangeId']}")
    return dict(item.get("range", {}))


def _check(batch: Batch, item: Json) -> tuple[Sheet, Json]:
    """Find the tab of a filter, and give the filter with its criteria under both names."""
    sheet, area = batch.area(_backing_range(batch, item))
    check_no_vertical(sheet, area, "create a filter over")
    _check_tables(batch, sheet, area)
    if "filterSpecs" not in item and "criteria" in item:
        item["filterSpecs"] = [
            {"columnIndex": int(column), "filterCriteria": criteria}
            for column, criteria in item["criteria"].items()
        ]
    if "range" in item:
        item = item | {"range": batch.bounded(item["range"])}
    for spec in item.get("filterSpecs", []):
        _check_column(area, spec.get("columnIndex", 0))
        criteria = spec.get("filterCriteria", {})
        if "condition" in criteria:
            conditions.check(batch.book, criteria["condition"], "filter")
    for spec in item.get("sortSpecs", []):
        _check_column(area, spec.get("dimensionIndex", 0))
    return sheet, _both_names(tidy(item))


def _check_tables(batch: Batch, sheet: Sheet, area: Area) -> None:
    for place in (batch.area(table["range"])[1] for table in sheet.tables):
        if overlap(place, area) and place != area:
            raise bad("You can't apply a filter to a range that partially intersects a table.")


def _check_column(area: Area, column: int) -> None:
    if not area.left <= column < area.right:
        raise bad(f"Column index {column} is outside the range of the filter.")


def _both_names(item: Json) -> Json:
    item.pop("criteria", None)
    if item.get("filterSpecs"):
        item["criteria"] = {
            str(spec.get("columnIndex", 0)): spec.get("filterCriteria", {}) for spec in item["filterSpecs"]
        }
    return item


def set_basic_filter(batch: Batch, request: Json) -> None:
    """Set a tab's filter."""
    wanted = request.get("filter") or {}
    if not any(name in wanted for name in BACKINGS):
        raise bad("Must specify a range.")
    sheet, item = _check(batch, wanted)
    batch.check_tab(sheet)
    sheet.basic_filter = item


def clear_basic_filter(batch: Batch, request: Json) -> None:
    """Take a tab's filter away, if it has one."""
    sheet = batch.tab(request.get("sheetId"))
    batch.check_tab(sheet)
    sheet.basic_filter = None


def _free_title(batch: Batch) -> str:
    taken = {item["title"] for item in ids.every(batch.book, "filter_views")}
    number = 1
    while f"Filter {number}" in taken:
        number += 1
    return f"Filter {number}"


def add_filter_view(batch: Batch, request: Json) -> Json:
    """Add a filter view."""
    wanted = request.get("filter") or {}
    sheet, item = _check(batch, wanted)
    item["filterViewId"] = ids.filter_view_id(batch.book, wanted.get("filterViewId"))
    item["title"] = wanted.get("title") or _free_title(batch)
    sheet.filter_views.append(item)
    return {"filter": copied(item)}


def _find(batch: Batch, wanted: int | None) -> tuple[list[Json], int]:
    return ids.owner_of(batch.book, "filter_views", "filterViewId", wanted, "filter view")


def update_filter_view(batch: Batch, request: Json) -> None:
    """Change a filter view."""
    wanted = request.get("filter") or {}
    mask = masks.read(request, "FilterView")
    items, index = _find(batch, wanted.get("filterViewId"))
    view = items[index]
    if "criteria" in mask and "filterSpecs" not in wanted:
        view.pop("filterSpecs", None)
    masks.assign(view, wanted, {name: mask[name] for name in mask if name not in ("filterViewId", *BACKINGS)})
    backings = {name: wanted[name] for name in BACKINGS if name in mask and name in wanted}
    if backings:
        view = {name: value for name, value in view.items() if name not in BACKINGS} | backings
    if "filterSpecs" in mask:
        view.pop("criteria", None)
    sheet, item = _check(batch, view)
    del items[index]
    sheet.filter_views.append(item)


def duplicate_filter_view(batch: Batch, request: Json) -> Json:
    """Duplicate a filter view."""
    items, index = _find(batch, request.get("filterId"))
    twin = copied(items[index])
    twin |= {"filterViewId": ids.filter_view_id(batch.book, None), "title": f"Copy of {twin['title']}"}
    items.append(twin)
    return {"filter": copied(twin)}


def delete_filter_view(batch: Batch, request: Json) -> None:
    """Delete a filter view."""
    items, index = _find(batch, request.get("filterId"))
    del items[index]


REQUESTS = {
    "setBasicFilter": set_basic_filter,
    "clearBasicFilter": clear_basic_filter,
    "addFilterView": add_filter_view,
    "updateFilterView": update_filter_view,
    "duplicateFilterView": duplicate_filter_view,
    "deleteFilterView": delete_filter_view,
}
