"""The way of a request: control, OAuth or an API, with faults, edits and the log on its way."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from typing import Any

from tests.google import control, oauth
from tests.google.api import answer_api
from tests.google.callers import caller_of
from tests.google.discovery import find
from tests.google.errors import ApiError, error_response, front_end
from tests.google.faults import suffer
from tests.google.messages import Request, Response
from tests.google.state import Google

CONTROL = "/_control/"


def answer(google: Google, request: Request) -> Response:
    """What the local Google answers to a request."""
    if request.path.startswith(CONTROL):
        return _guarded("sheets", lambda: control.answer(google, request))
    entry: dict[str, Any] = {
        "method": request.method,
        "path": request.plain_path,
        "query": request.query,
        "user": _user(google, request),
        "status": None,
    }
    google.log.append(entry)
    response = _with_faults(google, request)
    entry["status"] = response.status
    return response


def _with_faults(google: Google, request: Request) -> Response:
    lines = (f"{request.method} {request.path}", f"{request.method} {request.plain_path}")
    fault = google.faults.first(lines)
    if fault is None:
        return _with_edits(google, request, lines)
    quota = "read" if request.method == "GET" else "write"
    return suffer(fault, kind_of(request), quota, lambda: _with_edits(google, request, lines), request.gone)


def _with_edits(google: Google, request: Request, lines: tuple[str, ...]) -> Response:
    google.edits.run("before", lines, lambda edit: perform(google, edit, counted=False))
    response = perform(google, request)
    google.edits.run("after", lines, lambda edit: perform(google, edit, counted=False))
    return response


def kind_of(request: Request) -> str:
    """Which server a path belongs to: `sheets`, `drive` or `oauth`."""
    if request.path.startswith("/v4/"):
        return "sheets"
    return "drive" if "/drive/" in request.path else "oauth"


def perform(google: Google, request: Request, *, counted: bool = True) -> Response:
    """Carry out a request; one that is not counted leaves the quotas alone."""
    if kind_of(request) == "oauth":
        return _guarded("oauth", lambda: oauth.answer(google, request))
    found = find(request.method, request.path)
    if found is None:
        return front_end(404)
    method, params = found
    return _guarded(method.api, lambda: answer_api(google, request, method, params, counted=counted))


def _guarded(api: str, answer: Callable[[], Response]) -> Response:
    try:
        return answer()
    except ApiError as error:
        return error_response(error, api)
    except Exception:  # noqa: BLE001  # a fault of ours must reach the test that met it
        text = traceback.format_exc()
        sys.stderr.write(text)
        return error_response(ApiError(500, f"Fault of the local Google:\n{text}"), api)


def _user(google: Google, request: Request) -> str:
    try:
        caller = caller_of(google, request)
    except ApiError:
        return ""
    return caller.email if caller else oauth.claimed(request)
