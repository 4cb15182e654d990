"""Query parameters, checked against the discovery document."""

from __future__ import annotations

from collections.abc import Mapping

from tests.google.discovery import Method, document
from tests.google.enums import enum_name
from tests.google.errors import ApiError
from tests.google.replies import bad_request
from tests.google.scalars import quoted, snake

EVERYWHERE = frozenset({"$alt", "$fields", "$key", "$prettyPrint", "upload_id", "userIp"})
BOOLEANS = frozenset({"true", "false", "1", "0", ""})


def check(method: Method, params: Mapping[str, str], query: Mapping[str, list[str]]) -> None:
    """Refuse missing and unknown names (Drive ignores those), wrong words of a list, and wrong types."""
    for name, spec in method.parameters.items():
        if spec.get("required") and not (params.get(name) or query.get(name)):
            raise ApiError(400, f"Required parameter: {name}", reason="required", location=name)
    common = document(method.document)["parameters"]
    for name, values in [*query.items(), *((name, [value]) for name, value in params.items())]:
        spec = method.parameters.get(name) or common.get(name)
        if spec is None or (name in query and spec["location"] == "path"):
            if method.api == "sheets" and name not in EVERYWHERE:
                raise unknown(name)
            continue
        for value in values:
            if problem := _problem(name, spec, value):
                raise _refusal(method, name, problem)


def unknown(name: str) -> ApiError:
    """The refusal of a parameter that the method does not have."""
    message = (
        f"Invalid JSON payload received. Unknown name {quoted(name)}: Cannot bind query parameter. "
        f"Field '{name}' could not be found in request message."
    )
    return ApiError(400, message, details=[bad_request(("", message))])


def _problem(name: str, spec: Mapping[str, object], value: str) -> str | None:
    allowed = spec.get("enum")
    if isinstance(allowed, list) and value not in allowed and name != "alt":
        kind = f"type.googleapis.com/google.apps.sheets.v4.{enum_name(name)}"
        return f"Invalid value at '{snake(name)}' ({kind}), {quoted(value)}"
    if spec["type"] == "boolean" and value.lower() not in BOOLEANS:
        return f"Invalid value at '{snake(name)}' (TYPE_BOOL), {quoted(value)}"
    if spec["type"] == "integer" and not value.lstrip("-").isdigit():
        return f"Invalid value at '{snake(name)}' (TYPE_INT32), {quoted(value)}"
    return _bounds(spec, value) if spec["type"] == "integer" else None


def _bounds(spec: Mapping[str, object], value: str) -> str | None:
    low, high = spec.get("minimum"), spec.get("maximum")
    if low is not None and high is not None and not int(str(low)) <= int(value) <= int(str(high)):
        return f"Invalid value '{value}'. Values must be within the range: [{low}, {high}]"
    return None


def _refusal(method: Method, name: str, problem: str) -> ApiError:
    if method.api == "drive":
        return ApiError(400, problem, reason="invalidParameter", location=name)
    return ApiError(400, problem, details=[bad_request((snake(name), problem))])
