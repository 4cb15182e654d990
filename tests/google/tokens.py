"""Access tokens: who holds one, and what it permits."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

DRIVE = "https://www.googleapis.com/auth/drive"
DRIVE_FILE = "https://www.googleapis.com/auth/drive.file"
SPREADSHEETS = "https://www.googleapis.com/auth/spreadsheets"
FEEDS = "https://spreadsheets.google.com/feeds"
"""The scope of the API before v4, which v4 still takes."""

PEOPLE = "https://www.googleapis.com/auth/userinfo.email"
EVERY_SCOPE = ("openid", PEOPLE, SPREADSHEETS, DRIVE)
"""What a token is said to permit where it permits everything."""

LIFETIME_S = 3599


@dataclass(frozen=True)
class Caller:
    """Who calls: `scopes` None permits everything; `app` is the program that holds the token."""

    email: str
    scopes: frozenset[str] | None = None
    app: str = ""
    expires: float = float("inf")

    def permits(self, wanted: Iterable[str]) -> bool:
        """Whether one of the wanted scopes was granted."""
        return self.scopes is None or not self.scopes.isdisjoint(wanted)

    @property
    def scope_text(self) -> str:
        """The scopes as OAuth lists them."""
        return " ".join(EVERY_SCOPE if self.scopes is None else sorted(self.scopes))


@dataclass
class Tokens:
    """The tokens that were issued; `lifetime_s` is how long the next ones live."""

    lifetime_s: float = LIFETIME_S
    _issued: dict[str, Caller] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def issue(self, email: str, scopes: frozenset[str] | None, app: str) -> str:
        """A new access token."""
        token = "ya29." + secrets.token_urlsafe(96)
        with self._lock:
            self._issued[token] = Caller(email.lower(), scopes, app, time.time() + self.lifetime_s)
        return token

    def holder(self, token: str) -> Caller | None:
        """Who holds a token, or None where it is unknown or expired."""
        if token.startswith("user:"):
            email = token.removeprefix("user:").lower()
            return Caller(email, None, "browser") if "@" in email else None
        found = self._issued.get(token)
        return found if found and time.time() < found.expires else None

    def refreshable(self, token: str) -> str | None:
        """Whose refresh token this is, or None where it is not valid."""
        if not token.startswith("user-refresh:"):
            return None
        return token.removeprefix("user-refresh:") or None
