"""One call of an API method, as its handler gets it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.google.discovery import Method
from tests.google.messages import Request
from tests.google.state import Google
from tests.google.tokens import Caller

Json = dict[str, Any]


@dataclass
class Call:
    """Who calls which method with what."""

    google: Google
    method: Method
    caller: Caller
    params: Mapping[str, str]
    request: Request
    body: Json

    @property
    def email(self) -> str:
        """The caller's address, "" for somebody who is not signed in."""
        return self.caller.email

    def text(self, name: str, default: str = "") -> str:
        """A query parameter's value."""
        return self.request.first(name) or default

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A query parameter that is true or false."""
        value = self.request.first(name).lower()
        return default if not value else value in {"true", "1"}

    @property
    def all_drives(self) -> bool:
        """Whether the client says that it knows of shared drives."""
        return self.flag("supportsAllDrives")
