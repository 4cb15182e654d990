"""Protected ranges: who may edit what, and who may change the protection."""

from __future__ import annotations

from typing import Any

import pytest

from tests.google.errors import ApiError
from tests.google.sheets.editing import OWNER, WRITER, apply, area, book, refusal, span, text
from tests.google.sheets.model import Book, Json
from tests.google.sheets.protection import check_editable, shown

OTHER = "other@example.com"
REFUSED = (
    "You are trying to edit a protected cell or object. "
    "Please contact the spreadsheet owner to remove protection if you need to edit."
)


def _protect(place: Json | None = None, *, caller: str = OWNER, **options: Any) -> Book:
    target = book(["a", "b"], ["c", "d"])
    protected = {"protectedRangeId": 5, "range": {} if place is None else place, **options}
    apply(target, {"addProtectedRange": {"protectedRange": protected}}, caller=caller)
    return target


def _write(row: int, column: int) -> Json:
    start = {"rowIndex": row, "columnIndex": column}
    return {"updateCells": {"start": start, "rows": [{"values": [text("x")]}], "fields": "userEnteredValue"}}


NOBODY: dict[str, Any] = {"editors": {"users": []}}
CELLS = area(0, 2, 0, 1)

ON_CELLS: list[Json] = [
    _write(1, 0),
    {"repeatCell": {"range": area(0, 1, 0, 3), "cell": {}, "fields": "userEnteredFormat"}},
    {"setDataValidation": {"range": CELLS}},
    {"mergeCells": {"range": CELLS}},
    {"deleteDimension": {"range": span("ROWS", 1, 2)}},
    {"deleteDimension": {"range": span("COLUMNS", 0, 1)}},
    {"moveDimension": {"source": span("ROWS", 0, 1), "destinationIndex": 5}},
    {"sortRange": {"range": area(0, 2, 0, 2), "sortSpecs": [{"dimensionIndex": 1}]}},
    {"cutPaste": {"source": area(0, 1, 0, 1), "destination": {"rowIndex": 5}}},
    {"copyPaste": {"source": area(5, 6, 0, 1), "destination": CELLS}},
    {"addProtectedRange": {"protectedRange": {"range": CELLS, **NOBODY}}},
    {"deleteProtectedRange": {"protectedRangeId": 5}},
    {"updateProtectedRange": {"protectedRange": {"protectedRangeId": 5}, "fields": "editors"}},
    {
        "updateSheetProperties": {
            "properties": {"gridProperties": {"rowCount": 1}},
            "fields": "gridProperties.rowCount",
        }
    },
    {"deleteSheet": {}},
]

ON_TAB: list[Json] = [
    {"insertDimension": {"range": span("ROWS", 1, 2)}},
    {"appendDimension": {"dimension": "ROWS", "length": 1}},
    {"updateSheetProperties": {"properties": {"title": "x"}, "fields": "title"}},
    {"updateDimensionProperties": {"range": span("ROWS", 0, 1), "properties": {}, "fields": "pixelSize"}},
    {"setBasicFilter": {"filter": {"range": CELLS}}},
    {"addDimensionGroup": {"range": span("ROWS", 0, 1)}},
    {
        "addChart": {
            "chart": {
                "spec": {"pieChart": {"series": {"sourceRange": {"sources": [CELLS]}}}},
                "position": {"overlayPosition": {"anchorCell": {}}},
            },
        }
    },
]


def _kind(request: Json) -> str:
    return next(iter(request))


@pytest.mark.parametrize("request_body", ON_CELLS, ids=_kind)
def test_protected_cells_are_refused_to_others(request_body: Json) -> None:
    target = _protect(CELLS, **NOBODY)
    assert refusal(target, request_body, caller=WRITER).endswith(f".{_kind(request_body)}: {REFUSED}")
    if "deleteSheet" not in request_body:
        apply(target, request_body)


@pytest.mark.parametrize("request_body", ON_TAB, ids=_kind)
def test_a_protected_tab_keeps_its_structure(request_body: Json) -> None:
    assert REFUSED in refusal(_protect(**NOBODY), request_body, caller=WRITER)
    apply(_protect(CELLS, **NOBODY), request_body, caller=WRITER)


def test_cells_beside_a_protected_range_are_free() -> None:
    apply(_protect(CELLS, **NOBODY), _write(0, 1), _write(2, 0), caller=WRITER)


def test_unprotected_ranges_of_a_protected_tab_are_free() -> None:
    target = _protect(unprotectedRanges=[area(0, 2, 0, 1), area(0, 2, 1, 2)], **NOBODY)
    both = {"range": area(0, 2, 0, 2), "cell": {}, "fields": "note"}
    apply(target, _write(1, 1), {"repeatCell": both}, caller=WRITER)
    assert REFUSED in refusal(target, _write(2, 1), caller=WRITER)
    some = {"range": area(0, 3, 0, 2), "cell": {}, "fields": "note"}
    assert REFUSED in refusal(target, {"repeatCell": some}, caller=WRITER)


