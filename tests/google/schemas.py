"""Discovery schemas made into checks: of request bodies, put in their usual form, and of our answers."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import cache
from typing import Any

import orjson

from tests.google.discovery import document

Json = dict[str, Any]
Check = Callable[[Any], Any]

ONEOFS = {"Request": "kind", "ExtendedValue": "value", "DataFilter": "filter"}
"""Objects that hold one of their members at a time, with the name of that choice."""

TYPES = "type.googleapis.com/google.apps.sheets.v4."
INT32 = range(-(2**31), 2**31)
INT64 = range(-(2**63), 2**63)

SAMPLE = 2000
"""How many items of a long list in an answer are looked at."""

PLAIN = {
    ("stringValue", str),
    ("formulaValue", str),
    ("boolValue", bool),
    ("numberValue", int),
    ("numberValue", float),
}
"""The members of ExtendedValue with the types they have in JSON."""


class Wrong(Exception):  # noqa: N818  # a finding, which the caller makes an answer of
    """What is wrong in a value, found somewhere below: texts, each with the path that `{at}` stands for."""

    def __init__(self, *problems: tuple[str, str]) -> None:
        """Keep the problems: each a path in snake_case, and a text."""
        super().__init__(*problems)
        self.problems = problems

    @classmethod
    def value(cls, kind: str, value: Any) -> Wrong:
        """A value that is not of its type."""
        shown = orjson.dumps(value, default=str).decode()[:2000]
        return cls(("", "Invalid value{at} (" + kind + "), " + shown.replace("{", "{{").replace("}", "}}")))

    def under(self, piece: str | int) -> Wrong:
        """The same, one step further up."""
        here = f"[{piece}]" if isinstance(piece, int) else snake(piece)
        paths = (f"{here}{'' if path[:1] in ('', '[') else '.'}{path}" for path, _ in self.problems)
        return Wrong(*((path, text) for path, (_, text) in zip(paths, self.problems, strict=True)))

    @property
    def violations(self) -> list[tuple[str, str]]:
        """Each path and the sentence about it."""
        return [(path, text.format(at=f" at '{path}'" if path else "")) for path, text in self.problems]


def snake(name: str) -> str:
    """A name in snake_case."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()


@cache
def request_check(name: str, schema: str) -> Check:
    """The check of a request body: returns it in its usual form, or raises Wrong."""
    return _Schemas(name, strict=False).of(schema)


@cache
def response_check(name: str, schema: str) -> Check:
    """The check of an answer of ours."""
    return _Schemas(name, strict=True).of(schema)


class _Schemas:
    """The checks of one discovery document; `strict` ones are for answers: nothing is put right."""

    def __init__(self, name: str, *, strict: bool) -> None:
        self.schemas: Json = document(name)["schemas"]
        self.strict, self.drive = strict, name == "drive.v3"
        self.made: dict[str, Check] = {}

    def of(self, schema: str) -> Check:
        """The check of a named schema."""
        if schema not in self.made:
            self.made[schema] = self._object(self.schemas[schema], schema)
        return self.made[schema]

    def _any(self, spec: Json, name: str) -> Check:
        if "$ref" in spec:
            # Made when first used, for schemas refer to themselves.
            return lambda value: self.of(spec["$ref"])(value)  # noqa: PLW0108  # not before it is called
        if "enum" in spec:
            return _word(frozenset(spec["enum"]), TYPES + name[:1].upper() + name[1:])
        kind = spec.get("type", "any")
        if kind == "array":
            return self._list(spec["items"], name)
        return self._object(spec, name) if kind == "object" else _scalar(kind, spec, strict=self.strict)

    def _list(self, spec: Json, name: str) -> Check:
        if spec.get("type") == "array" and spec["items"].get("type") == "any":
            return _table
        item = self._any(spec, name)
        if self.strict:
            return _sampled(item)
        return _each(item, plain=spec.get("$ref") == "CellData")

    def _object(self, spec: Json, name: str) -> Check:
        if "additionalProperties" in spec:
            return _mapping(self._any(spec["additionalProperties"], name))
        checks = {key: self._any(sub, key) for key, sub in spec.get("properties", {}).items()}
        return _Object(name, checks, strict=self.strict, forgiving=self.drive and not self.strict)


