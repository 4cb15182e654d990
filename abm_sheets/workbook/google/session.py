"""Sessions that take the proxies of the environment, and no password from a `.netrc`."""

from __future__ import annotations

from typing import Any

import requests
from google.auth.credentials import Credentials
from google.auth.transport.requests import AuthorizedSession, Request


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