def test_editors_may_edit_whatever_the_case_of_their_address() -> None:
    target = _protect(CELLS, editors={"users": [WRITER.upper()], "groups": ["Team@example.com"]})
    apply(target, _write(0, 0), caller=WRITER)
    check_editable(target, target.sheets[0], "team@example.com", OWNER, (0, 1, 0, 1))
    with pytest.raises(ApiError, match="protected cell"):
        check_editable(target, target.sheets[0], OTHER, OWNER, (0, 1, 0, 1))


def test_a_domain_may_edit() -> None:
    target = _protect(CELLS, editors={"domainUsersCanEdit": True})
    apply(target, _write(0, 0), caller=OTHER)
    assert REFUSED in refusal(target, _write(0, 0), caller="x@elsewhere.com")


def test_who_protects_and_who_owns_stay_editors() -> None:
    target = _protect(CELLS, caller=WRITER, editors={"users": [], "groups": []})
    assert target.sheets[0].protected_ranges[0]["editors"] == {"users": [OWNER, WRITER]}
    change = {"protectedRange": {"protectedRangeId": 5, "editors": {"users": [OTHER]}}, "fields": "editors"}
    apply(target, {"updateProtectedRange": change})
    assert target.sheets[0].protected_ranges[0]["editors"] == {"users": [OTHER, OWNER]}


def test_the_reply_repeats_the_editors_as_asked_for() -> None:
    asked = {
        "range": area(0, 1, 0, 1),
        "editors": {"users": [], "groups": []},
        "requestingUserCanEdit": False,
    }
    (reply,) = apply(book(), {"addProtectedRange": {"protectedRange": asked}})
    answer = reply["addProtectedRange"]["protectedRange"]
    assert isinstance(answer.pop("protectedRangeId"), int)
    place = area(0, 1, 0, 1)
    del place["sheetId"]
    assert answer == {"range": place, "editors": {}, "requestingUserCanEdit": True}


def test_without_editors_everybody_who_may_write_is_one() -> None:
    target = _protect(CELLS)
    assert target.sheets[0].protected_ranges[0]["editors"] == {"users": [OWNER, WRITER]}
    apply(target, _write(0, 0), caller=WRITER)


def test_a_warning_stops_nobody_and_has_no_editors() -> None:
    target = _protect(CELLS, warningOnly=True)
    apply(target, _write(0, 0), caller=WRITER)
    wanted = {"range": CELLS, "warningOnly": True, "editors": {"users": [WRITER]}}
    refused = refusal(target, {"addProtectedRange": {"protectedRange": wanted}})
    assert refused.endswith("ProtectedRange is warningOnly. Editors cannot be set on it.")
    harden = {"protectedRange": {"protectedRangeId": 5, "warningOnly": False}, "fields": "warningOnly"}
    apply(target, {"updateProtectedRange": harden})
    assert target.sheets[0].protected_ranges[0]["editors"] == {"users": [OWNER, WRITER]}


def test_only_editors_see_the_editors() -> None:
    target = _protect(CELLS, editors={"users": [WRITER]})
    protected = target.sheets[0].protected_ranges[0]
    assert shown(target, protected, WRITER, OWNER)["requestingUserCanEdit"] is True
    assert "editors" not in shown(target, protected, OTHER, OWNER)


def test_a_protection_covers_one_thing_and_its_exceptions_need_a_whole_tab() -> None:
    target = book()
    both = {"range": CELLS, "namedRangeId": "1"}
    assert "Only one of" in refusal(target, {"addProtectedRange": {"protectedRange": both}})
    holes = {"range": CELLS, "unprotectedRanges": [CELLS]}
    refused = refusal(target, {"addProtectedRange": {"protectedRange": holes}})
    assert "Unprotected ranges are only supported on protected sheets." in refused


def test_a_named_range_protects_until_it_is_deleted_and_after() -> None:
    target = book()
    named = {"name": "Data", "namedRangeId": "n", "range": CELLS}
    apply(
        target,
        {"addNamedRange": {"namedRange": named}},
        {"addProtectedRange": {"protectedRange": {"namedRangeId": "n", **NOBODY}}},
    )
    assert REFUSED in refusal(target, _write(0, 0), caller=WRITER)
    apply(target, _write(0, 1), {"deleteNamedRange": {"namedRangeId": "n"}}, caller=WRITER)
    assert REFUSED in refusal(target, _write(0, 0), caller=WRITER)


def test_nobody_in_particular_is_nowhere_an_editor() -> None:
    target = _protect(CELLS)
    with pytest.raises(ApiError, match="protected cell"):
        check_editable(target, target.sheets[0], "", "", (0, 1, 0, 1))
