"""Error bodies: one refusal as Sheets, Drive and Google's front end word it."""

from __future__ import annotations

from http.client import responses
from typing import Any

from tests.google.errors import ApiError
from tests.google.messages import Response, html_response, json_response

Json = dict[str, Any]

PROJECT = "381868581846"
"""The number of the one Cloud project that every caller belongs to."""

SERVICES = {
    "sheets": ("sheets.googleapis.com", "Google Sheets API"),
    "drive": ("drive.googleapis.com", "Google Drive API"),
}

CHALLENGE = 'Bearer realm="https://accounts.google.com/", error="invalid_token"'

FRONT_END = {
    404: "The requested URL was not found on this server.",
    429: "We're sorry, but your computer or network may be sending automated queries.",
    500: "The server encountered an error and could not complete your request.",
    502: "The server encountered a temporary error and could not complete your request.",
    503: "The server encountered a temporary error and could not complete your request.",
    504: "The server did not get a response in time.",
}

REASONS = {
    400: "badRequest",
    401: "authError",
    403: "forbidden",
    404: "notFound",
    409: "conflict",
    429: "rateLimitExceeded",
    500: "internalError",
    501: "notImplemented",
    503: "backendError",
}


def error_info(reason: str, service: str, **metadata: str) -> Json:
    """The typed detail that names the reason of a refusal."""
    return {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": reason,
        "domain": "googleapis.com",
        "metadata": {"service": service, **metadata},
    }


def bad_request(*violations: tuple[str, str]) -> Json:
    """The typed detail that names the fields at fault."""
    listed = [
        {"field": field, "description": text} if field else {"description": text}
        for field, text in violations
    ]
    return {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": listed}


def help_link(description: str, url: str) -> Json:
    """The typed detail that points to a page."""
    return {
        "@type": "type.googleapis.com/google.rpc.Help",
        "links": [{"description": description, "url": url}],
    }


def error_response(error: ApiError, api: str) -> Response:
    """The answer for a refused call to an API (`sheets` or `drive`)."""
    content = drive_body(error) if api == "drive" else sheets_body(error)
    response = json_response({"error": content}, error.code, pretty=True)
    if error.code == 401:
        response.headers["WWW-Authenticate"] = CHALLENGE
    return response


def sheets_body(error: ApiError) -> Json:
    """The body in the form of Sheets."""
    body: Json = {"code": error.code, "message": error.message, "status": error.status}
    if error.details:
        body["details"] = list(error.details)
    return body


def drive_body(error: ApiError) -> Json:
    """The body in the form of Drive, with its list of reasons."""
    first = {
        "message": error.message,
        "domain": error.domain,
        "reason": error.reason or REASONS.get(error.code, "unknown"),
    }
    if error.location:
        kind = "header" if error.location == "Authorization" else "parameter"
        first |= {"location": error.location, "locationType": kind}
    body: Json = {"code": error.code, "message": error.message, "errors": [first]}
    if error.details or error.code == 401:
        body["status"] = error.status
    if error.details:
        body["details"] = list(error.details)
    return body


def front_end(status: int) -> Response:
    """The HTML page of Google's front end for a status."""
    return html_response(
        f"Error {status} ({responses.get(status)})!!1", FRONT_END.get(status, "Error."), status
    )
