"""Checks of lists: the short way for tables of values and cells, which are long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from tests.google.scalars import Wrong

Json = dict[str, Any]
Check = Callable[[Any], Any]

SAMPLE = 2000
"""How many items of a long list in an answer are looked at."""

LIST_VALUE = "type.googleapis.com/google.protobuf.ListValue"

PLAIN = {
    ("stringValue", str),
    ("formulaValue", str),
    ("boolValue", bool),
    ("numberValue", int),
    ("numberValue", float),
}
"""The members of ExtendedValue with the types they have in JSON."""


def list_check(item: Check, spec: Json, *, strict: bool) -> Check:
    """The check of a list whose items have a check and a schema."""
    if spec.get("type") == "array" and spec["items"].get("type") == "any":
        return _table
    if strict:
        return _answered(item)
    if spec.get("$ref") == "CellData":
        return _sent(item, _cells)
    return _sent(item, _items)


def _table(value: Any) -> Any:
    """Rows of values: only that each is a list is looked at."""
    if value.__class__ is not list:
        raise Wrong.value(LIST_VALUE, value)
    if set(map(type, value)) <= {list}:
        return value
    index = next(i for i, row in enumerate(value) if row.__class__ is not list)
    raise Wrong.value(LIST_VALUE, value[index]).under(index)


def _answered(item: Check) -> Check:
    def check(value: Any) -> Any:
        if value.__class__ is not list:
            raise Wrong.value("list", value)
        for index in range(0, len(value), max(1, len(value) // SAMPLE)):
            _element(item, value, index)
        return value

    return check


def _sent(item: Check, each: Callable[[Check, list[Any]], None]) -> Check:
    def check(value: Any) -> Any:
        if value.__class__ is not list:
            # One item where a list belongs: Google takes it for a list of one.
            return [item(value)]
        if list in set(map(type, value)):
            value = list(_flat(value))
        each(item, value)
        return value

    return check


def _flat(value: list[Any]) -> Iterator[Any]:
    """The items of lists within a list, which Google takes one after the other."""
    for item in value:
        if item.__class__ is list:
            yield from _flat(item)
        else:
            yield item


def _items(item: Check, value: list[Any]) -> None:
    for index in range(len(value)):
        value[index] = _element(item, value, index)


def _cells(item: Check, value: list[Any]) -> None:
    """A row of cells: those that hold a mere value pass at a glance."""
    for index, cell in enumerate(value):
        if cell.__class__ is dict and len(cell) == 1:
            typed = cell.get("userEnteredValue")
            if typed.__class__ is dict and len(typed) == 1:
                ((kind, held),) = typed.items()
                if (kind, held.__class__) in PLAIN:
                    continue
        value[index] = _element(item, value, index)


def _element(item: Check, value: list[Any], index: int) -> Any:
    try:
        return item(value[index])
    except Wrong as wrong:
        raise wrong.under(index) from None
