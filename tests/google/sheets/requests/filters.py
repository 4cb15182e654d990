"""Filters, filter views, and alternating colours."""

from __future__ import annotations

from tests.google.errors import ApiError, bad
from tests.google.sheets.cells import tidy
from tests.google.sheets.model import Json, Sheet
from tests.google.sheets.notation import area_of
from tests.google.sheets.requests.batch import Batch
from tests.google.sheets.requests.merges import check_no_vertical
from tests.google.sheets.requests.rules import check_condition
from tests.google.sheets.requests.tables import check_uncoloured


def _checked(batch: Batch, item: Json) -> tuple[Sheet, Json]:
    if item.keys() & {"namedRangeId", "tableId"}:
        raise ApiError(501, "The local Google filters ranges.", status="UNIMPLEMENTED")
    if "criteria" in item:
        # The older way to say the same.
        specs = [
            {"columnIndex": int(n), "filterCriteria": wanted} for n, wanted in item.pop("criteria").items()
        ]
        item.setdefault("filterSpecs", specs)
    sheet, area = batch.area(item.get("range"))
    check_no_vertical(sheet, area, "create a filter over")
    if any(area.meets(table) and area != table for table in (area_of(t["range"]) for t in sheet.tables)):
        raise bad("You can't apply a filter to a range that partially intersects a table.")
    columns = [spec.get("columnIndex", 0) for spec in item.get("filterSpecs", [])]
    columns += [spec.get("dimensionIndex", 0) for spec in item.get("sortSpecs", [])]
    for column in columns:
        if column not in area.columns:
            raise bad(f"Column index {column} is outside the range of the filter.")
    for spec in item.get("filterSpecs", []):
        if condition := spec.get("filterCriteria", {}).get("condition"):
            check_condition(batch.book, condition, "filter")
    return sheet, tidy(item) | {"range": batch.bounded(item["range"])}


def _set(batch: Batch, request: Json) -> None:
    sheet, item = _checked(batch, request.get("filter") or {})
    batch.check_tab(sheet)
    sheet.basic_filter = item


def _clear(batch: Batch, request: Json) -> None:
    sheet = batch.tab(request.get("sheetId"))
    batch.check_tab(sheet)
    sheet.basic_filter = None


def _add_view(batch: Batch, request: Json) -> Json:
    sheet, view = _checked(batch, request.get("filter") or {})
    view["filterViewId"] = batch.fresh_id(["filter_views"], "filterViewId", view.get("filterViewId"))
    view.setdefault("title", f"Filter {len(sheet.filter_views) + 1}")
    sheet.filter_views.append(view)
    return {"filter": view}


def _add_banding(batch: Batch, request: Json) -> Json:
    banded = tidy(request.get("bandedRange", {}))
    if not (banded.get("rowProperties") or banded.get("columnProperties")):
        raise bad("At least one of rowProperties or columnProperties must be specified.")
    sheet, area = batch.area(banded.get("range"))
    batch.check(sheet, area)
    check_uncoloured(sheet, area)
    banded["range"] = batch.bounded(banded["range"])
    banded["bandedRangeId"] = batch.fresh_id(["banded_ranges"], "bandedRangeId", banded.get("bandedRangeId"))
    sheet.banded_ranges.append(banded)
    return {"bandedRange": banded}


REQUESTS = {
    "setBasicFilter": _set,
    "clearBasicFilter": _clear,
    "addFilterView": _add_view,
    "addBanding": _add_banding,
}
