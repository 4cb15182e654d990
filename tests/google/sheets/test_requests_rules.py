"""Data validation and conditional formats: what is kept, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from tests.google.sheets.editing import apply, area, book, refusal
from tests.google.sheets.grid import extra
from tests.google.sheets.model import Json

COLUMN = area(0, 3, 0, 1)
RED = {"rgbColor": {"red": 1}}


def _validate(kind: str, *values: Any) -> Json:
    condition = {
        "type": kind,
        "values": [v if isinstance(v, dict) else {"userEnteredValue": v} for v in values],
    }
    return {"setDataValidation": {"range": COLUMN, "rule": {"condition": condition, "strict": True}}}


@pytest.mark.parametrize(
    "request_body",
    [
        _validate("ONE_OF_LIST", "y", "n"),
        _validate("NUMBER_BETWEEN", "1", "=B1"),
        _validate("DATE_AFTER", "1/31/2026"),
        _validate("ONE_OF_RANGE", "=Sheet1!$A$1:$A$3"),
        _validate("BOOLEAN"),
        _validate("TEXT_IS_EMAIL"),
        _validate("CUSTOM_FORMULA", "=A1>1"),
    ],
)
def test_validation_is_set_and_cleared(request_body: Json) -> None:
    target = book()
    apply(target, request_body)
    kept = extra(target.sheets[0], 2, 0)["dataValidation"]
    assert kept["condition"]["type"] == request_body["setDataValidation"]["rule"]["condition"]["type"]
    apply(target, {"setDataValidation": {"range": COLUMN}})
    assert target.sheets[0].extras == {}


@pytest.mark.parametrize(
    "request_body",
    [
        _validate("ONE_OF_LIST"),
        _validate("NUMBER_BETWEEN", "1"),
        _validate("NUMBER_GREATER", "many"),
        _validate("TEXT_IS_EMAIL", "x"),
        _validate("NOT_BLANK"),
        _validate("DATE_AFTER", {"relativeDate": "TODAY"}),
        _validate("ONE_OF_RANGE", "=Nowhere!A1"),
        _validate("CUSTOM_FORMULA", "A1>1"),
    ],
)
def test_validation_is_checked(request_body: Json) -> None:
    assert refusal(book(), request_body)


def _rule(**rule: Any) -> Json:
    return {"addConditionalFormatRule": {"rule": {"ranges": [COLUMN], **rule}}}


def _gradient(value: str) -> Json:
    ends = {"minpoint": {"type": "NUMBER", "value": value, "colorStyle": RED}, "maxpoint": {"type": "MAX"}}
    return _rule(gradientRule=ends)


def test_values_of_rules_are_written_as_the_locale_has_them() -> None:
    target = book()
    apply(target, _gradient("1.5"))
    assert refusal(target, _gradient("")).endswith("InterpolationPoint.value is required.")
    apply(target, {"updateSpreadsheetProperties": {"properties": {"locale": "de_DE"}, "fields": "locale"}})
    refused = refusal(target, _gradient("1.5"))
    assert refused.endswith("Invalid InterpolationPoint.value: 1.5")
    apply(target, _gradient("1,5"))
    first = target.sheets[0].conditional_formats[0]["gradientRule"]["minpoint"]
    assert (first["value"], first["color"]) == ("1,5", {"red": 1})


def test_gradients_have_two_ends_and_their_values_are_dropped() -> None:
    target = book()
    ends = {"minpoint": {"type": "MIN", "value": "2"}, "maxpoint": {"type": "MAX"}}
    apply(target, _rule(gradientRule=ends))
    assert "value" not in target.sheets[0].conditional_formats[0]["gradientRule"]["minpoint"]
    one = _rule(gradientRule={"minpoint": {"type": "MIN"}})
    assert refusal(target, one).endswith("No interpolationPointType specified.")


def test_kinds_of_conditions_belong_to_their_use() -> None:
    boolean = _rule(booleanRule={"condition": {"type": "BOOLEAN"}, "format": {}})
    assert refusal(book(), boolean).endswith(
        "ConditionType 'BOOLEAN' is not supported in conditional formats."
    )
    criteria = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "a"}]}}
    filtered = {"range": COLUMN, "filterSpecs": [{"filterCriteria": criteria}]}
    refused = refusal(book(), {"setBasicFilter": {"filter": filtered}})
    assert refused.endswith("ConditionType 'ONE_OF_LIST' is not supported in filters.")


def test_rules_may_only_set_some_formats() -> None:
    condition = {"type": "NOT_BLANK"}
    wide = _rule(booleanRule={"condition": condition, "format": {"textFormat": {"fontSize": 20}}})
    assert "cannot set the format field: fontSize" in refusal(book(), wide)


def test_rules_are_ordered_replaced_moved_and_deleted() -> None:
    target = book()
    kinds = ("BLANK", "NOT_BLANK")
    bold = {"textFormat": {"bold": True}}
    first, second = (_rule(booleanRule={"condition": {"type": kind}, "format": bold}) for kind in kinds)
    apply(target, first, second)
    (reply,) = apply(target, {"updateConditionalFormatRule": {"index": 0, "newIndex": 1}})
    assert reply["updateConditionalFormatRule"]["oldIndex"] == 0
    rules = target.sheets[0].conditional_formats
    assert [rule["booleanRule"]["condition"]["type"] for rule in rules] == ["BLANK", "NOT_BLANK"]
    (reply,) = apply(target, {"deleteConditionalFormatRule": {"index": 0}})
    assert reply["deleteConditionalFormatRule"]["rule"]["booleanRule"]["condition"]["type"] == "BLANK"
    assert "at index: 5" in refusal(target, {"deleteConditionalFormatRule": {"index": 5}})
