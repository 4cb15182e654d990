"""How Google is called: for whom, by which proxies, how long we wait, how often we try again, and stop."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

import requests
from google.auth.credentials import Credentials
from google.auth.transport.requests import AuthorizedSession, Request
from requests import Response
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, stop_before_delay
from tenacity import wait_random_exponential as exponential

MINUTE = 60.0
"""The length in seconds of the minutes by which Google counts its quotas."""

MINUTE_VARIABLE = "ABM_SHEETS_GOOGLE_MINUTE"
"""The environment variable that gives the length of the minutes of a server that stands in for Google."""


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


class PlainSession(requests.Session):
    """A session for which no `.netrc` speaks: requests would put its password in place of a token."""

    def __init__(self, *given: Any, **named: Any) -> None:
        """Authenticate by nothing but the headers of each request."""
        super().__init__(*given, **named)
        self.auth = _as_it_is

    def rebuild_auth(self, prepared_request: requests.PreparedRequest, response: requests.Response) -> None:
        """Take the token to no other host that an answer leads to; add nothing."""
        asked = response.request.url
        if asked is None or prepared_request.url is None:
            return
        if self.should_strip_auth(asked, prepared_request.url):  # type: ignore[no-untyped-call]
            prepared_request.headers.pop("Authorization", None)


class GoogleSession(PlainSession, AuthorizedSession):
    """A session that signs each request with an account's token; `timeout` bounds the call for one."""

    def __init__(self, credentials: Credentials, timeout: float) -> None:
        """Bind the account; nothing is sent yet."""
        asking = Request(PlainSession())
        super().__init__(credentials, refresh_timeout=timeout, auth_request=asking)


def email_of(credentials: Credentials) -> str:
    """The address of an account, "" where its credentials do not have it."""
    for name in ("service_account_email", "account"):
        email = getattr(credentials, name, None)
        if email and "@" in email:
            return str(email)
    return ""


class TryAgainError(Exception):
    """A call that may be made again: `error` is what it means if it goes on, `wait` how long to wait."""

    def __init__(self, error: Exception, wait: float | None = None) -> None:
        """Keep the failure behind it; the wait is ours to choose when none is given."""
        super().__init__(str(error))
        self.error = error
        self.wait = wait


@dataclass(frozen=True)
class Patience:
    """The bounds of one call: seconds to connect, to wait for an answer, and in all; how many attempts.

    No attempt begins that might not end before `total`.
    """

    connect: float = 5
    read: float = 190
    total: float = 370
    attempts: int = 6
    longest_pause: float = 32
    minute: float = MINUTE
    sleep: Callable[[float], None] = time.sleep

    def retrying(self) -> Retrying:
        """The loop of one call."""
        return Retrying(
            retry=retry_if_exception_type(TryAgainError),
            stop=stop_after_attempt(self.attempts) | stop_before_delay(self.total - self.read),
            wait=self._wait,
            sleep=self.sleep,
            reraise=True,
        )

    def _wait(self, state: RetryCallState) -> float:
        """What the failure asks for, else a random pause below a bound that doubles."""
        failure = state.outcome.exception() if state.outcome else None
        if isinstance(failure, TryAgainError) and failure.wait is not None:
            return failure.wait
        return exponential(multiplier=0.5, max=self.longest_pause)(state)

    def until_next_minute(self, response: Response) -> float:
        """Seconds until a quota begins anew: those that Google names, else to its clock's next minute."""
        named = response.headers.get("Retry-After", "")
        jitter = random.uniform(0.5, 3) * self.minute / MINUTE  # noqa: S311 (no secret)
        if named.isdecimal():
            return min(float(named), self.minute) + jitter
        return self.minute - self._into_the_minute(response) + jitter

    def _into_the_minute(self, response: Response) -> float:
        """How far into its minute the server's clock was; a whole minute is waited where it does not say."""
        try:
            return parsedate_to_datetime(response.headers.get("Date", "")).second * self.minute / MINUTE
        except ValueError:
            return 0.0


def usual_patience(*, shortened: bool) -> Patience:
    """The usual bounds; a server that stands in for Google may have shorter minutes and pauses."""
    minute = float(os.environ.get(MINUTE_VARIABLE) or MINUTE) if shortened else MINUTE
    return Patience(minute=minute, longest_pause=32 * minute / MINUTE)
