"""Discovery schemas made into checks: of request bodies, put in their usual form, and of our answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from tests.google.discovery import document
from tests.google.enums import enum_name
from tests.google.lists import list_check
from tests.google.scalars import SCALARS, Wrong

Json = dict[str, Any]
Check = Callable[[Any], Any]

ONEOFS = {"Request": "kind", "ExtendedValue": "value", "DataFilter": "filter"}
"""Objects that hold one of their members at a time, with the name of that choice."""

TYPE_PREFIX = {"sheets.v4": "google.apps.sheets.v4", "drive.v3": "google.apps.drive.v3"}


@cache
def request_check(name: str, schema: str) -> Check:
    """The check of a request body: returns it in its usual form, or raises Wrong."""
    return Schemas(name, strict=False, forgiving=name != "sheets.v4").of(schema)


@cache
def response_check(name: str, schema: str) -> Check:
    """The check of an answer of ours."""
    return Schemas(name, strict=True, forgiving=False).of(schema)


class Schemas:
    """The checks of one discovery document.

    `strict` ones are for answers: nothing is put right. `forgiving` ones ignore unknown fields, as
    Drive does.
    """

    def __init__(self, name: str, *, strict: bool, forgiving: bool) -> None:
        """Keep the document; checks are made when first needed."""
        self._schemas: Json = document(name)["schemas"]
        self._prefix = TYPE_PREFIX.get(name, "google")
        self._strict = strict
        self._forgiving = forgiving
        self._made: dict[str, Check] = {}

    def of(self, schema: str) -> Check:
        """The check of a named schema."""
        if schema not in self._made:
            self._made[schema] = self._object(self._schemas[schema], schema)
        return self._made[schema]

    def _any(self, spec: Json, name: str, owner: str = "") -> Check:
        if "$ref" in spec:
            return self._late(spec["$ref"])
        if "enum" in spec:
            return self._enum(spec, enum_name(name, owner))
        kind = spec.get("type", "any")
        if kind == "array":
            return list_check(self._any(spec["items"], name, owner), spec["items"], strict=self._strict)
        if kind == "object":
            return self._object(spec, name[:1].upper() + name[1:])
        return SCALARS[kind, spec.get("format"), self._strict]

    def _late(self, schema: str) -> Check:
        """The check of a schema that is made when first used, for schemas refer to themselves."""

        def check(value: Any) -> Any:
            return self.of(schema)(value)

        return check

    def _enum(self, spec: Json, kind: str) -> Check:
        allowed = frozenset(spec["enum"])
        kind = f"type.googleapis.com/{self._prefix}.{kind}"

        def check(value: Any) -> Any:
            if value.__class__ is not str or value not in allowed:
                raise Wrong.single(kind, value)
            return value

        return check

    def _object(self, spec: Json, name: str) -> Check:
        if "additionalProperties" in spec:
            return _mapping(self._any(spec["additionalProperties"], name), strict=self._strict)
        checks = {key: self._any(sub, key, name) for key, sub in spec.get("properties", {}).items()}
        return ObjectCheck(
            f"type.googleapis.com/{self._prefix}.{name}",
            checks,
            strict=self._strict,
            forgiving=self._forgiving,
            oneof=ONEOFS.get(name, ""),
        )


class ObjectCheck:
    """The check of an object: known names, each with its own check.

    `oneof` names the choice that allows one of them at a time; "" where there is none.
    """

    def __init__(
        self, kind: str, checks: dict[str, Check], *, strict: bool, forgiving: bool, oneof: str
    ) -> None:
        """Keep what the schema says."""
        self._kind, self._checks = kind, checks
        self._strict, self._forgiving, self._oneof = strict, forgiving, oneof

    def __call__(self, value: Any) -> Any:
        """The object in its usual form; every fault in it is found."""
        if value.__class__ is not dict:
            raise Wrong.single(self._kind, value)
        wrong: list[Wrong] = []
        for name, held in list(value.items()):
            try:
                self._entry(value, name, held)
            except Wrong as found:
                wrong.append(found)
        if self._oneof and len(value) > 1:
            wrong.append(Wrong.oneof(self._oneof, list(value)[1]))
        if wrong:
            raise Wrong.joined(wrong)
        return value

    def _entry(self, value: Json, name: str, held: Any) -> None:
        check = self._checks.get(name)
        if check is None:
            check, name = self._other_name(value, name)
            if check is None:
                return
        if held is None and not self._strict:
            del value[name]
            return
        try:
            changed = check(held)
        except Wrong as wrong:
            raise wrong.under(name) from None
        if changed is not held:
            value[name] = changed

    def _other_name(self, value: Json, name: str) -> tuple[Check | None, str]:
        """The check of a name in snake_case, which Google takes too."""
        camel = re.sub(r"_(\w)", lambda match: match[1].upper(), name)
        if not self._strict and camel in self._checks and camel not in value:
            value[camel] = value.pop(name)
            return self._checks[camel], camel
        if not self._forgiving:
            raise Wrong.unknown(name)
        return None, name


def _mapping(item: Check, *, strict: bool) -> Check:
    def check(value: Any) -> Any:
        if value.__class__ is not dict:
            raise Wrong.value("map", value)
        for name, held in value.items():
            if held is None and not strict:
                continue  # a null clears an entry
            try:
                value[name] = item(held)
            except Wrong as wrong:
                raise wrong.under(name) from None
        return value

    return check
