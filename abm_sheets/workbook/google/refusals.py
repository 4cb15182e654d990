"""From Google's refusals to our errors: by status, reason and message, and by what is in the way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import orjson
from requests import Response

from abm_sheets.errors.google import (
    ApiDisabledError,
    ExpiredCredentialsError,
    FilterInTheWayError,
    FrozenCellsError,
    GoogleError,
    GoogleRefusedError,
    GoogleUnavailableError,
    InvitationNeededError,
    MergedCellsError,
    MissingScopeError,
    NoStorageError,
    NotSharedError,
    OfficeFileError,
    ProtectedCellError,
    ProtectedTabError,
    QuotaError,
    RequestTooLargeError,
    SharingQuotaError,
    SharingRefusedError,
    SpreadsheetNotFoundError,
    TableInTheWayError,
    TabRefusedError,
    TooManyCellsError,
)

_LONGEST_REASON = 300
_SHARING = (
    r"(?i)sharing|shareOut|shareIn|publishOut|domainPolicy|teamDrive\w+Restriction"
    r"|cannotModifyInheritedPermission"
)
_PLACE = re.compile(r"^Invalid (?:requests|data)\[(\d+)\](?:\.\w+)?: ")
_KINDS: tuple[tuple[type[TabRefusedError], str], ...] = (
    (FrozenCellsError, r"(?i)\bfreeze|\bnon-frozen|\bfrozen"),
    (MergedCellsError, r"(?i)\bmerge"),
    (TableInTheWayError, r"(?i)\btyped column|\btable\b|\balternating"),
    (FilterInTheWayError, r"(?i)\bfilter"),
    (TabRefusedError, ""),
)
"""What Google's reason speaks of, the first that it does being what is in the way."""


@dataclass(frozen=True)
class Answer:
    """What a refusal says: its HTTP status, message, machine-readable reasons and their details."""

    status: int
    message: str
    reasons: frozenset[str]
    metadata: Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """A kind of refusal: its statuses, and what its message or one of its reasons matches."""

    error: type[GoogleError]
    statuses: frozenset[int]
    pattern: str = ""

    def holds(self, answer: Answer) -> bool:
        """Whether an answer is of this kind."""
        said = (answer.message, *answer.reasons)
        return answer.status in self.statuses and any(re.search(self.pattern, each) for each in said)


def _on(*statuses: int) -> frozenset[int]:
    return frozenset(statuses)


CASES: tuple[Case, ...] = (
    Case(OfficeFileError, _on(400), "must not be an Office file|not supported for this document"),
    Case(ProtectedCellError, _on(400), "protected cell or object"),
    Case(TooManyCellsError, _on(400), "above the limit of 10000000 cells"),
    Case(RequestTooLargeError, _on(400), "payload size exceeds|Cannot exceed 100000"),
    Case(RequestTooLargeError, _on(413)),
    Case(ExpiredCredentialsError, _on(401)),
    Case(ApiDisabledError, _on(403), "SERVICE_DISABLED|accessNotConfigured|has not been used in project"),
    Case(MissingScopeError, _on(403), "ACCESS_TOKEN_SCOPE_INSUFFICIENT|insufficient authentication scopes"),
    Case(NoStorageError, _on(403), "(?i)storageQuota|storage quota"),
    Case(SharingQuotaError, _on(403), "sharingRateLimitExceeded"),
    Case(InvitationNeededError, _on(400), "invalidSharingRequest"),
    Case(SharingRefusedError, _on(400, 403), _SHARING),
    Case(QuotaError, _on(403, 429), "(?i)rateLimitExceeded|RATE_LIMIT_EXCEEDED|dailyLimitExceeded"),
    Case(QuotaError, _on(429)),
    Case(NotSharedError, _on(403), "does not have (sufficient )?permission|insufficientFilePermissions"),
    Case(SpreadsheetNotFoundError, _on(404)),
    Case(GoogleUnavailableError, _on(408, 500, 502, 503, 504)),
)
"""Every kind of refusal that we know, the first that holds being the one."""


def error_of(response: Response, email: str) -> GoogleError:
    """The error that a refusal of Google's means to us; `email` is that of the account that called."""
    answer = read(response)
    kind = next((case.error for case in CASES if case.holds(answer)), GoogleRefusedError)
    return kind(
        email=email,
        reason=answer.message,
        who="",
        api=answer.metadata.get("serviceTitle") or answer.metadata.get("service") or "Google",
        url=answer.metadata.get("activationUrl") or "https://console.cloud.google.com/apis/library",
    )


def read(response: Response) -> Answer:
    """What a refusal says, be it the JSON of Sheets, that of Drive, or a page of HTML."""
    body = _body(response)
    details = [each for each in body.get("details") or [] if isinstance(each, dict)]
    listed = [each for each in body.get("errors") or [] if isinstance(each, dict)]
    reasons = {str(each["reason"]) for each in (*details, *listed) if each.get("reason")}
    metadata: dict[str, Any] = {}
    for each in details:
        metadata |= each.get("metadata") or {}
    message = str(body.get("message") or f"HTTP {response.status_code} {response.reason or ''}".strip())
    return Answer(response.status_code, _one_line(message), frozenset(reasons), metadata)


def _body(response: Response) -> dict[str, Any]:
    try:
        body = orjson.loads(response.content)["error"]
    except (ValueError, KeyError, TypeError):
        return {}
    return body if isinstance(body, dict) else {"message": str(body)}


def _one_line(message: str) -> str:
    return " ".join(message.split())[:_LONGEST_REASON]


@contextmanager
def naming(title_at: Callable[[int], str]) -> Iterator[None]:
    """Let a refusal name the tab that its request is about; `title_at` finds it by the request's number.

    Raises:
        GoogleError: what was raised within, in the tab's own terms where it says which request it was.

    """
    try:
        yield
    except (ProtectedCellError, GoogleRefusedError) as error:
        number = request_number(error)
        if number is None or isinstance(error, ProtectedTabError | TabRefusedError):
            raise
        raise _about(error, title_at(number)) from None


def request_number(error: GoogleError) -> int | None:
    """Which request of a batch was refused."""
    found = _PLACE.match(error.details["reason"])
    return int(found[1]) if found else None


def _about(error: GoogleError, title: str) -> GoogleError:
    kind: type[GoogleError] = ProtectedTabError
    if not isinstance(error, ProtectedCellError):
        kind = next(kind for kind, pattern in _KINDS if re.search(pattern, error.details["reason"]))
    return kind(**{**error.details, "title": title, "said": _PLACE.sub("", error.details["reason"])})
