"""The one way to Google: every call goes through `GoogleClient.request`.

It holds the timeouts, the address, the bounded retries, the mapping of refusals to our errors, the
log of calls, and orjson.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import gspread
import orjson
import requests
from google.auth.credentials import Credentials
from google.auth.exceptions import GoogleAuthError, TransportError
from gspread.http_client import FileType, ParamsType
from requests import Response
from urllib3.exceptions import NewConnectionError

from abm_sheets.errors.google import (
    ExpiredCredentialsError,
    GoogleError,
    GoogleUnavailableError,
    UnclearWriteError,
)
from abm_sheets.workbook.google.address import DRIVE, SHEETS, only_read, redirected, stand_in
from abm_sheets.workbook.google.refusals import error_of
from abm_sheets.workbook.google.session import (
    GoogleSession,
    Patience,
    TryAgainError,
    email_of,
    usual_patience,
)

LOG = logging.getLogger(__name__)

# At DEBUG, google-auth adds whole bodies to its records: what people typed, and their addresses.
logging.getLogger("google.auth.transport.requests").setLevel(logging.INFO)

_READS = re.compile(r":(getByDataFilter|batchGetByDataFilter|search)$")
"""The methods that are POST and yet change nothing."""

_SIGN_IN = 60
"""Seconds that the call for a token may take."""

_MOMENTARY = frozenset({408, 500, 502, 503, 504})
_QUOTA = 429
_RATE_REASONS = (b"rateLimitExceeded", b"userRateLimitExceeded")


@dataclass(frozen=True)
class Call:
    """A call made: its method, its path without the host, and Google's status (None without an answer)."""

    method: str
    path: str
    status: int | None


class GoogleClient(gspread.HTTPClient):
    """An HTTP client for Sheets and Drive, bound to one account.

    Reads are tried again on any passing failure. A write is tried again only where Google said that it
    was not done (its quota); where that is not known it raises `UnclearWriteError`, and who called
    reads again before writing again.
    """

    def __init__(self, credentials: Credentials, patience: Patience | None = None) -> None:
        """Bind the account; nothing is sent yet."""
        self._base = stand_in()
        self.patience = patience or usual_patience(shortened=self._base is not None)
        # Without a bound of its own, the call for a token may hang for minutes.
        super().__init__(credentials, GoogleSession(credentials, _SIGN_IN))
        self.auth = credentials
        self.calls: list[Call] = []
        self.set_timeout((self.patience.connect, self.patience.read))

    @property
    def email(self) -> str:
        """The address of the account, where its credentials have it."""
        return email_of(self.auth)

    @property
    def only_reads(self) -> bool:
        """Whether the account was granted nothing but to read."""
        return only_read(getattr(self.auth, "scopes", None) or ())

    def request(  # noqa: PLR0913, PLR0917 (gspread's own signature)
        self,
        method: str,
        endpoint: str,
        params: ParamsType | None = None,
        data: bytes | None = None,
        json: Mapping[str, Any] | None = None,
        files: FileType = None,
        headers: Any = None,
    ) -> Response:
        """Make a call, again if it may be; the arguments of `gspread.HTTPClient.request`.

        Raises:
            GoogleError: Google refused, or never answered; the sentence says what to do.

        """
        if json is not None:
            data, headers = orjson.dumps(json), {**(headers or {}), "Content-Type": "application/json"}
        sent = {"params": params, "data": data, "files": files, "headers": headers}
        safe = method.upper() == "GET" or bool(_READS.search(endpoint))
        try:
            return self.patience.retrying()(self._once, method.upper(), endpoint, sent, safe=safe)
        except TryAgainError as failure:
            raise failure.error from None

    def fetch(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> Any:
        """Call a path of Sheets (`/v4/…`) or Drive (`/drive/…`) and decode its JSON; see `request`."""
        content = self.content(method, path, params=params, body=body)
        return orjson.loads(content) if content else None

    def content(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> bytes:
        """Call the same, and leave its JSON as it came."""
        host = SHEETS if path.startswith("/v4/") else DRIVE
        return self.request(method, f"{host}{path}", {**(params or {})}, json=body).content

    def _once(self, method: str, endpoint: str, sent: Mapping[str, Any], *, safe: bool) -> Response:
        url = redirected(endpoint, self._base)
        try:
            response = self.session.request(method, url, timeout=self.timeout, **sent)
        except GoogleAuthError as failure:
            raise self._not_signed_in(failure) from None
        except requests.RequestException as failure:
            self._note(method, endpoint, None)
            raise self._unanswered(failure, safe=safe) from None
        self._note(method, endpoint, response.status_code)
        if not response.ok:
            raise self._refused(response, safe=safe)
        return response

    def _note(self, method: str, endpoint: str, status: int | None) -> None:
        path = endpoint.removeprefix(SHEETS).removeprefix(DRIVE)
        self.calls.append(Call(method, path, status))
        LOG.debug("%s %s: %s", method, path, status)

    def _not_signed_in(self, failure: GoogleAuthError) -> Exception:
        """No token could be had: the credentials are refused, or the token's server does not answer."""
        passing = isinstance(failure, TransportError) or getattr(failure, "retryable", False)
        if not passing:
            return ExpiredCredentialsError(email=self.email)
        return TryAgainError(GoogleUnavailableError(reason=type(failure).__name__))

    @staticmethod
    def _unanswered(failure: requests.RequestException, *, safe: bool) -> Exception:
        """A connection that was never made did no harm; one that broke may have written."""
        reason = type(failure).__name__
        if safe or _never_connected(failure):
            return TryAgainError(GoogleUnavailableError(reason=reason))
        return UnclearWriteError(reason=reason)

    def _refused(self, response: Response, *, safe: bool) -> Exception:
        error: GoogleError = error_of(response, self.email)
        if response.status_code == _QUOTA or any(word in response.content for word in _RATE_REASONS):
            return TryAgainError(error, self.patience.until_next_minute(response))
        if response.status_code not in _MOMENTARY:
            return error
        if safe:
            return TryAgainError(error)
        return UnclearWriteError(reason=error.details["reason"])


def _never_connected(failure: requests.RequestException) -> bool:
    """Whether a call did not even reach Google: no network, no name, no encryption."""
    if isinstance(
        failure, requests.ConnectTimeout | requests.exceptions.SSLError | requests.exceptions.ProxyError
    ):
        return True
    cause = failure.args[0] if failure.args else None
    return isinstance(getattr(cause, "reason", None), NewConnectionError)
