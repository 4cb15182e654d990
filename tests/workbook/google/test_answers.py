"""From the bodies recorded from Google to our errors."""

from __future__ import annotations

import json
from typing import Any

import pytest
from requests import Response

from abm_sheets.errors.google import (
    ApiDisabledError,
    ExpiredCredentialsError,
    GoogleError,
    GoogleRefusedError,
    GoogleUnavailableError,
    InvitationNeededError,
    MissingScopeError,
    NoStorageError,
    NotSharedError,
    OfficeFileError,
    ProtectedCellError,
    QuotaError,
    RequestTooLargeError,
    SharingQuotaError,
    SharingRefusedError,
    SpreadsheetNotFoundError,
    TooManyCellsError,
)
from abm_sheets.language import LANGUAGES
from abm_sheets.workbook.google.refusals import CASES, error_of, read

ROBOT = "robot@exemple.iam.gserviceaccount.com"
HTML = "<html><title>Error 502 (Server Error)!!1</title></html>"
SORRY = "<html><body>We're sorry... but your computer may be sending automated queries.</body></html>"
ENABLE = "https://console.developers.google.com/apis/api/sheets.googleapis.com/overview?project=12"


def sheets(message: str, status: str = "", *details: dict[str, Any]) -> dict[str, Any]:
    """A refusal of Sheets'."""
    error: dict[str, Any] = {"message": message, "status": status}
    return {"error": {**error, "details": list(details)} if details else error}


def info(reason: str, **metadata: str) -> dict[str, Any]:
    return {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason, "metadata": metadata}


def drive(reason: str, message: str = "Said by Drive.", domain: str = "global") -> dict[str, Any]:
    """A refusal of Drive's."""
    listed = [{"message": message, "domain": domain, "reason": reason}]
    return {"error": {"message": message, "errors": listed}}


def answer(status: int, body: Any) -> Response:
    response = Response()
    response.status_code = status
    response._content = (body if isinstance(body, str) else json.dumps(body)).encode()
    response.reason = {413: "Request Entity Too Large", 502: "Bad Gateway", 403: "Forbidden"}.get(status, "")
    return response


QUOTA = (
    "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute per user' of "
    "service 'sheets.googleapis.com' for consumer 'project_number:381868581846'."
)
OFFICE = "This operation is not supported for this document. The document must not be an Office file."
PROTECTED = (
    "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove "
    "protection if you need to edit."
)
CELLS = (
    "Invalid requests[45].addSheet: This action would increase the number of cells in the workbook above "
    "the limit of 10000000 cells."
)
NO_QUOTA = (
    "Service Accounts do not have storage quota. Leverage shared drives "
    "(https://developers.google.com/workspace/drive/api/guides/about-shareddrives), or use OAuth delegation "
    "(http://support.google.com/a/answer/7281227) instead."
)
RATE = (
    "Rate limit exceeded. User message: These item(s) could not be shared because a rate limit was exceeded"
)
INVITE = (
    'Bad Request. User message: "You are trying to invite x@y. Since there is no Google account associated '
    'with this email address, you must check the "Notify people" box to invite this recipient."'
)

