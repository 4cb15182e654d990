"""Field masks, of answers and of updates: read, checked against the schema, and applied."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from tests.google.discovery import document
from tests.google.errors import bad

Json = dict[str, Any]

Mask = dict[str, Any]
"""The named fields, each with the named fields inside it; empty where all is meant."""

TOKEN = re.compile(r"\s*([\w*@$-]+|[(),./])")

COLOURS = ("color", "colorstyle")


class BadMask(Exception):  # noqa: N818  # the caller makes an answer of it
    """A mask that names a field that does not exist (`path`), or that cannot be read (path "")."""

    def __init__(self, path: str = "") -> None:
        """Keep the path at fault."""
        super().__init__(path)
        self.path = path


@lru_cache(maxsize=256)
def mask_of(text: str, name: str, schema: str) -> Mask:
    """The mask that a text describes over a message type."""
    mask = _Reader(text).selection()
    _check(mask, {"$ref": schema}, document(name)["schemas"], ())
    return {} if mask.get("*") == {} else mask


def apply(mask: Mask, value: Any) -> Any:
    """What a mask keeps of a value."""
    if not mask:
        return value
    if isinstance(value, list):
        return [apply(mask, item) for item in value]
    if not isinstance(value, dict):
        return value
    kept: Mask = mask if "*" not in mask else dict.fromkeys(value, mask["*"]) | mask
    return {name: apply(kept[name], held) for name, held in value.items() if name in kept}


class _Reader:
    """Reads `a,b/c,d(e,f/g)`; dots separate like slashes."""

    def __init__(self, text: str) -> None:
        self.tokens: list[str] = []
        position, text = 0, text.strip()
        while position < len(text):
            match = TOKEN.match(text, position)
            if match is None:
                raise BadMask
            self.tokens.append(match[1])
            position = match.end()
        self.tokens.append("")

    def selection(self, end: str = "") -> Mask:
        mask: Mask = {}
        while True:
            self.path(mask)
            mark = self.tokens.pop(0)
            if mark == end:
                return mask
            if mark != ",":
                raise BadMask

    def path(self, mask: Mask) -> None:
        name = self.tokens.pop(0)
        if not name or name in "(),./":
            raise BadMask
        name = re.sub(r"_(\w)", lambda match: match[1].upper(), name)
        inner: Mask = {}
        if self.tokens[0] in {"/", "."}:
            self.tokens.pop(0)
            self.path(inner)
        elif self.tokens[0] == "(":
            self.tokens.pop(0)
            inner = self.selection(")")
        _merge(mask, name, inner)


def _merge(mask: Mask, name: str, inner: Mask) -> None:
    if name not in mask or not inner:
        mask[name] = inner
    elif mask[name]:
        for key, value in inner.items():
            _merge(mask[name], key, value)


def _check(mask: Mask, spec: Json, schemas: Json, path: tuple[str, ...]) -> None:
    while spec.get("type") == "array" or "$ref" in spec:
        spec = schemas[spec["$ref"]] if "$ref" in spec else spec["items"]
    if spec.get("type") == "any" or "additionalProperties" in spec:
        return
    known = spec.get("properties", {})
    for name, below in mask.items():
        if name != "*" and name not in known:
            raise BadMask(".".join((*path, name)))
        if name != "*":
            _check(below, known[name], schemas, (*path, name))


def written(request: Json, kind: str) -> Mask:
    """The fields of a message type that an update request writes; all are named, none is empty."""
    text = request.get("fields") or ""
    if not text.strip():
        raise bad("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    try:
        mask = mask_of(text, "sheets.v4", kind)
    except BadMask as wrong:
        raise bad(f"Invalid field: {wrong.path or text}") from None
    return _whole_lists(mask or {name: {} for name in _fields(kind)}, kind)


def _fields(kind: str) -> dict[str, str]:
    """The fields of a message type, each with the type that it holds (empty where it is no message)."""
    properties = document("sheets.v4")["schemas"].get(kind, {}).get("properties", {})
    return {name: spec.get("$ref", "") for name, spec in properties.items()}


def _whole_lists(mask: Mask, kind: str) -> Mask:
    # A list or a map is written whole, whatever the mask names inside it.
    known = _fields(kind)
    return {
        name: _whole_lists(inner, known[name]) if known.get(name) and "*" not in inner else {}
        for name, inner in mask.items()
    }


def assigned(target: Json, source: Json, mask: Mask) -> Json:
    """A copy of `target` with the fields that a mask names as `source` has them, or without them."""
    answer = dict(target)
    for name, inner in mask.items():
        value = source.get(name)
        if inner:
            value = assigned(target.get(name, {}), value or {}, inner)
        _set(answer, name, value)
        twin = name.removesuffix("Style") if name.endswith("Style") else f"{name}Style"
        if name.lower().endswith(COLOURS) and twin not in mask:
            # A colour stands under its old and its new name: what writes one writes the other.
            _set(answer, twin, source.get(twin))
    return answer


def _set(target: Json, name: str, value: Any) -> None:
    if value is None or value == {}:
        target.pop(name, None)
    else:
        target[name] = value
