"""Checks of single values, and what is said of those that are wrong."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import orjson

Check = Callable[[Any], Any]

INT32 = range(-(2**31), 2**31)
INT64 = range(-(2**63), 2**63)


def quoted(value: Any) -> str:
    """A value as error messages show it."""
    try:
        return orjson.dumps(value).decode()
    except TypeError:
        return str(value)


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: `text` is put after the path, or in place of it where it says {path}."""

    path: tuple[str | int, ...]
    text: str

    @property
    def where(self) -> str:
        """The path as Google writes it, in snake_case."""
        written = ""
        for piece in self.path:
            name = f"[{piece}]" if isinstance(piece, int) else "." + snake(piece)
            written += name
        return written.removeprefix(".")

    @property
    def message(self) -> str:
        """The sentence about it."""
        at = f" at '{self.where}'" if self.path else ""
        return self.text.format(at=at, where=self.where)


class Wrong(Exception):  # noqa: N818  # a finding, which the caller makes an answer of
    """What is wrong in a value, found somewhere below."""

    def __init__(self, *problems: Problem) -> None:
        """Keep the problems."""
        super().__init__(*problems)
        self.problems = problems

    @classmethod
    def value(cls, kind: str, value: Any) -> Wrong:
        """A value that is not of its type."""
        if isinstance(value, dict) and kind.startswith("TYPE_"):
            shown = "Starting an object on a scalar field"
        else:
            shown = quoted(value)[:2000]
        return cls(Problem((), _safe(f"Invalid value{{at}} ({kind}), ", shown)))

    @classmethod
    def unknown(cls, name: str) -> Wrong:
        """A name that the schema does not have."""
        start = "Invalid JSON payload received. Unknown name "
        return cls(Problem((), start + _safe("", quoted(name)) + "{at}: Cannot find field."))

    @classmethod
    def single(cls, kind: str, value: Any) -> Wrong:
        """What is not of the type of a field that holds one value."""
        return cls.listed() if isinstance(value, list) else cls.value(kind, value)

    @classmethod
    def listed(cls) -> Wrong:
        """A list where one value belongs."""
        return cls(Problem((), "list"))

    @classmethod
    def oneof(cls, choice: str, name: str) -> Wrong:
        """A second member of a group of which one may be set."""
        start = f"Invalid value{{at}} (oneof), oneof field '{choice}' is already set. Cannot set "
        text = _safe(start, f"'{name}'")
        return cls(Problem((), text))

    @classmethod
    def joined(cls, several: list[Wrong]) -> Wrong:
        """Several findings as one."""
        return cls(*(problem for wrong in several for problem in wrong.problems))

    def under(self, piece: str | int) -> Wrong:
        """The same, one step further up."""
        if isinstance(piece, str) and len(self.problems) == 1 and self.problems[0] == Problem((), "list"):
            name = _safe("", quoted(piece))
            text = f"Invalid JSON payload received. Unknown name {name}{{at}}: "
            return Wrong(Problem((), text + "Proto field is not repeating, cannot start list."))
        return Wrong(*(replace(problem, path=(piece, *problem.path)) for problem in self.problems))


def _safe(start: str, shown: str) -> str:
    return start + shown.replace("{", "{{").replace("}", "}}")


def snake(name: str) -> str:
    """A name in snake_case."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()


def _anything(value: Any) -> Any:
    return value


def _string(value: Any) -> Any:
    if value.__class__ is not str:
        raise Wrong.single("TYPE_STRING", value)
    return value


def _boolean(value: Any) -> Any:
    if value.__class__ is bool:
        return value
    if value in ("true", "false"):
        return value == "true"
    raise Wrong.single("TYPE_BOOL", value)


def _strictly_boolean(value: Any) -> Any:
    if value.__class__ is not bool:
        raise Wrong.single("TYPE_BOOL", value)
    return value


def _integer(kind: str, allowed: range, *, strict: bool) -> Check:
    def check(value: Any) -> Any:
        if value.__class__ is int and value in allowed:
            return value
        if not strict and isinstance(value, str | float) and not isinstance(value, bool):
            number = _number_in(value)
            if number is not None and number.is_integer() and int(number) in allowed:
                return int(value) if isinstance(value, str) and value.lstrip("-").isdigit() else int(number)
        raise Wrong.single(kind, value)

    return check


def _number(kind: str, *, strict: bool) -> Check:
    def check(value: Any) -> Any:
        if value.__class__ is float or value.__class__ is int:
            return value
        if not strict and isinstance(value, str):
            number = _number_in(value)
            if number is not None:
                return number
        raise Wrong.single(kind, value)

    return check


def _number_in(value: str | float) -> float | None:
    try:
        number = float(value)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _int64(value: Any) -> Any:
    """A 64-bit number in a request, which JSON carries as text or as a number."""
    if isinstance(value, int) and not isinstance(value, bool) and value in INT64:
        return str(value)
    if isinstance(value, str) and re.fullmatch(r"-?\d+", value) and int(value) in INT64:
        return value
    raise Wrong.single("TYPE_INT64", value)


def _table() -> dict[tuple[str, str | None, bool], Check]:
    table: dict[tuple[str, str | None, bool], Check] = {}
    for strict in (False, True):
        table["any", None, strict] = _anything
        table["boolean", None, strict] = _strictly_boolean if strict else _boolean
        table["integer", "int32", strict] = _integer("TYPE_INT32", INT32, strict=strict)
        table["string", "int64", strict] = _string if strict else _int64
        for name in (None, "byte", "date", "date-time", "google-datetime", "google-fieldmask"):
            table["string", name, strict] = _string
        for name, kind in (("double", "TYPE_DOUBLE"), ("float", "TYPE_FLOAT")):
            table["number", name, strict] = _number(kind, strict=strict)
    return table


SCALARS = _table()
"""The check of each type and format, for requests and (strict) for answers."""
