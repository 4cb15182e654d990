"""A call of Sheets or Drive: admitted, counted, checked, carried out, and its answer checked too."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Mapping
from typing import Any

import orjson

from tests.google import drive, spreadsheets
from tests.google.callers import admit, caller_of
from tests.google.calls import Call
from tests.google.discovery import Method, document
from tests.google.errors import ApiError, bad, bad_request, missing
from tests.google.masks import BadMask, Mask, apply, mask_of
from tests.google.messages import Request, Response, json_response
from tests.google.schemas import TYPES, Wrong, request_check, response_check, snake
from tests.google.state import Google

Json = dict[str, Any]

LIMIT = 10_485_760
BOOLEANS = frozenset({"true", "false", "1", "0", ""})


def answer_api(
    google: Google, request: Request, method: Method, params: dict[str, str], *, counted: bool
) -> Response:
    """The answer to a call of a known method."""
    caller = admit(google, method, caller_of(google, request))
    if method.api == "sheets" and counted:
        google.quotas.charge(request.first("quotaUser") or caller.email, reads=method.reads)
    _check_query(method, params, request.query)
    mask = _mask(method, request)
    call = Call(google, method, caller, params, request, _body(method, request))
    with google.world.lock:
        result = spreadsheets.answer(call) if method.api == "sheets" else _drive(call)
        return result if isinstance(result, Response) else _answered(method, mask, result)


def _answered(method: Method, mask: Mask, result: Json) -> Response:
    if method.response:
        _check_answer(method, method.response, result)
    return json_response(apply(mask, result))


def _drive(call: Call) -> Json | Response:
    handler = drive.METHODS.get(call.method.key)
    if handler is None:
        raise missing(call.method.key)
    return handler(call)


def _check_answer(method: Method, schema: str, result: Any) -> None:
    try:
        response_check(method.document, schema)(result)
    except Wrong as wrong:
        found = "; ".join(text for _, text in wrong.violations)
        text = f"Fault of the local Google: the answer of {method.key} does not fit its schema. {found}"
        sys.stderr.write(text + "\n")
        raise ApiError(500, text) from None


def _mask(method: Method, request: Request) -> Mask:
    text = request.first("fields") or drive.DEFAULT_FIELDS.get(method.key, "")
    if not text and method.key == "drive.about.get":
        message = "The 'fields' parameter is required for this method."
        raise ApiError(400, message, reason="required", location="fields")
    if not text or method.response is None:
        return {}
    try:
        return mask_of(text, method.document, method.response)
    except BadMask as wrong:
        raise _unknown_field(method, text, wrong.path) from None


def _unknown_field(method: Method, text: str, path: str) -> ApiError:
    if method.api == "drive":
        message = f"Invalid field selection {path.rpartition('.')[2] or text}"
        return ApiError(400, message, reason="invalidParameter", location="fields")
    found = f"Cannot find matching fields for path '{path}'." if path else "Cannot parse it."
    violation = (text, f"Error expanding 'fields' parameter. {found}")
    return ApiError(400, "Request contains an invalid argument.", details=[bad_request(violation)])


def _body(method: Method, request: Request) -> Json:
    """The body of a request in its usual form; {} where there is none."""
    raw = request.body
    if request.header("content-encoding") == "gzip":
        raw = gzip.decompress(raw)
    if len(raw) > LIMIT:
        raise bad(f"Request payload size exceeds the limit: {LIMIT} bytes.")
    try:
        body: Any = orjson.loads(raw) if raw.strip() else {}
    except orjson.JSONDecodeError as error:
        raise bad(f"Invalid JSON payload received. {error}") from error
    if not isinstance(body, dict):
        raise bad("Invalid JSON payload received. Root element must be a message.")
    try:
        checked: Json = request_check(method.document, method.request)(body) if method.request else body
    except Wrong as wrong:
        raise _invalid(method, wrong.violations) from None
    return checked


def _invalid(method: Method, violations: list[tuple[str, str]]) -> ApiError:
    message = "\n".join(text for _, text in violations)
    if method.api == "drive":
        return ApiError(400, message, reason="invalid")
    return ApiError(400, message, details=[bad_request(*violations)])


def _check_query(method: Method, params: Mapping[str, str], query: Mapping[str, list[str]]) -> None:
    """Refuse missing and unknown names (Drive ignores those), wrong words of a list, and wrong types."""
    for name, spec in method.parameters.items():
        if spec.get("required") and not (params.get(name) or query.get(name)):
            raise ApiError(400, f"Required parameter: {name}", reason="required", location=name)
    common = document(method.document)["parameters"]
    for name, values in query.items():
        spec = method.parameters.get(name) or common.get(name)
        if spec is None and method.api == "sheets":
            message = f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter.'
            raise _invalid(method, [(name, message)])
        for value in values:
            if spec and (kind := _wrong(name, spec, value)):
                message = f"Invalid value at '{snake(name)}' ({kind}), \"{value}\""
                raise _invalid(method, [(snake(name), message)])


def _wrong(name: str, spec: Json, value: str) -> str:
    """The type that a query parameter should have; "" where it has it."""
    if "enum" in spec and value not in spec["enum"] and name != "alt":
        return TYPES + name[:1].upper() + name[1:]
    if spec["type"] == "boolean" and value.lower() not in BOOLEANS:
        return "TYPE_BOOL"
    return "TYPE_INT32" if spec["type"] == "integer" and not value.lstrip("-").isdigit() else ""
