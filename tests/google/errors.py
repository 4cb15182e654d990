"""A refused call: what Google answers, in the shape of the API that was called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http.client import responses
from typing import Any

from tests.google.messages import Response, html_response, json_response

Json = dict[str, Any]

PROJECT = "381868581846"
"""The number of the one Cloud project that every caller belongs to."""

SERVICES = {
    "sheets": ("sheets.googleapis.com", "Google Sheets API"),
    "drive": ("drive.googleapis.com", "Google Drive API"),
}

CHALLENGE = 'Bearer realm="https://accounts.google.com/", error="invalid_token"'

KINDS = {
    400: ("INVALID_ARGUMENT", "badRequest"),
    401: ("UNAUTHENTICATED", "authError"),
    403: ("PERMISSION_DENIED", "forbidden"),
    404: ("NOT_FOUND", "notFound"),
    409: ("ABORTED", "conflict"),
    429: ("RESOURCE_EXHAUSTED", "rateLimitExceeded"),
    500: ("INTERNAL", "internalError"),
    501: ("UNIMPLEMENTED", "notImplemented"),
    503: ("UNAVAILABLE", "backendError"),
}
"""What Sheets and Drive call a refusal that says no more than its status."""


class ApiError(Exception):
    """An answer that is no success.

    `status` is Google's canonical word (that of the code by default), `details` the typed details of
    Sheets, `reason`, `domain` and `location` those of Drive's `errors` list.
    """

    def __init__(  # noqa: PLR0913  # what either API says of a refusal
        self,
        code: int,
        message: str,
        *,
        status: str | None = None,
        details: Sequence[Mapping[str, Any]] = (),
        reason: str | None = None,
        domain: str = "global",
        location: str | None = None,
    ) -> None:
        """Keep what the body will say."""
        super().__init__(message)
        usual = KINDS.get(code, ("UNKNOWN", "unknown"))
        self.code, self.message, self.details = code, message, details
        self.status, self.reason = status or usual[0], reason or usual[1]
        self.domain, self.location = domain, location


def bad(message: str) -> ApiError:
    """The answer to a request that makes no sense."""
    return ApiError(400, message)


def missing(what: str) -> ApiError:
    """The answer to what Google has and this server has not."""
    return ApiError(501, f"The local Google does not have {what}.")


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
    listed = [{"field": field, "description": text} for field, text in violations]
    return {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": listed}


def help_link(description: str, url: str) -> Json:
    """The typed detail that points to a page."""
    links = [{"description": description, "url": url}]
    return {"@type": "type.googleapis.com/google.rpc.Help", "links": links}


def error_response(error: ApiError, api: str) -> Response:
    """The answer for a refused call to an API (`sheets` or `drive`)."""
    body: Json = {"code": error.code, "message": error.message}
    if api == "drive":
        body["errors"] = [_first(error)]
    if api != "drive" or error.details or error.code == 401:
        body["status"] = error.status
    if error.details:
        body["details"] = list(error.details)
    response = json_response({"error": body}, error.code)
    if error.code == 401:
        response.headers["WWW-Authenticate"] = CHALLENGE
    return response


def _first(error: ApiError) -> Json:
    first = {"message": error.message, "domain": error.domain, "reason": error.reason}
    if error.location:
        kind = "header" if error.location == "Authorization" else "parameter"
        first |= {"location": error.location, "locationType": kind}
    return first


def front_end(status: int) -> Response:
    """The HTML page of Google's front end for a status."""
    return html_response(
        f"Error {status} ({responses.get(status)})!!1", "The server could not answer.", status
    )
