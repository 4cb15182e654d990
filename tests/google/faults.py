"""Faults on demand: an error status, an HTML page, a hang, a dropped connection, each a number of times."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.google.errors import KINDS, SERVICES, ApiError, bad, error_info, error_response, front_end
from tests.google.messages import Response, json_response
from tests.google.quotas import exceeded

Json = dict[str, Any]

KNOWN = frozenset(("match", "status", "html", "after_write", "hang_s", "drop", "times", "skip", "reason")) | {
    *("message", "body", "retry_after"),
}

BAD_CREDENTIALS = (
    "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other "
    "valid authentication credential. See "
    "https://developers.google.com/identity/sign-in/web/devconsole-project."
)

SHEETS_MESSAGES = {
    400: "Request contains an invalid argument.",
    401: BAD_CREDENTIALS,
    403: "The caller does not have permission",
    404: "Requested entity was not found.",
    409: "The operation was aborted.",
    500: "Internal error encountered.",
    503: "The service is currently unavailable.",
}

DRIVE_REASONS = {
    400: ("badRequest", "Bad Request"),
    401: ("authError", BAD_CREDENTIALS),
    403: ("insufficientFilePermissions", "The user does not have sufficient permissions for this file."),
    404: ("notFound", "File not found: ."),
    429: ("rateLimitExceeded", "Rate Limit Exceeded"),
    500: ("internalError", "Internal Error"),
    503: ("backendError", "Backend Error"),
}

USAGE = frozenset(
    (
        *("userRateLimitExceeded", "rateLimitExceeded", "quotaExceeded", "dailyLimitExceeded"),
        *("storageQuotaExceeded", "accessNotConfigured"),
    )
)

FAILING = ("status", "html", "body", "drop")
"""What makes a fault more than a delay."""

WORDS = frozenset(
    [*(word for word, _ in KINDS.values()), "FAILED_PRECONDITION", "DEADLINE_EXCEEDED", "UNIMPLEMENTED"]
)
"""Reasons that are the word of a status; any other is that of a typed detail."""

HTML_ONLY = frozenset([502, 504])

STEP_S = 0.05
"""How often a hanging call looks whether its client is still there."""


def suffer(
    fault: Json, api: str, quota: str, answer: Callable[[], Response], gone: Callable[[], bool]
) -> Response:
    """Answer a call as a fault says; `answer` does the call, which counts as a `read` or `write`.

    A call whose client loses patience while it hangs is not done, unless it was done before.
    """
    done = answer() if fault.get("after_write") else None
    _hang(fault.get("hang_s", 0), gone)
    if fault.get("drop") or gone():
        return Response(0, drop=True)
    if any(fault.get(name) for name in FAILING):
        return failure(fault, api, quota)
    return done or answer()


def _hang(seconds: float, gone: Callable[[], bool]) -> None:
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0 and not gone():
        time.sleep(min(left, STEP_S))


def failure(fault: Json, api: str, quota: str) -> Response:
    """The answer that a fault gives."""
    status = int(fault.get("status", 500))
    if "body" in fault:
        body = fault["body"]
        response = Response(status, body.encode()) if isinstance(body, str) else json_response(body, status)
    elif fault.get("html") or status in HTML_ONLY:
        response = front_end(status)
    elif api == "oauth":
        response = json_response(_oauth(fault, status), status)
    else:
        response = error_response(_error(fault, api, quota, status), api)
    if "retry_after" in fault:
        response.headers["Retry-After"] = str(fault["retry_after"])
    return response


def _error(fault: Json, api: str, quota: str, status: int) -> ApiError:
    if api == "drive":
        return _drive_error(fault, status)
    if status == 429 and "message" not in fault:
        return exceeded(quota, 60)
    text, reason = fault.get("message", SHEETS_MESSAGES.get(status, "Error.")), fault.get("reason")
    if reason is None or reason in WORDS:
        return ApiError(status, text, status=reason)
    return ApiError(status, text, details=[error_info(reason, SERVICES["sheets"][0])])


def _drive_error(fault: Json, status: int) -> ApiError:
    reason, message = DRIVE_REASONS.get(status, ("backendError", "Error"))
    reason = fault.get("reason", reason)
    domain = "usageLimits" if reason in USAGE else "global"
    return ApiError(status, fault.get("message", message), reason=reason, domain=domain)


def _oauth(fault: Json, status: int) -> Json:
    default = "invalid_grant" if status < 500 else "internal_failure"
    return {
        "error": fault.get("reason", default),
        "error_description": fault.get("message", "Bad Request" if status < 500 else "Backend Error"),
    }


@dataclass
class Rule:
    """A rule as it was sent, with what is left of `skip` and `times`."""

    asked: Json
    pattern: re.Pattern[str]
    skip: int
    times: int

    def take(self, lines: tuple[str, ...]) -> bool:
        """Whether the rule is for this call; counts it when it is."""
        if self.times <= 0 or not any(self.pattern.search(line) for line in lines):
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        self.times -= 1
        return True


@dataclass
class Rules:
    """Rules in order; each call takes what is for it, from several clients at a time."""

    known: frozenset[str]
    _rules: list[Rule] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, asked: list[Json]) -> int:
        """Add rules as they were sent; returns how many."""
        rules = [self._rule(one) for one in asked]
        with self._lock:
            self._rules += rules
        return len(rules)

    def _rule(self, asked: Json) -> Rule:
        if strange := set(asked) - self.known:
            raise bad(f"Unknown names: {', '.join(sorted(strange))}. Known: {', '.join(sorted(self.known))}.")
        return Rule(asked, re.compile(asked.get("match", "")), asked.get("skip", 0), asked.get("times", 1))

    def first(self, lines: tuple[str, ...]) -> Json | None:
        """The first rule for a call, as it was sent."""
        with self._lock:
            return next((rule.asked for rule in self._rules if rule.take(lines)), None)

    def every(self, lines: tuple[str, ...], **wanted: Any) -> list[Json]:
        """Each rule for a call whose entries are as wanted."""
        with self._lock:
            chosen = [rule for rule in self._rules if wanted.items() <= rule.asked.items()]
            return [rule.asked for rule in chosen if rule.take(lines)]

    def left(self) -> list[Json]:
        """The rules that will still be tried, with what is left of their counts."""
        with self._lock:
            waiting = [rule for rule in self._rules if rule.times > 0]
            return [rule.asked | {"times": rule.times, "skip": rule.skip} for rule in waiting]

    def clear(self) -> None:
        """Forget every rule."""
        with self._lock:
            self._rules.clear()
