"""The addresses that Google calls for the panel, from the configuration and never from a request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Route(StrEnum):
    """A path of the service, and how what it answers is wrapped (see `envelopes`).

    Google itself calls `HOME` (opening the panel) and `FILE_GRANTED` (permission given): `trigger`.
    Clicks call the others. `PERMISSION` asks for the file: `file_scope_request`. `ISSUES`, `SCHEDULE` and
    `ACCOUNT` open a second card: `pushed`. `NAMES` is asked while a person types: `completed`. `REFRESH`,
    `STATUS`, `FIGURES` (the home card again), `SETUP` (shares the file and prepares it), `STORY` and
    `SAVE_SCHEDULE` replace the card: `submitted`.
    """

    HOME = "/addon/home"
    FILE_GRANTED = "/addon/file-granted"
    PERMISSION = "/addon/permission"
    SETUP = "/addon/setup"
    REFRESH = "/addon/refresh"
    STATUS = "/addon/status"
    FIGURES = "/addon/figures"
    ISSUES = "/addon/issues"
    SCHEDULE = "/addon/schedule"
    ACCOUNT = "/addon/account"
    NAMES = "/addon/account/names"
    STORY = "/addon/account/story"
    SAVE_SCHEDULE = "/addon/schedule/save"


LOGO = "/addon/logo.png"
"""Where the manifest says that the panel's logo is."""


@dataclass(frozen=True)
class Addresses:
    """The whole addresses, under the service's public one (`https://abm-sheets.example.com`)."""

    base: str

    def of(self, route: Route) -> str:
        """The address of a route."""
        return f"{self.base.rstrip('/')}{route}"

    def all(self) -> Mapping[Route, str]:
        """Every route's address: the audiences that a token of Google's may be for."""
        return {route: self.of(route) for route in Route}

    @property
    def logo(self) -> str:
        """The address of the logo."""
        return f"{self.base.rstrip('/')}{LOGO}"
