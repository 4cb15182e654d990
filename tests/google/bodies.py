"""Request bodies: unpacked, read as JSON, and checked against the method's schema."""

from __future__ import annotations

import gzip
import zlib
from typing import Any
from urllib.parse import parse_qs

import orjson

from tests.google.discovery import Method
from tests.google.errors import ApiError, bad
from tests.google.messages import Request
from tests.google.queries import unknown
from tests.google.replies import bad_request
from tests.google.scalars import Problem, Wrong
from tests.google.schemas import request_check

Json = dict[str, Any]

FORM = "application/x-www-form-urlencoded"
LIMIT = 10_485_760

FIELD_OF_BODY = {
    "sheets.spreadsheets.create": "spreadsheet",
    "sheets.spreadsheets.values.append": "data",
    "sheets.spreadsheets.values.update": "data",
}
"""Where a body is one field of the request, which then begins every path in messages."""

SHOWN = 10
"""How much of a broken body is shown on each side of the fault."""


def unpacked(request: Request) -> bytes:
    """The body, decompressed where it was sent so."""
    coding = request.header("content-encoding").lower()
    try:
        if coding in {"gzip", "x-gzip"}:
            return gzip.decompress(request.body)
        return zlib.decompress(request.body) if coding == "deflate" else request.body
    except (OSError, EOFError, zlib.error) as error:
        raise bad("Request body is not in the stated content encoding.") from error


def body_of(method: Method, request: Request) -> Json:
    """The body of an API request in its usual form; {} where there is none."""
    raw = unpacked(request)
    if len(raw) > LIMIT:
        raise bad(f"Request payload size exceeds the limit: {LIMIT} bytes.")
    if not raw.strip():
        return {}
    if request.header("content-type").startswith(FORM):
        # A form is taken for query parameters: what curl sends when it is not told otherwise.
        raise unknown(next(iter(parse_qs(raw.decode(errors="replace"), keep_blank_values=True)), ""))
    return checked(method, parsed(raw, method.api))


def parsed(raw: bytes, api: str) -> Any:
    """JSON read, or the refusal of what is none."""
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        text = raw.decode(errors="replace")
        message = _unreadable(text, error.pos)
        if api == "drive":
            raise ApiError(400, "Parse Error", reason="parseError") from error
        raise ApiError(400, message, details=[bad_request(("", message))]) from error


def _unreadable(text: str, position: int) -> str:
    what = "Unexpected end of string. Expected a value." if position >= len(text) else "Unexpected token."
    line_start = text.rfind("\n", 0, position) + 1
    start = max(line_start, position - SHOWN)
    shown = text[start : position + SHOWN].partition("\n")[0]
    return f"Invalid JSON payload received. {what}\n{shown}\n{' ' * (position - start)}^"


def checked(method: Method, body: Any) -> Json:
    """A body that fits the schema, or the refusal that names every fault in it."""
    if not isinstance(body, dict):
        raise bad("Invalid JSON payload received. Root element must be a message.")
    if method.request is None:
        return body
    try:
        checked_body: Json = request_check(method.document, method.request)(body)
    except Wrong as wrong:
        field = FIELD_OF_BODY.get(method.key)
        found = wrong.under(field) if field else wrong
        raise _refusal(method, found.problems) from None
    return checked_body


def _refusal(method: Method, problems: tuple[Problem, ...]) -> ApiError:
    message = "\n".join(problem.message for problem in problems)
    if method.api == "drive":
        return ApiError(400, message, reason="invalid")
    return ApiError(
        400, message, details=[bad_request(*((problem.where, problem.message) for problem in problems))]
    )
