"""A spreadsheet at hand for a test: the engine called without a server."""

from __future__ import annotations

from typing import Any

import pytest

from tests.google.errors import ApiError
from tests.google.sheets import api
from tests.google.sheets.model import Book, Json
from tests.google.world import World

ME = "me@example.org"
UNFORMATTED = "UNFORMATTED_VALUE"


class Desk:
    """A world with one spreadsheet, owned by `ME`."""

    def __init__(self, locale: str = "en_US", body: Json | None = None) -> None:
        """Create the spreadsheet."""
        self.world = World()
        properties = {"title": "A file", "locale": locale}
        self.created = self.create({"properties": properties, **(body or {})})
        self.id = str(self.created["spreadsheetId"])

    def create(self, body: Json) -> Json:
        """Create another one."""
        return api.call("sheets.spreadsheets.create", self.world, ME, {}, {}, body)

    @property
    def book(self) -> Book:
        """The spreadsheet itself."""
        book = self.world.files[self.id].book
        assert book is not None
        return book

    def call(
        self,
        method: str,
        *,
        body: Json | None = None,
        caller: str = ME,
        path: Json | None = None,
        **query: Any,
    ) -> Json:
        """Call a method on it."""
        lists = {key: value if isinstance(value, list) else [value] for key, value in query.items()}
        params = {"spreadsheetId": self.id, **(path or {})}
        return api.call(f"sheets.spreadsheets.{method}", self.world, caller, params, lists, body or {})

    def refused(self, method: str, **arguments: Any) -> str:
        """Call a method that has to be refused as nonsense; gives the message."""
        with pytest.raises(ApiError) as refusal:
            self.call(method, **arguments)
        assert refusal.value.code == 400
        return refusal.value.message

    def write(self, place: str, values: list[list[Any]], option: str = "USER_ENTERED", **query: Any) -> Json:
        """values.update."""
        body = {"values": values}
        return self.call("values.update", path={"range": place}, body=body, valueInputOption=option, **query)

    def append(self, place: str, values: list[list[Any]], **query: Any) -> Json:
        """values.append, RAW."""
        path, body = {"range": place}, {"values": values}
        return self.call("values.append", path=path, body=body, valueInputOption="RAW", **query)

    def read(self, place: str, **query: Any) -> list[list[Any]]:
        """The values of a range."""
        values: list[list[Any]] = self.call("values.get", path={"range": place}, **query).get("values", [])
        return values

    def shown(self, *texts: str) -> list[str]:
        """What texts typed one below the other show."""
        self.write("A1", [[text] for text in texts])
        return [row[0] if row else "" for row in self.read(f"A1:A{len(texts)}")]

    def batch(self, *requests: Json, caller: str = ME) -> list[Json]:
        """batchUpdate; gives the replies."""
        replies: list[Json] = self.call("batchUpdate", body={"requests": list(requests)}, caller=caller)[
            "replies"
        ]
        return replies
