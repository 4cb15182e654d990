"""Real clients of Google, pointed at the local one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gspread
import requests
from google.auth.credentials import AnonymousCredentials, Credentials
from google.auth.transport.requests import AuthorizedSession
from google.oauth2.service_account import Credentials as ServiceAccount

from tests.google.launch import LocalGoogle

HOSTS = ("https://sheets.googleapis.com", "https://www.googleapis.com")
ANYBODY = AnonymousCredentials()
"""What gspread is given where the session bears the token."""

SCOPES = ("https://www.googleapis.com/auth/spreadsheets", "https://www.googleapis.com/auth/drive")


class Redirected(gspread.HTTPClient):
    """gspread's own transport, with Google's addresses replaced."""

    url = ""

    def request(self, method: str, endpoint: str, *args: Any, **options: Any) -> requests.Response:
        """Send a request to the local Google."""
        for host in HOSTS:
            endpoint = endpoint.replace(host, self.url, 1)
        return super().request(method, endpoint, *args, **options)


class People:
    """Clients by who uses them; `close` ends every connection they opened."""

    def __init__(self, google: LocalGoogle) -> None:
        """Keep the address."""
        self._google = google
        self._transport = type("Transport", (Redirected,), {"url": google.url})
        self._closing: list[Callable[[], None]] = []

    def session(self, email: str = "") -> requests.Session:
        """A bare HTTP session of a person; of nobody without an address."""
        session = requests.Session()
        if email:
            session.headers["Authorization"] = f"Bearer user:{email}"
        self._closing.append(session.close)
        return session

    def person(self, email: str) -> gspread.Client:
        """Gspread in a person's hands."""
        return gspread.Client(auth=ANYBODY, session=self.session(email), http_client=self._transport)

    def robot(self, email: str, *scopes: str, subject: str | None = None) -> gspread.Client:
        """Gspread with the key of a service account."""
        info = self._google.credentials(email)
        credentials = ServiceAccount.from_service_account_info(info, scopes=scopes or SCOPES, subject=subject)
        return self.client(credentials)

    def client(self, credentials: Credentials) -> gspread.Client:
        """Gspread with any credentials."""
        session = AuthorizedSession(credentials)
        self._closing.append(session.close)
        return gspread.Client(auth=credentials, session=session, http_client=self._transport)

    def close(self) -> None:
        """End every connection."""
        for close in self._closing:
            close()
