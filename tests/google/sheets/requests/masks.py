"""Field masks of update requests: read, checked, and applied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tests.google.errors import bad
from tests.google.sheets.model import Json
from tests.google.sheets.requests.answers import copied
from tests.google.sheets.requests.schema import fields

Mask = dict[str, "Mask"]
"""The named fields, each with the named fields inside it; empty where a field is meant whole."""

SNAKE = re.compile(r"_(\w)")
"""What makes a name one of protocol buffers' own, which are taken as well: `grid_properties`."""

TOKEN = re.compile(r"[\w*]+|[,()./]")

MISSING = "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"


def read(request: Json, kind: str) -> Mask:
    """Read the mask of a request over a message type.

    Raises:
        ApiError: if there is none, or it names a field that the type does not have.
    """
    text = request.get("fields") or ""
    if not text.strip():
        raise bad(MISSING)
    return _written(parse(text, kind), kind)


def _written(mask: Mask, kind: str) -> Mask:
    # A list or a map is written whole, whatever the mask names inside it.
    known = fields(kind)
    return {name: _written(inner, known[name]) if known[name] else {} for name, inner in mask.items()}


@cache
def _parsed(text: str) -> Mask:
    tokens = iter(TOKEN.findall(text))
    return _group(tokens)


def _group(tokens: Iterator[str]) -> Mask:
    mask: Mask = {}
    here = mask
    for part in tokens:
        if part == "(":
            here.update(_group(tokens))
        elif part == ")":
            break
        elif part == ",":
            here = mask
        elif part not in "./":
            here = here.setdefault(_camel(part), {})
    return mask


def _camel(name: str) -> str:
    return SNAKE.sub(lambda match: match[1].upper(), name)


def parse(text: str, kind: str) -> Mask:
    """Read a mask's text: `a,b.c,d(e,f)` or `*`.

    Raises:
        ApiError: if it names a field that the type does not have.
    """
    return _checked(_parsed(text), kind, "")


def _checked(mask: Mask, kind: str, path: str) -> Mask:
    known = fields(kind)
    if "*" in mask:
        return {} if path else {name: {} for name in known}
    answer: Mask = {}
    for name, inner in mask.items():
        if known and name not in known:
            raise bad(f"Invalid field: {path}{name}")
        answer[name] = _checked(inner, known.get(name, ""), f"{path}{name}.") if inner else {}
    return answer


def assign(target: Json, source: Json, mask: Mask) -> None:
    """Copy the fields that a mask names; one that the source does not have is reset."""
    for name, inner in mask.items():
        if inner:
            nested = dict(target.get(name, {}))
            assign(nested, source.get(name, {}), inner)
            _set(target, name, nested or None)
        else:
            _forget_twin(target, name, mask)
            _set(target, name, copied(source[name]) if name in source else None)


def _set(target: Json, name: str, value: object) -> None:
    if value is None:
        target.pop(name, None)
    else:
        target[name] = value


def _forget_twin(target: Json, name: str, mask: Mask) -> None:
    # A colour is kept under its old and its new name: what changes one must not leave the other behind.
    twin = name.removesuffix("Style") if name.endswith("ColorStyle") else f"{name}Style"
    if name.endswith(("Color", "ColorStyle")) and twin not in mask:
        target.pop(twin, None)


def names(mask: Mask, *path: str) -> bool:
    """Tell whether a mask covers a field, given by its path."""
    for name in path:
        if name not in mask:
            return False
        mask = mask[name]
        if not mask:
            return True
    return True
