"""What the tests of Drive share: a client of its own, a shared spreadsheet, and how refusals read."""

from __future__ import annotations

from typing import Any

import requests
from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError

from tests.google.clients import People
from tests.google.launch import LocalGoogle
from tests.google.world import SPREADSHEET

ANNA, BEN, EVE = "anna@example.com", "ben@example.com", "eve@example.com"
BOT = "bot@project.iam.gserviceaccount.com"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def service(google: LocalGoogle, email: str, name: str = "drive", version: str = "v3") -> Any:
    """Google's own client, told where the local Google publishes its APIs."""
    published = google.url + "/discovery/v1/apis/{api}/{apiVersion}/rest"
    credentials = Credentials(f"user:{email}")
    return build(
        name, version, credentials=credentials, discoveryServiceUrl=published, static_discovery=False
    )


def reason(error: HttpError) -> str:
    """The reason that Drive gives."""
    details: list[dict[str, str]] = error.error_details
    return details[0]["reason"]


def made(drive: Any, name: str, mime_type: str = SPREADSHEET, **more: Any) -> str:
    """The id of a new file."""
    body = {"name": name, "mimeType": mime_type, **more}
    return str(drive.files().create(body=body, supportsAllDrives=True).execute()["id"])


class Shared:
    """A spreadsheet of Anna's, and the sharing of it in anybody's name."""

    def __init__(self, google: LocalGoogle, people: People) -> None:
        """Make it."""
        self.key = people.person(ANNA).create("Budget").id
        self.people = people
        self.url = f"{google.url}/drive/v3/files/{self.key}/permissions"

    def call(
        self, method: str, name: str = "", by: str = ANNA, body: Any = None, **query: Any
    ) -> requests.Response:
        """Call a method of permissions."""
        url = self.url + (f"/{name}" if name else "")
        return self.people.session(by).request(method, url, json=body, params=query)

    def give(self, email: str, role: str, by: str = ANNA, **query: Any) -> requests.Response:
        """Share with a person."""
        return self.call("POST", by=by, body={"type": "user", "role": role, "emailAddress": email}, **query)

    def roles(self) -> dict[str, str]:
        """The roles of everybody."""
        listed = self.call("GET", fields="permissions(emailAddress,role,id)").json()["permissions"]
        return {entry.get("emailAddress", entry["id"]): entry["role"] for entry in listed}


def refusal(answer: requests.Response) -> tuple[int, str]:
    """The status and Drive's reason."""
    return answer.status_code, answer.json()["error"]["errors"][0]["reason"]
