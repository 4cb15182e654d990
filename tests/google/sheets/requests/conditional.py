"""Conditional format rules."""

from __future__ import annotations

from collections.abc import Iterator

from tests.google.errors import bad
from tests.google.sheets.model import Book, Json, Sheet
from tests.google.sheets.requests import conditions
from tests.google.sheets.requests.answers import copied, tidy
from tests.google.sheets.requests.batch import Batch

ALLOWED = frozenset(
    (
        *("backgroundColor", "backgroundColorStyle", "bold", "italic", "strikethrough", "underline"),
        *("foregroundColor", "foregroundColorStyle"),
    )
)
"""The formats that a rule may set."""

POINTS = {"minpoint": "MIN", "midpoint": "", "maxpoint": "MAX"}
"""The points of a gradient, each with the type that only it has and that takes no value."""

UNSPECIFIED = "INTERPOLATION_POINT_TYPE_UNSPECIFIED"


def _checked(batch: Batch, asked: Json | None) -> tuple[Sheet, Json]:
    rule: Json = copied(asked or {})
    if not rule.get("ranges"):
        raise bad("ConditionalFormatRule.ranges must have at least one range.")
    batch.without.clear()
    sheets = []
    for grid_range in rule["ranges"]:
        sheet, area = batch.area(grid_range)
        batch.check(sheet, area)
        sheets.append(sheet)
    if len({sheet.id for sheet in sheets}) > 1:
        raise bad("All ranges of a conditional format rule must be on the same sheet.")
    if ("booleanRule" in rule) == ("gradientRule" in rule):
        raise bad("A conditional format rule must have either a booleanRule or a gradientRule.")
    if "booleanRule" in rule:
        _check_boolean(batch.book, rule["booleanRule"])
    else:
        _check_gradient(batch.book, rule["gradientRule"])
    return sheets[0], tidy(rule) | {"ranges": [batch.bounded(item) for item in rule["ranges"]]}


def _check_boolean(book: Book, rule: Json) -> None:
    conditions.check(book, rule.get("condition"), "format")
    for name in _formats(rule.get("format", {})):
        if name not in ALLOWED:
            raise bad(f"Conditional format rules cannot set the format field: {name}.")


def _formats(cell_format: Json) -> Iterator[str]:
    for name, value in cell_format.items():
        if name == "textFormat":
            yield from value
        else:
            yield name


def _check_gradient(book: Book, rule: Json) -> None:
    for name, own in POINTS.items():
        if name in rule or own:
            _check_point(book, rule.get(name, {}), own)


def _check_point(book: Book, point: Json, own: str) -> None:
    kind = point.get("type", UNSPECIFIED)
    if kind == UNSPECIFIED:
        raise bad("No interpolationPointType specified.")
    if kind == own:
        point.pop("value", None)
        return
    if kind in ("MIN", "MAX"):
        raise bad(f"Invalid InterpolationPoint.type: {kind}")
    text = point.get("value", "")
    if not text:
        raise bad("InterpolationPoint.value is required.")
    if not text.startswith("=") and not conditions.is_number(book, text):
        raise bad(f"Invalid InterpolationPoint.value: {text}")


def add_rule(batch: Batch, request: Json) -> None:
    """Add a rule at an index; those after it move down."""
    sheet, rule = _checked(batch, request.get("rule"))
    index = request.get("index", 0)
    if not 0 <= index <= len(sheet.conditional_formats):
        raise bad(f"Index {index} must be between 0 and {len(sheet.conditional_formats)}.")
    sheet.conditional_formats.insert(index, rule)


def _at(sheet: Sheet, index: int) -> Json:
    if not 0 <= index < len(sheet.conditional_formats):
        raise bad(f"No conditional format on sheet: {sheet.id} at index: {index}")
    return sheet.conditional_formats[index]


def update_rule(batch: Batch, request: Json) -> Json:
    """Replace the rule at an index, or move it to another."""
    index = request.get("index", 0)
    if "rule" in request:
        sheet, rule = _checked(batch, request["rule"])
        old = copied(_at(sheet, index))
        _check_ranges(batch, old)
        sheet.conditional_formats[index] = rule
        return {"newRule": copied(rule), "newIndex": index, "oldRule": old, "oldIndex": index}
    if "newIndex" not in request:
        raise bad("Either rule or newIndex must be set.")
    sheet, target = batch.tab(request.get("sheetId")), request["newIndex"]
    rule = _at(sheet, index)
    _check_ranges(batch, rule)
    _at(sheet, target)
    sheet.conditional_formats.insert(target, sheet.conditional_formats.pop(index))
    return {"newRule": copied(rule), "newIndex": target, "oldIndex": index}


def delete_rule(batch: Batch, request: Json) -> Json:
    """Delete the rule at an index."""
    sheet, index = batch.tab(request.get("sheetId")), request.get("index", 0)
    rule = _at(sheet, index)
    _check_ranges(batch, rule)
    del sheet.conditional_formats[index]
    return {"rule": copied(rule)}


def _check_ranges(batch: Batch, rule: Json) -> None:
    for grid_range in rule["ranges"]:
        batch.check(*batch.area(grid_range))


REQUESTS = {
    "addConditionalFormatRule": add_rule,
    "updateConditionalFormatRule": update_rule,
    "deleteConditionalFormatRule": delete_rule,
}