RECORDED: list[tuple[type[GoogleError], int, Any]] = [
    (OfficeFileError, 400, sheets(OFFICE, "FAILED_PRECONDITION")),
    (
        OfficeFileError,
        400,
        sheets("This operation is not supported for this document", "FAILED_PRECONDITION"),
    ),
    (ProtectedCellError, 400, sheets(PROTECTED, "INVALID_ARGUMENT")),
    (ProtectedCellError, 400, sheets(f"Invalid data[0]: {PROTECTED}", "INVALID_ARGUMENT")),
    (TooManyCellsError, 400, sheets(CELLS, "INVALID_ARGUMENT")),
    (RequestTooLargeError, 400, sheets("Request payload size exceeds the limit: 10485760 bytes.")),
    (RequestTooLargeError, 400, sheets("Cannot exceed 100000 requests in a single batch.")),
    (RequestTooLargeError, 413, HTML),
    (ExpiredCredentialsError, 401, sheets("Request had invalid authentication credentials.")),
    (ApiDisabledError, 403, sheets("Google Sheets API has not been used in project 12 before")),
    (ApiDisabledError, 403, sheets("x", "PERMISSION_DENIED", info("SERVICE_DISABLED"))),
    (ApiDisabledError, 403, drive("accessNotConfigured", domain="usageLimits")),
    (MissingScopeError, 403, sheets("Request had insufficient authentication scopes.")),
    (MissingScopeError, 403, sheets("x", "", info("ACCESS_TOKEN_SCOPE_INSUFFICIENT"))),
    (NoStorageError, 403, drive("storageQuotaExceeded", NO_QUOTA)),
    (NoStorageError, 403, drive("storageQuotaExceeded", "The user's Drive storage quota has been exceeded.")),
    (NotSharedError, 403, sheets("The caller does not have permission", "PERMISSION_DENIED")),
    (NotSharedError, 403, drive("insufficientFilePermissions")),
    (SpreadsheetNotFoundError, 404, sheets("Requested entity was not found.", "NOT_FOUND")),
    (SpreadsheetNotFoundError, 404, drive("notFound", "File not found: X.")),
    (QuotaError, 429, sheets(QUOTA, "RESOURCE_EXHAUSTED", info("RATE_LIMIT_EXCEEDED"))),
    (QuotaError, 429, SORRY),
    (QuotaError, 403, drive("userRateLimitExceeded", domain="usageLimits")),
    (QuotaError, 403, drive("dailyLimitExceeded", domain="usageLimits")),
    (SharingQuotaError, 403, drive("sharingRateLimitExceeded", RATE)),
    (InvitationNeededError, 400, drive("invalidSharingRequest", INVITE)),
    (SharingRefusedError, 403, drive("cannotModifyInheritedPermission")),
    (SharingRefusedError, 403, drive("domainPolicy")),
    (SharingRefusedError, 403, drive("shareOutNotPermitted")),
    (SharingRefusedError, 403, drive("publishOutNotPermitted")),
    (SharingRefusedError, 403, drive("teamDriveDomainUsersOnlyRestriction")),
    (GoogleUnavailableError, 500, sheets("Internal error encountered.", "INTERNAL")),
    (GoogleUnavailableError, 503, sheets("The service is currently unavailable.", "UNAVAILABLE")),
    (GoogleUnavailableError, 502, HTML),
    (GoogleUnavailableError, 504, ""),
    (GoogleRefusedError, 400, sheets("Unable to parse range: NOPE!A5:F15", "INVALID_ARGUMENT")),
    (GoogleRefusedError, 409, sheets("The operation was aborted.", "ABORTED")),
    (GoogleRefusedError, 403, sheets("Request is prohibited by organization's policy.")),
    (GoogleRefusedError, 403, SORRY),
]


@pytest.mark.parametrize(("kind", "status", "body"), RECORDED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_recorded_refusal_is_one_of_our_errors(
    kind: type[GoogleError], status: int, body: Any, language: str
) -> None:
    error = error_of(answer(status, body), ROBOT)

    assert type(error) is kind
    assert error.sentence(language).count("\n") == 0


def test_every_kind_of_the_table_was_recorded() -> None:
    assert {case.error for case in CASES} <= {kind for kind, _, _ in RECORDED}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [NotSharedError, NoStorageError, ProtectedCellError])
def test_the_account_is_named_where_sharing_is_the_cure(kind: type[GoogleError], language: str) -> None:
    bodies = [(status, body) for each, status, body in RECORDED if each is kind]

    for status, body in bodies:
        assert ROBOT in error_of(answer(status, body), ROBOT).sentence(language)


def test_an_account_that_nobody_knows_is_named_in_words() -> None:
    error = error_of(answer(403, sheets("The caller does not have permission")), "")

    assert "ajoutez le compte de ces identifiants en tant qu'éditeur" in error.sentence("fr")
    assert "add the account of these credentials as an editor" in error.sentence("en")


def test_a_disabled_api_is_named_with_the_page_that_enables_it() -> None:
    details = info("SERVICE_DISABLED", serviceTitle="Google Sheets API", activationUrl=ENABLE)

    error = error_of(answer(403, sheets("x", "PERMISSION_DENIED", details)), ROBOT)

    assert "Google Sheets API" in error.sentence("fr")
    assert ENABLE in error.sentence("fr")


def test_a_reason_is_passed_on_in_one_short_line() -> None:
    long = sheets("Unable to parse\nrange: " + "x" * 1_000)

    sentence = error_of(answer(400, long), ROBOT).sentence("fr")

    assert "Unable to parse range: xxx" in sentence
    assert len(sentence) < 400


@pytest.mark.parametrize(
    "body",
    [
        "",
        "null",
        "[]",
        "{}",
        '{"error": null}',
        '{"error": "invalid_grant"}',
        '{"error": {"details": ["x"], "errors": ["y"]}}',
        '{"error": {"details": [{"reason": null}]}}',
        "\x00",
    ],
)
def test_a_body_of_another_shape_is_still_a_refusal(body: str) -> None:
    assert isinstance(error_of(answer(418, body), ROBOT), GoogleRefusedError)


def test_a_page_of_html_says_its_status_only() -> None:
    assert read(answer(502, HTML)).message == "HTTP 502 Bad Gateway"
