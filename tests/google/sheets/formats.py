"""Cell formats: how they are kept, and the format that a cell shows."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.google.sheets.locales import language
from tests.google.sheets.model import Book, Failure, Json, Result

COLOR_KEYS = frozenset({"red", "green", "blue", "alpha"})


def single(value: float) -> float:
    """A colour channel as Google keeps it: in single precision."""
    return float(str(np.float32(value)))


def is_color(node: Any) -> bool:
    """Tell whether a piece of JSON is a Color."""
    return isinstance(node, dict) and bool(node) and set(node) <= COLOR_KEYS


def kept(node: Any) -> Any:
    """A copy of a format as Google keeps it: colours under both names, their zeros left out."""
    if is_color(node):
        return {name: single(value) for name, value in node.items() if value}
    if isinstance(node, list):
        return [kept(item) for item in node]
    if not isinstance(node, dict):
        return node
    answer = {name: kept(value) for name, value in node.items()}
    for name in node:
        _pair(answer, name)
    return answer


def _pair(node: Json, name: str) -> None:
    lowered = name.lower()
    if lowered.endswith("colorstyle"):
        old = name.removesuffix("Style")
        if "rgbColor" in node[name]:
            node[old] = node[name]["rgbColor"]
    elif lowered.endswith("color") and lowered != "rgbcolor":
        node.setdefault(f"{name}Style", {"rgbColor": node[name]})


def default_pattern(book: Book, kind: str) -> str:
    """The pattern of a number format that names only its type, under the file's locale."""
    local = language(book.properties["locale"])
    amount = f'"{local.currency}"#,##0.00' if local.currency_first else f"#,##0.00\\ [${local.currency}]"
    patterns = {
        "NUMBER": "#,##0.00",
        "PERCENT": "0.00%",
        "CURRENCY": amount,
        "DATE": local.date,
        "TIME": local.time,
        "DATE_TIME": f"{local.date} {local.time}",
        "SCIENTIFIC": "0.00E+00",
        "TEXT": "@",
    }
    return patterns.get(kind, "")


def full_number_format(book: Book, number_format: Json) -> Json:
    """A number format with its pattern written out."""
    kind = number_format.get("type", "NUMBER")
    pattern = number_format.get("pattern") or default_pattern(book, kind)
    return {"type": kind, "pattern": pattern} if pattern else {"type": kind}


def merged(base: Json, over: Json) -> Json:
    """A copy of `base` in which `over` takes precedence, message by message; inner parts are shared."""
    answer = dict(base)
    for name, value in over.items():
        inner = answer.get(name)
        if isinstance(inner, dict) and isinstance(value, dict) and not _whole(name):
            answer[name] = merged(inner, value)
        else:
            answer[name] = value
    return answer


def _whole(name: str) -> bool:
    return name.lower().endswith(("color", "colorstyle"))


def _alignment(value: Result) -> str:
    if isinstance(value, (bool, Failure)):
        return "CENTER"
    return "RIGHT" if isinstance(value, (int, float)) else "LEFT"


def effective_format(book: Book, entered: Json, value: Result, derived: Json | None) -> Json:
    """The format that a cell shows: the file's default, what was entered, and what its value brings."""
    answer = merged(book.properties.get("defaultFormat", {}), entered)
    number_format = entered.get("numberFormat") or derived
    if number_format:
        answer["numberFormat"] = full_number_format(book, number_format)
    if value is not None:
        answer.setdefault("horizontalAlignment", _alignment(value))
    link = entered.get("textFormat", {}).get("link")
    answer.setdefault("hyperlinkDisplayType", "LINKED" if link else "PLAIN_TEXT")
    return answer
