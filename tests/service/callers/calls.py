"""What the tests of identities share: who calls, at which address, and how often keys were fetched."""

from __future__ import annotations

from typing import Any

from tests.google.launch import LocalGoogle

ADDON = "service-123456789@gcp-sa-gsuiteaddons.iam.gserviceaccount.com"
PANEL = "https://abm.exemple.fr/panel"
CLICK = "https://abm.exemple.fr/panel/refresh"
CLIENT = "123456789-abc.apps.googleusercontent.com"
CERTS = "/oauth2/v1/certs"


class Clock:
    """A clock that tests move on, in seconds."""

    def __init__(self) -> None:
        """Begin anywhere: only differences count."""
        self.time = 1000.0

    def __call__(self) -> float:
        """What it shows."""
        return self.time

    def pass_by(self, seconds: float) -> None:
        """Let time go by."""
        self.time += seconds


def token(google: LocalGoogle, **claims: Any) -> str:
    """A token of the add-on's for the panel, but for what is given."""
    return google.id_token(**{"email": ADDON, "aud": PANEL, **claims})


def bearer(token: str) -> str:
    """The header that bears a token."""
    return f"Bearer {token}"


def fetches(google: LocalGoogle) -> int:
    """How often the keys were fetched."""
    return sum(each["path"] == CERTS for each in google.requests())
