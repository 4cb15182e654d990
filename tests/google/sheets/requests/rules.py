"""Data validation and conditional formats, and the conditions that both and filters take."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from tests.google.errors import ApiError, bad
from tests.google.sheets.cells import tidy
from tests.google.sheets.entry import enter
from tests.google.sheets.grid import extras_at, extras_in, set_extra
from tests.google.sheets.model import Book, Json, Sheet
from tests.google.sheets.notation import parse
from tests.google.sheets.requests.batch import Batch
from tests.google.sheets.requests.tables import typed

Use = Literal["validation", "format", "filter"]

VALIDATION = "dataValidation"
ALL: tuple[Use, ...] = ("validation", "format", "filter")
UNLIMITED = 10_000

COMPARISONS = ("NUMBER_GREATER", "NUMBER_GREATER_THAN_EQ", "NUMBER_LESS", "NUMBER_LESS_THAN_EQ", "NUMBER_EQ")

KINDS: dict[str, tuple[tuple[Use, ...], int, int]] = {
    **dict.fromkeys((*COMPARISONS, "NUMBER_NOT_EQ"), (ALL, 1, 1)),
    **dict.fromkeys(("NUMBER_BETWEEN", "NUMBER_NOT_BETWEEN"), (ALL, 2, 2)),
    **dict.fromkeys(("TEXT_CONTAINS", "TEXT_NOT_CONTAINS", "TEXT_EQ"), (ALL, 1, 1)),
    **dict.fromkeys(("TEXT_STARTS_WITH", "TEXT_ENDS_WITH"), (("format", "filter"), 1, 1)),
    **dict.fromkeys(("TEXT_IS_EMAIL", "TEXT_IS_URL", "DATE_IS_VALID"), (("validation",), 0, 0)),
    **dict.fromkeys(("DATE_EQ", "DATE_BEFORE", "DATE_AFTER"), (ALL, 1, 1)),
    **dict.fromkeys(("DATE_ON_OR_BEFORE", "DATE_ON_OR_AFTER"), (("validation",), 1, 1)),
    **dict.fromkeys(("DATE_BETWEEN", "DATE_NOT_BETWEEN"), (("validation",), 2, 2)),
    "ONE_OF_RANGE": (("validation",), 1, 1),
    "ONE_OF_LIST": (("validation",), 1, UNLIMITED),
    **dict.fromkeys(("BLANK", "NOT_BLANK"), (("format", "filter"), 0, 0)),
    "CUSTOM_FORMULA": (ALL, 1, 1),
    "BOOLEAN": (("validation",), 0, 2),
}
"""Each condition's uses, and how few and how many values it takes."""

WORDS: dict[Use, str] = {
    "validation": "data validation",
    "format": "conditional formats",
    "filter": "filters",
}

ALLOWED = frozenset(
    (
        *("backgroundColor", "backgroundColorStyle", "bold", "italic", "strikethrough", "underline"),
        *("foregroundColor", "foregroundColorStyle"),
    )
)
"""The formats that a conditional format may set."""


def check_condition(book: Book, condition: Json | None, use: Use) -> None:
    """Refuse a condition whose kind, number of values, or one of these is not allowed there."""
    kind = (condition or {}).get("type", "CONDITION_TYPE_UNSPECIFIED")
    if kind not in KINDS or use not in KINDS[kind][0]:
        raise bad(f"ConditionType '{kind}' is not supported in {WORDS[use]}.")
    values = (condition or {}).get("values", [])
    _, fewest, most = KINDS[kind]
    if not fewest <= len(values) <= most:
        expected = f"exactly {fewest}" if fewest == most else f"at least {fewest}"
        raise bad(f"{kind} requires {expected} ConditionValues, but {len(values)} were supplied.")
    for value in values:
        text = value.get("userEnteredValue", "")
        if "relativeDate" not in value and not _readable(book, kind, text):
            raise bad(f"Invalid ConditionValue.userEnteredValue: {text}")


def _readable(book: Book, kind: str, text: str) -> bool:
    if kind == "ONE_OF_RANGE":
        return _is_range(book, text)
    if kind == "CUSTOM_FORMULA" or text.startswith("="):
        return text.startswith("=")
    if not kind.startswith(("NUMBER_", "DATE_")):
        return True
    entered, number_format = enter(book, text)
    dated = bool(number_format) and (number_format or {})["type"].startswith("DATE")
    return isinstance(entered, int | float) and (dated or kind.startswith("NUMBER_"))


def _is_range(book: Book, text: str) -> bool:
    try:
        parse(book, text.removeprefix("=").replace("$", ""))
    except ApiError:
        return False
    return True


def _validate(batch: Batch, request: Json) -> None:
    """Give every cell of a range a rule; without one, take theirs away."""
    sheet, area = batch.area(request.get("range"))
    rule = request.get("rule")
    batch.write(sheet, area)
    if typed(sheet, area):
        raise bad("This operation is not allowed on cells in typed columns")
    if not rule:
        for row, column, value in list(extras_in(sheet, area)):
            set_extra(sheet, row, column, {name: item for name, item in value.items() if name != VALIDATION})
        return
    if "condition" not in rule:
        raise bad("A data validation rule must have a condition.")
    check_condition(batch.book, rule["condition"], "validation")
    # The cells share one rule: it is only ever replaced, never written to.
    kept = tidy(rule)
    for row in area.rows:
        for column in area.columns:
            set_extra(sheet, row, column, extras_at(sheet, row, column) | {VALIDATION: kept})


def _checked(batch: Batch, rule: Json) -> tuple[Sheet, Json]:
    if not rule.get("ranges"):
        raise bad("ConditionalFormatRule.ranges must have at least one range.")
    batch.without.clear()
    places = [batch.area(place) for place in rule["ranges"]]
    for place in places:
        batch.check(*place)
    if len({sheet.id for sheet, _ in places}) > 1:
        raise bad("All ranges of a conditional format rule must be on the same sheet.")
    if "booleanRule" not in rule:
        raise ApiError(501, "The local Google has no gradients.", status="UNIMPLEMENTED")
    check_condition(batch.book, rule["booleanRule"].get("condition"), "format")
    for name in _formats(rule["booleanRule"].get("format", {})):
        if name not in ALLOWED:
            raise bad(f"Conditional format rules cannot set the format field: {name}.")
    return places[0][0], tidy(rule) | {"ranges": [batch.bounded(item) for item in rule["ranges"]]}


def _formats(cell_format: Json) -> Iterator[str]:
    for name, value in cell_format.items():
        yield from value if name == "textFormat" else (name,)


def _add(batch: Batch, request: Json) -> None:
    """Add a conditional format at an index; those after it move down."""
    sheet, rule = _checked(batch, request.get("rule") or {})
    index, rules = request.get("index", 0), sheet.conditional_formats
    if not 0 <= index <= len(rules):
        raise bad(f"Index {index} must be between 0 and {len(rules)}.")
    rules.insert(index, rule)


def _delete(batch: Batch, request: Json) -> Json:
    sheet, index = batch.tab(request.get("sheetId")), request.get("index", 0)
    if not 0 <= index < len(sheet.conditional_formats):
        raise bad(f"No conditional format on sheet: {sheet.id} at index: {index}")
    for place in sheet.conditional_formats[index]["ranges"]:
        batch.check(*batch.area(place))
    return {"rule": sheet.conditional_formats.pop(index)}


REQUESTS = {
    "setDataValidation": _validate,
    "addConditionalFormatRule": _add,
    "deleteConditionalFormatRule": _delete,
}
