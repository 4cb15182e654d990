"""Clients of the local Google for the tests of it: the real gspread, and a spreadsheet at hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gspread
import requests
from google.auth.credentials import AnonymousCredentials, Credentials
from google.auth.transport.requests import AuthorizedSession
from google.oauth2.service_account import Credentials as ServiceAccount

from tests.google.launch import LocalGoogle

Json = dict[str, Any]

ANNA, BEN, EVE = "anna@example.com", "ben@example.com", "eve@example.com"
BOT = "bot@project.iam.gserviceaccount.com"

HOSTS = ("https://sheets.googleapis.com", "https://www.googleapis.com")
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

    def person(self, email: str) -> gspread.Client:
        """Gspread in a person's hands."""
        session = requests.Session()
        session.headers["Authorization"] = f"Bearer user:{email}"
        self._closing.append(session.close)
        return gspread.Client(auth=AnonymousCredentials(), session=session, http_client=self._transport)

    def robot(self, email: str, *scopes: str, subject: str | None = None) -> gspread.Client:
        """Gspread with the key of a service account."""
        info = self._google.credentials(email)
        return self.client(
            ServiceAccount.from_service_account_info(info, scopes=scopes or SCOPES, subject=subject)
        )

    def client(self, credentials: Credentials) -> gspread.Client:
        """Gspread with any credentials."""
        session = AuthorizedSession(credentials)
        self._closing.append(session.close)
        return gspread.Client(auth=credentials, session=session, http_client=self._transport)

    def close(self) -> None:
        """End every connection."""
        for close in self._closing:
            close()


@dataclass(frozen=True)
class Book:
    """A spreadsheet of Anna's, and what anybody does to it."""

    google: LocalGoogle
    id: str = ""

    @classmethod
    def made(cls, google: LocalGoogle, locale: str = "en_US", *rows: list[Any]) -> Book:
        """A new one whose first tab (id 0) has 10 rows of 6 columns, and holds these, typed."""
        grid = {"gridProperties": {"rowCount": 10, "columnCount": 6}}
        body = {"properties": {"title": "Budget", "locale": locale}, "sheets": [{"properties": grid}]}
        book = cls(google, cls(google).call("POST", "/v4/spreadsheets", body).json()["spreadsheetId"])
        return book.typed("A1", *rows) if rows else book

    def call(
        self, method: str, path: str, body: Any = None, by: str = ANNA, **query: Any
    ) -> requests.Response:
        """Call the API as a person; no path, `:…` and `/values…` are the spreadsheet's."""
        if not path or path.startswith((":", "/values")):
            path = f"/v4/spreadsheets/{self.id}{path}"
        headers = {"Authorization": f"Bearer user:{by}"}
        url = self.google.url + path
        return requests.request(method, url, json=body, params=query, headers=headers, timeout=30)

    def typed(self, place: str, *rows: list[Any], option: str = "USER_ENTERED") -> Book:
        """Type rows from a cell on."""
        answer = self.call("PUT", f"/values/{place}", {"values": rows}, valueInputOption=option)
        assert answer.ok, answer.text
        return self

    def read(self, place: str = "A1:Z", option: str = "FORMATTED_VALUE") -> list[list[Any]]:
        """The values of a range."""
        answer = self.call("GET", f"/values/{place}", valueRenderOption=option)
        assert answer.ok, answer.text
        values: list[list[Any]] = answer.json().get("values", [])
        return values

    def formulas(self, place: str = "A1:Z") -> list[list[Any]]:
        """What the cells of a range hold, formulas as text."""
        return self.read(place, "FORMULA")

    def seen(self, fields: str, by: str = ANNA, **query: Any) -> Json:
        """The spreadsheet as a person reads it."""
        answer = self.call("GET", "", by=by, fields=fields, **query)
        assert answer.ok, answer.text
        found: Json = answer.json()
        return found

    def tab(self, fields: str) -> Json:
        """The first tab."""
        found: Json = self.seen(f"sheets({fields})")["sheets"][0]
        return found

    def batch(self, *requested: Json, by: str = ANNA) -> list[Json]:
        """Carry out requests; gives their replies."""
        answer = self.call("POST", ":batchUpdate", {"requests": requested}, by)
        assert answer.ok, answer.text
        replies: list[Json] = answer.json()["replies"]
        return replies

    def refusal(self, *requested: Json, by: str = ANNA) -> str:
        """Carry out requests that are refused; gives the message."""
        answer = self.call("POST", ":batchUpdate", {"requests": requested}, by)
        assert answer.status_code == 400, answer.text
        return str(answer.json()["error"]["message"])

    def share(self, email: str, role: str = "writer", by: str = ANNA, **more: Any) -> requests.Response:
        """Give somebody access."""
        path = f"/drive/v3/files/{self.id}/permissions"
        return self.call("POST", path, {"type": "user", "role": role, "emailAddress": email}, by, **more)
