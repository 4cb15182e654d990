"""The vendors' descriptions of their APIs, and whether a call and its answer are as they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import orjson
import pytest

from tests.crm.server import Answered, Asked

SHARED = Path(__file__).parents[3] / "shared" / "specs"
"""Beside the checkout, where the descriptions are: they are no part of it."""

VERBS = ("get", "post", "patch", "put", "delete")


@dataclass(frozen=True)
class Description:
    """An OpenAPI 3.0 document; what an object does not name is not allowed in it.

    `root` is where the document's paths begin.
    """

    document: dict[str, Any]
    root: str = ""

    def rooted(self) -> dict[str, Any]:
        """The document with its paths as they are asked for."""
        return self.document | {
            "paths": {self.root + path: it for path, it in self.document["paths"].items()}
        }

    def faults(self, asked: Asked, answered: Answered) -> Iterator[str]:
        """What is not as described: the path, a parameter, the body, the status, the answer."""
        operation = self._operation(asked)
        if operation is None:
            yield f"{asked.method} {asked.path} is not described"
            return
        yield from self._of_parameters(operation, asked)
        if body := operation.get("requestBody"):
            yield from self._of_body(body, asked.body)
        told = operation["responses"].get(str(answered.status), operation["responses"].get("default"))
        yield from self._of_body(told, answered.body)

    def _operation(self, asked: Asked) -> dict[str, Any] | None:
        """The most particular path that matches, as OpenAPI has it."""
        for path in sorted(self.document["paths"], key=lambda path: path.count("{")):
            pattern = re.sub(r"\{\w+\}", "[^/]+", path)
            found: dict[str, Any] | None = self.document["paths"][path].get(asked.method.lower())
            if found is not None and re.fullmatch(self.root + pattern, asked.path):
                return found
        return None

    def _of_parameters(self, operation: dict[str, Any], asked: Asked) -> Iterator[str]:
        known = {each["name"]: each["schema"] for each in operation.get("parameters", ())}
        for name, values in asked.query.items():
            if name not in known:
                yield f"{asked.path} has no parameter {name}"
            elif known[name]["type"] == "integer" and not all(value.isdecimal() for value in values):
                yield f"{name} of {asked.path} is no number"
            elif known[name]["type"] == "boolean" and not set(values) <= {"true", "false"}:
                yield f"{name} of {asked.path} is neither true nor false"

    def _of_body(self, told: dict[str, Any], body: Any) -> Iterator[str]:
        schema = told["content"]["application/json"]["schema"]
        whole = closed({**schema, "components": self.document["components"]})
        for error in jsonschema_rs.validator_for(whole).iter_errors(body):
            yield f"{error.instance_path}: {error.message}"


def closed(node: Any, *, partial: bool = False) -> Any:
    """A schema of OpenAPI 3.0 as JSON Schema has it, whose objects hold only what they name.

    One that is `partial` is put together with others, of which any may name what an object holds.
    """
    if isinstance(node, list):
        return [closed(each, partial=partial) for each in node]
    if not isinstance(node, dict):
        return node
    made = {name: closed(value, partial=name == "allOf") for name, value in node.items()}
    if made.pop("nullable", False) is True and "type" in made:
        made["type"] = [made["type"], "null"]
    is_object = isinstance(made.get("properties"), dict) and made.get("type") == "object"
    if not partial and (is_object or "allOf" in made):
        made.setdefault("unevaluatedProperties", made.pop("additionalProperties", False))
    return made


@cache
def description(name: str, root: str = "") -> Description:
    """A description by its path below the folder of them; a test that needs it is skipped without."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"no {path}: the vendors' descriptions are kept beside the checkout")
    return Description(orjson.loads(path.read_bytes()), root)
