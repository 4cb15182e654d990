"""A call of Sheets or Drive: admitted, counted, checked, carried out, and its answer checked too."""

from __future__ import annotations

import sys
from typing import Any

from tests.google import spreadsheets
from tests.google.bodies import body_of
from tests.google.callers import admit, caller_of
from tests.google.calls import Call
from tests.google.discovery import Method
from tests.google.drive_methods import DEFAULT_FIELDS, METHODS, NEED_FIELDS
from tests.google.errors import ApiError
from tests.google.masks import BadMask, Mask, apply, mask_of
from tests.google.messages import Request, Response, json_response
from tests.google.queries import check as check_query
from tests.google.replies import bad_request
from tests.google.scalars import Wrong
from tests.google.schemas import response_check
from tests.google.state import Google

Json = dict[str, Any]


def answer_api(
    google: Google, request: Request, method: Method, params: dict[str, str], *, counted: bool
) -> Response:
    """The answer to a call of a known method."""
    caller = admit(google, method, request, caller_of(google, request))
    if method.api == "sheets" and counted:
        google.quotas.charge(request.first("quotaUser") or caller.email or "key", reads=method.reads)
    check_query(method, params, request.query)
    _mask(method, request)
    body = {} if method.upload else body_of(method, request)
    call = Call(google, method, caller, params, request, body)
    with google.world.lock:
        result = spreadsheets.answer(call) if method.api == "sheets" else _drive(call)
    return result if isinstance(result, Response) else _answered(method, request, result)


def _answered(method: Method, request: Request, result: Json) -> Response:
    _check_answer(method, result)
    return _answer(request, apply(_mask(method, request), result))


def _drive(call: Call) -> Json | Response:
    handler = None if call.method.upload else METHODS.get(call.method.key)
    if handler is None:
        message = f"The local Google does not have {call.method.key}."
        raise ApiError(501, message, status="UNIMPLEMENTED", reason="notImplemented")
    return handler(call)


def _answer(request: Request, result: Any) -> Response:
    asked = request.first("prettyPrint").lower()
    return json_response(result, pretty=None if not asked else asked in {"true", "1"})


def _mask(method: Method, request: Request) -> Mask | None:
    text = request.first("fields") or request.first("$fields") or request.header("x-goog-fieldmask")
    if not text and method.key in NEED_FIELDS:
        message = "The 'fields' parameter is required for this method."
        raise ApiError(400, message, reason="required", location="fields")
    text = text or DEFAULT_FIELDS.get(method.key, "")
    if not text or method.response is None:
        return None
    try:
        return mask_of(text, method.document, method.response)
    except BadMask as wrong:
        raise _refusal(method, text, wrong) from None


def _refusal(method: Method, text: str, wrong: BadMask) -> ApiError:
    if method.api == "drive":
        message = f"Invalid field selection {wrong.path.rpartition('.')[2] or text}"
        return ApiError(400, message, reason="invalidParameter", location="fields")
    found = f"Cannot find matching fields for path '{wrong.path}'." if wrong.path else "Cannot parse it."
    violation = (text, f"Error expanding 'fields' parameter. {found}")
    return ApiError(400, "Request contains an invalid argument.", details=[bad_request(violation)])


def _check_answer(method: Method, result: Any) -> None:
    if method.response is None:
        return
    try:
        response_check(method.document, method.response)(result)
    except Wrong as wrong:
        found = "; ".join(problem.message for problem in wrong.problems)
        text = f"Fault of the local Google: the answer of {method.key} does not fit its schema. {found}"
        sys.stderr.write(text + "\n")
        raise ApiError(500, text) from None
