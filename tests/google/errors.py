"""A refused call: what Google answers, in the shape of the API that was called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

STATUSES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ABORTED",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}


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
        self.code = code
        self.message = message
        self.status = status or STATUSES.get(code, "UNKNOWN")
        self.details = details
        self.reason = reason
        self.domain = domain
        self.location = location


def bad(message: str) -> ApiError:
    """The answer to a request that makes no sense."""
    return ApiError(400, message)
