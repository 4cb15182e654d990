"""The methods that exist, read from Google's own discovery documents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import orjson

Json = dict[str, Any]

DOCUMENTS = {"sheets.v4": "", "drive.v3": "/drive/v3"}
"""The documents, each with the path under which its methods are served."""

READING_POSTS = frozenset(
    {
        "sheets.spreadsheets.getByDataFilter",
        "sheets.spreadsheets.values.batchGetByDataFilter",
        "sheets.spreadsheets.developerMetadata.search",
    }
)


@dataclass(frozen=True)
class Method:
    """A method of an API."""

    key: str
    api: str
    document: str
    http_method: str
    pattern: re.Pattern[str]
    parameters: Json
    scopes: frozenset[str]
    request: str | None
    response: str | None

    @property
    def reads(self) -> bool:
        """Whether the method leaves everything as it is."""
        return self.http_method == "GET" or self.key in READING_POSTS


@cache
def document(name: str) -> Json:
    """A discovery document, as it ships in google-api-python-client."""
    spec = find_spec("googleapiclient")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("google-api-python-client is not installed.")
    folder = Path(spec.submodule_search_locations[0]) / "discovery_cache" / "documents"
    parsed: Json = orjson.loads((folder / f"{name}.json").read_bytes())
    return parsed


@cache
def methods() -> dict[str, list[Method]]:
    """Every method by HTTP verb, fixed paths before those with parameters."""
    table: dict[str, list[Method]] = {}
    for name, base in DOCUMENTS.items():
        for raw in _walk(document(name)):
            method = _method(name, raw, f"{base}/{raw['path']}")
            table.setdefault(method.http_method, []).append(method)
    for found in table.values():
        found.sort(key=lambda method: method.pattern.pattern.count("(?P<"))
    return table


def find(verb: str, path: str) -> tuple[Method, dict[str, str]] | None:
    """The method that a percent-encoded path calls, with its decoded path parameters."""
    path = path.replace("%3A", ":").replace("%3a", ":")
    for method in methods().get(verb, ()):
        if match := method.pattern.fullmatch(path):
            return method, {name: unquote(value) for name, value in match.groupdict().items()}
    return None


def _walk(resource: Json) -> list[Json]:
    found = list(resource.get("methods", {}).values())
    for child in resource.get("resources", {}).values():
        found += _walk(child)
    return found


def _method(name: str, raw: Json, path: str) -> Method:
    return Method(
        key=raw["id"],
        api=name.partition(".")[0],
        document=name,
        http_method=raw["httpMethod"],
        pattern=re.compile(_expression(path)),
        parameters=raw.get("parameters", {}),
        scopes=frozenset(raw.get("scopes", ())),
        request=raw.get("request", {}).get("$ref"),
        response=raw.get("response", {}).get("$ref"),
    )


def _expression(path: str) -> str:
    # An id never holds a colon, so that `…/{id}:batchUpdate` is told from `…/{id}`; a range does.
    pieces = re.split(r"\{(\w+)\}", path)
    for index in range(1, len(pieces), 2):
        allowed = "[^/]" if pieces[index] == "range" else "[^/:]"
        pieces[index] = f"(?P<{pieces[index]}>{allowed}+)"
    return "".join(piece if index % 2 else re.escape(piece) for index, piece in enumerate(pieces))
