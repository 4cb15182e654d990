"""JSON values in the text form of protobuf messages, as Google's errors print them."""

from __future__ import annotations

import json
from typing import Any


def _fields(node: dict[str, Any], indent: str) -> list[str]:
    return [
        f'{indent}fields {{\n{indent}  key: "{key}"\n{indent}  value {{\n'
        + message_text(item, indent + "    ")
        + f"\n{indent}  }}\n{indent}}}"
        for key, item in node.items()
    ]


def message_text(value: Any, indent: str = "") -> str:
    """A JSON value as the text form of a protobuf Value."""
    inner = indent + "  "
    if isinstance(value, dict):
        return "\n".join([f"{indent}struct_value {{", *_fields(value, inner), f"{indent}}}"])
    if isinstance(value, list):
        items = [f"{inner}values {{\n{message_text(item, inner + '  ')}\n{inner}}}" for item in value]
        return "\n".join([f"{indent}list_value {{", *items, f"{indent}}}"])
    if value is None:
        return f"{indent}null_value: NULL_VALUE"
    kind = "bool" if isinstance(value, bool) else "string" if isinstance(value, str) else "number"
    return f"{indent}{kind}_value: {json.dumps(value, ensure_ascii=False)}"