class _Object:
    """The check of an object: known names, each with its own check."""

    def __init__(self, name: str, checks: dict[str, Check], *, strict: bool, forgiving: bool) -> None:
        self.name, self.checks = name, checks
        self.strict, self.forgiving = strict, forgiving

    def __call__(self, value: Any) -> Any:
        """The object in its usual form; every fault in it is found."""
        if value.__class__ is not dict:
            raise Wrong.value(TYPES + self.name, value)
        problems: list[tuple[str, str]] = []
        for name, held in list(value.items()):
            try:
                self._entry(value, name, held)
            except Wrong as found:
                problems += found.problems
        if self.name in ONEOFS and len(value) > 1:
            choice = f"oneof field '{ONEOFS[self.name]}' is already set. Cannot set '{list(value)[1]}'"
            problems.append(("", "Invalid value{at} (oneof), " + choice))
        if problems:
            raise Wrong(*problems)
        return value

    def _entry(self, value: Json, name: str, held: Any) -> None:
        check = self.checks.get(name)
        if check is None:
            if not self.forgiving:
                raise Wrong(
                    ("", f'Invalid JSON payload received. Unknown name "{name}"' + "{at}: Cannot find field.")
                )
            return
        if held is None and not self.strict:
            del value[name]
            return
        try:
            changed = check(held)
        except Wrong as wrong:
            raise wrong.under(name) from None
        if changed is not held:
            value[name] = changed


def _word(allowed: frozenset[str], kind: str) -> Check:
    def check(value: Any) -> Any:
        if value.__class__ is not str or value not in allowed:
            raise Wrong.value(kind, value)
        return value

    return check


def _mapping(item: Check) -> Check:
    def check(value: Any) -> Any:
        if value.__class__ is not dict:
            raise Wrong.value("map", value)
        for name, held in value.items():
            value[name] = _under(name, item, held)
        return value

    return check


def _under(place: str | int, item: Check, value: Any) -> Any:
    try:
        return item(value)
    except Wrong as wrong:
        raise wrong.under(place) from None


def _table(value: Any) -> Any:
    """Rows of values: only that each is a list is looked at."""
    for index, row in enumerate(value if value.__class__ is list else [value]):
        if row.__class__ is not list:
            raise Wrong.value("type.googleapis.com/google.protobuf.ListValue", row).under(index)
    return value


def _sampled(item: Check) -> Check:
    def check(value: Any) -> Any:
        if value.__class__ is not list:
            raise Wrong.value("list", value)
        for index in range(0, len(value), max(1, len(value) // SAMPLE)):
            _under(index, item, value[index])
        return value

    return check


def _each(item: Check, *, plain: bool) -> Check:
    def check(value: Any) -> Any:
        if value.__class__ is not list:
            # One item where a list belongs: Google takes it for a list of one.
            return [item(value)]
        for index, held in enumerate(value):
            if not (plain and _is_plain(held)):
                value[index] = _under(index, item, held)
        return value

    return check


def _is_plain(cell: Any) -> bool:
    """Whether a cell holds a mere value: most do, and they come by the million."""
    if cell.__class__ is not dict or len(cell) != 1:
        return False
    typed = cell.get("userEnteredValue")
    if typed.__class__ is not dict or len(typed) != 1:
        return False
    ((kind, held),) = typed.items()
    return (kind, held.__class__) in PLAIN


def _scalar(kind: str, spec: Json, *, strict: bool) -> Check:
    """The check of a single value; in a request, numbers may come as text."""
    form = spec.get("format")
    if kind == "any":
        return lambda value: value
    if kind == "string" and form == "int64" and not strict:
        return _long
    if kind == "integer":
        return _integer(strict=strict)
    if kind == "number":
        return _number(strict=strict)
    wanted = bool if kind == "boolean" else str

    def check(value: Any) -> Any:
        if value.__class__ is not wanted:
            raise Wrong.value("TYPE_BOOL" if kind == "boolean" else "TYPE_STRING", value)
        return value

    return check


def _integer(*, strict: bool) -> Check:
    def check(value: Any) -> Any:
        read = value
        if not strict and isinstance(value, str) and re.fullmatch(r"-?\d+", value):
            read = int(value)
        if read.__class__ is not int or read not in INT32:
            raise Wrong.value("TYPE_INT32", value)
        return read

    return check


def _number(*, strict: bool) -> Check:
    def check(value: Any) -> Any:
        if value.__class__ is float or value.__class__ is int:
            return value
        if not strict and isinstance(value, str) and re.fullmatch(r"[-+.\deE]+", value):
            read = float(value)
            if math.isfinite(read):
                return read
        raise Wrong.value("TYPE_DOUBLE", value)

    return check


def _long(value: Any) -> Any:
    if value.__class__ not in (int, str) or not re.fullmatch(r"-?\d+", str(value)) or int(value) not in INT64:
        raise Wrong.value("TYPE_INT64", value)
    return str(value)
