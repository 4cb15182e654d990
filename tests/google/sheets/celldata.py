"""Cells as the API's CellData: what is answered, and what is written under a field mask."""

from __future__ import annotations

from typing import Any

from tests.google.errors import bad
from tests.google.sheets.display import display
from tests.google.sheets.entry import raw
from tests.google.sheets.formats import effective_format, kept, merged
from tests.google.sheets.formula.links import link_of
from tests.google.sheets.grid import extra, put, set_extra
from tests.google.sheets.model import Book, Content, Failure, Formula, Json, Result, Sheet

Mask = dict[str, Any]
"""The named fields, each with the named fields inside it; empty where a field is meant whole."""

KEPT = ("userEnteredFormat", "note", "dataValidation", "textFormatRuns", "chipRuns", "pivotTable")
"""The fields of CellData that a cell carries beside its value."""


def result_of(value: Content) -> Result:
    """What a cell shows: its value, or what its formula gives."""
    return value.result if isinstance(value, Formula) else value


def is_spilled(value: Content) -> bool:
    """Tell whether a cell only shows a part of an array formula's result."""
    return isinstance(value, Formula) and not value.text


def extended(value: Result) -> Json:
    """A shown value as ExtendedValue."""
    if isinstance(value, Failure):
        return {"errorValue": {"type": value.kind, "message": value.message}}
    if isinstance(value, bool):
        return {"boolValue": value}
    return {"stringValue": value} if isinstance(value, str) else {"numberValue": value}


def entered(value: Content) -> Json:
    """What a cell holds as ExtendedValue."""
    return {"formulaValue": value.text} if isinstance(value, Formula) else extended(value)


def content_of(value: Json | None) -> Content:
    """What a cell holds after an ExtendedValue was written into it.

    Raises:
        ApiError: if it is an error value, which only formulas give.
    """
    if not value:
        return None
    if "formulaValue" in value:
        text = str(value["formulaValue"])
        return Formula(text) if text.startswith("=") and len(text) > 1 else raw(text)
    if "errorValue" in value:
        raise bad("errorValue is not supported for userEnteredValue.")
    return raw(next(iter(value.values())))


def shown_cell(book: Book, value: Content, rest: Json, painted: Json) -> Json:
    """A content and the extras beside it as CellData; `painted` is what conditional formats change."""
    answer: Json = {}
    result = result_of(value)
    derived = value.format if isinstance(value, Formula) else None
    number_format = rest.get("userEnteredFormat", {}).get("numberFormat") or derived
    if value is not None and not is_spilled(value):
        answer["userEnteredValue"] = entered(value)
    if result is not None:
        answer["effectiveValue"] = extended(result)
        answer["formattedValue"] = display(book, result, number_format)
    link = link_of(value) or rest.get("userEnteredFormat", {}).get("textFormat", {}).get("link", {}).get(
        "uri"
    )
    if link:
        answer["hyperlink"] = link
    answer.update({key: rest[key] for key in KEPT if rest.get(key)})
    if value is not None or "userEnteredFormat" in rest:
        style = effective_format(book, rest.get("userEnteredFormat", {}), result, derived)
        answer["effectiveFormat"] = merged(style, painted)
    return answer


def apply_cell(sheet: Sheet, row: int, column: int, cell: Json, mask: Mask) -> None:
    """Write a CellData into a cell: what the mask names is set, or reset where the data lacks it.

    `mask` is that of a CellData (empty: every field). A new value ends the runs of the old text.
    """
    named = mask or {"userEnteredValue": {}, **{key: {} for key in KEPT}}
    rest = dict(extra(sheet, row, column))
    if "userEnteredValue" in named:
        put(sheet, row, column, content_of(cell.get("userEnteredValue")))
        rest.pop("textFormatRuns", None)
        rest.pop("chipRuns", None)
    written = {key: inner for key, inner in named.items() if key in KEPT}
    if written:
        rest = assigned(rest, _kept(cell), written)
    set_extra(sheet, row, column, {key: value for key, value in rest.items() if value})


def assigned(target: Json, source: Json, mask: Mask) -> Json:
    """A copy of `target` with the fields that a mask names as `source` has them, or without them."""
    answer = dict(target)
    for name, inner in mask.items():
        value = source.get(name)
        if inner:
            value = assigned(target.get(name, {}), value or {}, inner)
        if value in (None, {}):
            answer.pop(name, None)
        else:
            answer[name] = value
        _forget_twin(answer, source, name, mask)
    return answer


def _forget_twin(target: Json, source: Json, name: str, mask: Mask) -> None:
    # A colour stands under its old and its new name: what writes one writes the other.
    twin = name.removesuffix("Style") if name.endswith("Style") else f"{name}Style"
    if not name.lower().endswith(("color", "colorstyle")) or twin in mask:
        return
    target.pop(twin, None)
    if twin in source:
        target[twin] = source[twin]


def _kept(cell: Json) -> Json:
    answer: dict[str, Any] = {key: cell[key] for key in KEPT if key in cell}
    for key in ("userEnteredFormat", "textFormatRuns"):
        if key in answer:
            answer[key] = kept(answer[key])
    return answer
