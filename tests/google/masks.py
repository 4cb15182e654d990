"""Response masks: the `fields` parameter read, checked against the schema, and applied."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from tests.google.discovery import document

Json = dict[str, Any]

Mask = dict[str, Any]
"""Names to what is kept of each: a mask, or None for all of it; `*` stands for every name."""

TOKEN = re.compile(r"\s*([\w*@$-]+|[(),./])")


class BadMask(Exception):  # noqa: N818  # the caller makes an answer of it
    """A mask that names a field that does not exist (`path`), or that cannot be read (path "")."""

    def __init__(self, path: str = "") -> None:
        """Keep the path at fault."""
        super().__init__(path)
        self.path = path


@lru_cache(maxsize=256)
def mask_of(text: str, name: str, schema: str) -> Mask | None:
    """The mask that `fields` describes; None where it keeps everything."""
    mask = _Reader(text).selection()
    _check(mask, {"$ref": schema}, document(name)["schemas"], ())
    return None if "*" in mask and mask["*"] is None else mask


def apply(mask: Mask | None, value: Any) -> Any:
    """What a mask keeps of a value."""
    if mask is None:
        return value
    if isinstance(value, list):
        return [apply(mask, item) for item in value]
    if not isinstance(value, dict):
        return value
    rest = mask.get("*", {})
    return {
        name: apply(mask.get(name, rest), held) for name, held in value.items() if name in mask or "*" in mask
    }


class _Reader:
    """Reads `a,b/c,d(e,f/g)`; dots separate like slashes."""

    def __init__(self, text: str) -> None:
        self._tokens: list[str] = []
        position = 0
        text = text.strip()
        while position < len(text):
            match = TOKEN.match(text, position)
            if match is None:
                raise BadMask
            self._tokens.append(match[1])
            position = match.end()
        self._position = 0

    def selection(self) -> Mask:
        """The whole mask."""
        mask = self._list()
        if self._peek():
            raise BadMask
        return mask

    def _peek(self) -> str:
        return self._tokens[self._position] if self._position < len(self._tokens) else ""

    def _next(self) -> str:
        token = self._peek()
        self._position += 1
        return token

    def _list(self) -> Mask:
        mask: Mask = {}
        while True:
            self._path(mask)
            if self._peek() != ",":
                return mask
            self._next()

    def _path(self, mask: Mask) -> None:
        name = self._name()
        if self._peek() in {"/", "."}:
            self._next()
            inner: Mask = {}
            self._path(inner)
        elif self._peek() == "(":
            self._next()
            inner = self._list()
            if self._next() != ")":
                raise BadMask
        else:
            mask[name] = None
            return
        _merge(mask, name, inner)

    def _name(self) -> str:
        name = self._next()
        if not name or name in "(),./":
            raise BadMask
        return re.sub(r"_(\w)", lambda match: match[1].upper(), name)


def _merge(mask: Mask, name: str, inner: Mask) -> None:
    if name not in mask:
        mask[name] = inner
    elif mask[name] is not None:
        for key, value in inner.items():
            if value is None:
                mask[name][key] = None
            else:
                _merge(mask[name], key, value)


def _check(mask: Mask, spec: Json, schemas: Json, path: tuple[str, ...]) -> None:
    spec = _inner(spec, schemas)
    if spec.get("type") == "any" or "additionalProperties" in spec:
        return
    known = spec.get("properties", {})
    for name, below in mask.items():
        here = (*path, name)
        if name == "*":
            continue
        if name not in known:
            raise BadMask(".".join(here))
        if below is not None:
            _check(below, known[name], schemas, here)


def _inner(spec: Json, schemas: Json) -> Json:
    """The schema of an object, or of the items of a list of them."""
    while spec.get("type") == "array" or "$ref" in spec:
        spec = schemas[spec["$ref"]] if "$ref" in spec else spec["items"]
    return spec
