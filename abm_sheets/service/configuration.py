"""What the environment gives the service: one value for each variable, read once at start."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from abm_sheets.errors.incoming import InvalidConfigurationError, ShortSecretKeyError
from abm_sheets.language import LANGUAGES
from abm_sheets.service.sealing import SHORTEST_KEY, read_keys
from abm_sheets.workbook.google.address import stand_in
from abm_sheets.workbook.google.session import MINUTE, usual_patience

DATABASE_VARIABLE = "ABM_SHEETS_DATABASE_URL"
"""The environment variable that names the database: SQLite's file, or PostgreSQL."""

DATABASE = "sqlite:///abm-sheets-service.sqlite"
"""The database without that variable: a file in the folder that the service is run from."""

SECRET_KEY_VARIABLE = "ABM_SHEETS_SECRET_KEY"  # noqa: S105 (its name)
"""The environment variable that holds the key of what is kept encrypted, then those that it replaces."""

CONNECTIONS = 400
"""Connections that there may be at once, where nothing else is said."""

_DIALECTS = ("sqlite", "postgresql", "postgresql+psycopg")
_MOST_CONNECTIONS = 100_000
_SHOWN = {"": None, "open": True, "closed": False}
_UNKEPT = ("", ":memory:")


@dataclass(frozen=True)
class Configuration:
    """How the service runs.

    `base` is the public address, without a slash at its end; `addon_account` and `addon_client` are what
    Google names at the add-on's deployment, `scheduler_account` the address of Cloud Scheduler's service
    account; `secret_keys` seal what the database keeps secret, the first of them all that is new; `alerts`
    are apprise's addresses for the alerts of all workbooks; `minute` is the length in seconds of Google's
    quota minutes, and `poll` how often the queue is looked at; `connections` is how many there may be at
    once; `shown` says whether anybody may read what is counted and what requests there are, who reaches the
    service from this machine only where it is None.
    """

    database: str = field(default=DATABASE, repr=False)
    credentials: Path | None = None
    base: str = ""
    addon_account: str = ""
    addon_client: str = ""
    scheduler_account: str = ""
    secret_keys: tuple[str, ...] = field(default=(), repr=False)
    alerts: tuple[str, ...] = field(default=(), repr=False)
    language: str = LANGUAGES[0]
    minute: float = MINUTE
    poll: float = 1.0
    connections: int = CONNECTIONS
    shown: bool | None = None

    @property
    def serves_addon(self) -> bool:
        """Whether the side panel's requests can be verified."""
        return bool(self.base and self.addon_account and self.addon_client)

    @property
    def serves_scheduler(self) -> bool:
        """Whether Cloud Scheduler's requests can be verified."""
        return bool(self.base and self.scheduler_account)


def read_configuration(environment: Mapping[str, str] | None = None) -> Configuration:
    """The configuration that an environment gives; this process's own by default.

    Raises:
        InvalidConfigurationError: a variable has an impossible value; the sentence names it.

    """
    given = os.environ if environment is None else environment
    is_stand_in = stand_in() is not None
    minute = usual_patience(shortened=is_stand_in).minute
    credentials = given.get("ABM_SHEETS_CREDENTIALS")
    return Configuration(
        database=_database(given.get(DATABASE_VARIABLE) or DATABASE),
        credentials=Path(credentials) if credentials else None,
        base=_base(given.get("ABM_SHEETS_URL", "").rstrip("/"), plain=is_stand_in),
        addon_account=given.get("ABM_SHEETS_ADDON_ACCOUNT", ""),
        addon_client=given.get("ABM_SHEETS_ADDON_CLIENT_ID", ""),
        scheduler_account=given.get("ABM_SHEETS_SCHEDULER_ACCOUNT", ""),
        secret_keys=_secret_keys(given.get(SECRET_KEY_VARIABLE, "")),
        alerts=tuple(given.get("ABM_SHEETS_ALERTS", "").split()),
        language=_language(given.get("ABM_SHEETS_LANGUAGE") or LANGUAGES[0]),
        minute=minute,
        poll=min(1.0, minute / MINUTE),
        connections=_connections(given.get("ABM_SHEETS_CONNECTIONS") or str(CONNECTIONS)),
        shown=_shown(given.get("ABM_SHEETS_METRICS", "")),
    )


def _database(url: str) -> str:
    scheme, _, rest = url.partition("://")
    if scheme == "postgres":
        # The way hosts of databases write it.
        scheme = "postgresql"
    if scheme not in _DIALECTS or rest.strip("/") in _UNKEPT:
        raise InvalidConfigurationError(variable=DATABASE_VARIABLE)
    return f"{'postgresql+psycopg' if scheme == 'postgresql' else scheme}://{rest}"


def _secret_keys(text: str) -> tuple[str, ...]:
    try:
        return tuple(read_keys(text))
    except ValueError:
        raise ShortSecretKeyError(number=SHORTEST_KEY) from None


def _base(url: str, *, plain: bool) -> str:
    """The public address: encrypted, unless Google itself is stood in for on this machine."""
    if url and not _is_address(url, {"https", "http"} if plain else {"https"}):
        raise InvalidConfigurationError(variable="ABM_SHEETS_URL")
    return url


def _is_address(url: str, schemes: set[str]) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in schemes and bool(parts.hostname) and not parts.query and not parts.fragment


def _language(language: str) -> str:
    if language not in LANGUAGES:
        raise InvalidConfigurationError(variable="ABM_SHEETS_LANGUAGE")
    return language


def _connections(number: str) -> int:
    if not (number.isascii() and number.isdecimal() and 0 < int(number) <= _MOST_CONNECTIONS):
        raise InvalidConfigurationError(variable="ABM_SHEETS_CONNECTIONS")
    return int(number)


def _shown(choice: str) -> bool | None:
    if choice not in _SHOWN:
        raise InvalidConfigurationError(variable="ABM_SHEETS_METRICS")
    return _SHOWN[choice]
