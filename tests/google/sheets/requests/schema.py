"""The message types of Sheets v4, as its discovery document defines them."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

DOCUMENTS = "googleapiclient.discovery_cache.documents"


@cache
def schemas() -> dict[str, Any]:
    """Every message type by name."""
    text = resources.files(DOCUMENTS).joinpath("sheets.v4.json").read_text(encoding="utf-8")
    types: dict[str, Any] = json.loads(text)["schemas"]
    return types


@cache
def fields(kind: str) -> dict[str, str]:
    """The fields of a message type, each with the type that it holds (empty where it is no message)."""
    properties = schemas().get(kind, {}).get("properties", {})
    return {name: spec.get("$ref", "") for name, spec in properties.items()}
