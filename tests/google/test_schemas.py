"""The checks of bodies: the forms Google takes, and what it says of those it does not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.google.discovery import find
from tests.google.scalars import Wrong
from tests.google.schemas import request_check

BATCH = request_check("sheets.v4", "BatchUpdateSpreadsheetRequest")


def said(body: Any) -> str:
    """What is said of the first fault of a body."""
    with pytest.raises(Wrong) as caught:
        BATCH(body)
    return caught.value.problems[0].message


def cells(*values: Any) -> dict[str, Any]:
    return {"requests": [{"updateCells": {"rows": [{"values": list(values)}], "fields": "*"}}]}


def tab(**properties: Any) -> dict[str, Any]:
    return {"requests": [{"addSheet": {"properties": properties}}]}


def checked_tab(**properties: Any) -> Any:
    return BATCH(tab(**properties))["requests"][0]["addSheet"]["properties"]


@pytest.mark.parametrize(
    ("sent", "taken"),
    [
        ({"index": "3"}, {"index": 3}),
        ({"index": 3.0}, {"index": 3}),
        ({"hidden": "true"}, {"hidden": True}),
        ({"title": None}, {}),
        ({"right_to_left": False}, {"rightToLeft": False}),
        ({"tabColor": {"red": "0.5"}}, {"tabColor": {"red": 0.5}}),
    ],
)
def test_forms_that_are_put_right(sent: dict[str, Any], taken: dict[str, Any]) -> None:
    assert checked_tab(**sent) == taken


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        ({"index": 2.5}, "(TYPE_INT32), 2.5"),
        ({"index": True}, "(TYPE_INT32), true"),
        ({"index": 2**31}, "(TYPE_INT32), 2147483648"),
        ({"index": "three"}, '(TYPE_INT32), "three"'),
        ({"hidden": 1}, "(TYPE_BOOL), 1"),
        ({"tabColor": {"red": "deep"}}, '(TYPE_FLOAT), "deep"'),
        ({"title": {"a": 1}}, "(TYPE_STRING), Starting an object on a scalar field"),
        ({"tabColor": [1]}, "Proto field is not repeating, cannot start list."),
        ({"sheetType": ["GRID"]}, "Proto field is not repeating, cannot start list."),
        ({"tabColor": "red"}, '(type.googleapis.com/google.apps.sheets.v4.Color), "red"'),
    ],
)
def test_types_that_are_wrong(sent: dict[str, Any], kind: str) -> None:
    assert said(tab(**sent)).endswith(kind)


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        ({"numberFormat": {"type": "DATES"}}, 'v4.NumberFormatType), "DATES"'),
        ({"horizontalAlignment": "MIDDLE"}, 'v4.HorizontalAlign), "MIDDLE"'),
    ],
)
def test_lists_of_words_have_names_of_their_own(sent: dict[str, Any], kind: str) -> None:
    assert said(cells({"userEnteredFormat": sent})).endswith(kind)


def test_plain_cells_pass_as_they_are() -> None:
    values = [{"stringValue": "x"}, {"numberValue": 1}, {"numberValue": 0.5}, {"boolValue": True}]
    body = cells({}, *({"userEnteredValue": value} for value in values), {"note": "n"})
    assert BATCH(body) == body


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ({"userEnteredValue": {"stringValue": 5}}, ".user_entered_value.string_value' (TYPE_STRING), 5"),
        ({"userEnteredValue": {"value": 5}}, 'Unknown name "value"'),
        (
            {"userEnteredValu": {}},
            "Unknown name \"userEnteredValu\" at 'requests[0].update_cells.rows[0].values[1]'",
        ),
        ({"userEnteredValue": {"stringValue": "5", "numberValue": 5}}, "oneof field 'value' is already set"),
        (5, "values[1]' (type.googleapis.com/google.apps.sheets.v4.CellData), 5"),
    ],
)
def test_other_cells_are_looked_into(cell: Any, fault: str) -> None:
    assert fault in said(cells({"userEnteredValue": {"stringValue": "x"}}, cell))


def test_one_item_where_a_list_belongs_is_a_list_of_one() -> None:
    body = BATCH({"requests": {"deleteSheet": {"sheetId": 1}}, "responseRanges": "A1"})
    assert body == {"requests": [{"deleteSheet": {"sheetId": 1}}], "responseRanges": ["A1"]}


def test_lists_within_a_list_are_one_list() -> None:
    first, second, third = ({"deleteSheet": {"sheetId": number}} for number in (1, 2, 3))
    assert BATCH({"requests": [[first, [second]], third]}) == {"requests": [first, second, third]}


def test_maps_may_clear_entries_and_drive_ignores_what_it_does_not_know() -> None:
    check = request_check("drive.v3", "File")
    body = {"properties": {"a": "1", "b": None}, "nonsense": [1], "size": 12}
    assert check(body) == {"properties": {"a": "1", "b": None}, "nonsense": [1], "size": "12"}
    refused: list[Any] = [{"properties": []}, {"properties": {"a": 1}}, {"size": "large"}]
    for wrong in refused:
        with pytest.raises(Wrong):
            check(wrong)


def test_paths_that_are_no_method() -> None:
    assert find("GET", "/v4/spreadsheets") is None
    assert find("PATCH", "/v4/spreadsheets/ID") is None
