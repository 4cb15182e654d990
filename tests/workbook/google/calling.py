"""Clients whose pauses are noted instead of slept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from abm_sheets.workbook.google.address import Use
from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.google.session import Patience
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, ROBOT, Person, account


class Caller:
    """A client of the robot's (or another account's), and the pauses that it would have made."""

    def __init__(self, google: LocalGoogle, use: Use = Use.WRITE, email: str = ROBOT, **bounds: Any) -> None:
        """Sign in; nothing is sent yet."""
        self.pauses: list[float] = []
        self.google = google
        credentials = account(google, email).with_scopes(use.scopes)
        self.client = GoogleClient(credentials, Patience(**{"sleep": self.pauses.append, **bounds}))

    def read(self, spreadsheet_id: str) -> Any:
        """Read a spreadsheet's title."""
        path = f"/v4/spreadsheets/{spreadsheet_id}"
        return self.client.fetch("GET", path, params={"fields": "properties.title"})

    def search(self, spreadsheet_id: str) -> Any:
        """Read by the POST method."""
        path = f"/v4/spreadsheets/{spreadsheet_id}/developerMetadata:search"
        lookup = {"dataFilters": [{"developerMetadataLookup": {"metadataKey": "abm_sheets.tab"}}]}
        return self.client.fetch("POST", path, body=lookup)

    def write(self, spreadsheet_id: str, *requests: Any) -> Any:
        """Add a tab, or make other requests."""
        path = f"/v4/spreadsheets/{spreadsheet_id}:batchUpdate"
        made = requests or ({"addSheet": {"properties": {"title": "Nouveau"}}},)
        return self.client.fetch("POST", path, body={"requests": list(made)})

    @property
    def statuses(self) -> list[int | None]:
        """What Google answered to each call."""
        return [call.status for call in self.client.calls]


def tabs(google: LocalGoogle, spreadsheet_id: str) -> list[str]:
    """The titles of the tabs, as the owner sees them."""
    path = f"/v4/spreadsheets/{spreadsheet_id}"
    found = Person(google, OWNER).done("GET", path, fields="sheets.properties.title")
    return [each["properties"]["title"] for each in found["sheets"]]


@contextmanager
def disabled(google: LocalGoogle, api: str) -> Iterator[None]:
    """An API that the project has not enabled."""
    google.control("POST", "apis", {api: False})
    try:
        yield
    finally:
        google.control("POST", "apis", {api: True})
