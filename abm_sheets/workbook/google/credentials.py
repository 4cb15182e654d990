"""Who we are to Google: a service account's key, a user, the machine's own identity, or one of several."""

from __future__ import annotations

import os
import stat
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import google.auth
import orjson
from google.auth.credentials import Credentials
from google.auth.exceptions import DefaultCredentialsError, GoogleAuthError
from google.oauth2.credentials import Credentials as User
from google.oauth2.service_account import Credentials as ServiceAccount

from abm_sheets.errors.google import (
    CredentialsFileNotFoundError,
    CredentialsNotFoundError,
    ExpiredCredentialsError,
    GoogleRefusedError,
    InvalidCredentialsError,
    NotSharedError,
    SharedWithNoneError,
    SpreadsheetNotFoundError,
)
from abm_sheets.workbook.google.address import Use, stand_in
from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.google.drive import file_facts
from abm_sheets.workbook.google.session import Patience, email_of

CREDENTIALS_VARIABLE = "ABM_SHEETS_CREDENTIALS"
"""The environment variable that names the credentials' file, several of them, or their folder."""

GOOGLE_VARIABLE = "GOOGLE_APPLICATION_CREDENTIALS"
"""The variable that Google's own tools read."""

BESIDE = Path("credentials.json")
"""Where a newcomer puts the key: the folder that the command is run from."""


@dataclass(frozen=True)
class Identity:
    """Whose credentials are in use: their kind, the file that they come from, their address where known."""

    kind: Literal["service_account", "user", "machine"]
    path: Path | None
    email: str


def identify(credentials: Credentials, given: Path | None = None) -> Identity:
    """Who credentials are, without their key; `given` is the file that was asked for."""
    kind: Literal["service_account", "user", "machine"] = "machine"
    if isinstance(credentials, ServiceAccount):
        kind = "service_account"
    elif isinstance(credentials, User):
        kind = "user"
    named = os.environ.get(GOOGLE_VARIABLE)
    email = email_of(credentials)
    path = credentials_path(email, given) or (Path(named) if named else None)
    return Identity(kind, path, email)


def load_credentials(use: Use, given: Path | None = None) -> Credentials:
    """The credentials for a use, the first of several; see `load_all`."""
    return load_all(use, given)[0]


def load_all(use: Use, given: Path | None = None) -> Sequence[Credentials]:
    """The credentials for a use: one account, or each of several.

    In order: the file given, those of ABM_SHEETS_CREDENTIALS, what GOOGLE_APPLICATION_CREDENTIALS
    names, `credentials.json` in the current folder, then Google's application default credentials (a
    user signed in with gcloud, or the identity of a machine at Google's). A folder stands for the
    `.json` files in it; several names have commas, or what separates paths, between them.

    Raises:
        CredentialsNotFoundError: there are none, or not where they are said to be.
        UnsafeAddressError: what stands in for Google is not on this machine.
        InvalidCredentialsError: a file is neither a service account's key nor a signed-in user, or
            it is damaged.

    """
    paths = credentials_paths(given)
    found = [_from_file(path, use) for path in paths] if paths else [_application_default(use)]
    base = stand_in()
    if not base:
        return found
    # A key names the server of its tokens; those of users always come from Google's own.
    return [each.with_token_uri(f"{base}/token") if isinstance(each, User) else each for each in found]


def credentials_paths(given: Path | None = None) -> Sequence[Path]:
    """The files that the credentials come from, none where they are the application's default ones."""
    named = os.environ.get(CREDENTIALS_VARIABLE)
    if given is not None or named:
        return _files(str(given or named))
    return [BESIDE] if BESIDE.is_file() and not os.environ.get(GOOGLE_VARIABLE) else []


def _files(named: str) -> Sequence[Path]:
    """The files that a text names: one, those of a folder, or several."""
    if Path(named).is_file():
        return [Path(named)]
    names = [name.strip() for part in named.split(",") for name in part.split(os.pathsep)]
    found = [path for name in names if name for path in _in_folder(Path(name))]
    if not found:
        raise CredentialsFileNotFoundError(path=named)
    return list(dict.fromkeys(found))


def _in_folder(path: Path) -> Sequence[Path]:
    return sorted(path.glob("*.json")) or [path]


def credentials_path(email: str, given: Path | None = None) -> Path | None:
    """The file that holds the credentials of an account, by its address, else the first."""
    paths = credentials_paths(given)
    if len(paths) > 1:
        paths = [path for path in paths if email and email.encode() in path.read_bytes()] or paths
    return paths[0] if paths else None


def is_open_to_others(path: Path) -> bool:
    """Whether other users of this machine may read a key, where its system says."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return os.name == "posix" and bool(mode & (stat.S_IRGRP | stat.S_IROTH))


def _application_default(use: Use) -> Credentials:
    named = os.environ.get(GOOGLE_VARIABLE)
    try:
        with warnings.catch_warnings():
            # What it warns of (a user's own quota) concerns developers of other programs.
            warnings.simplefilter("ignore", UserWarning)
            credentials: Credentials = google.auth.default(scopes=use.scopes)[0]
    except (DefaultCredentialsError, ValueError, KeyError):
        raise InvalidCredentialsError(path=named) if named else CredentialsNotFoundError() from None
    return credentials


def _service_account(info: Mapping[str, Any], use: Use) -> Credentials:
    found: Credentials = ServiceAccount.from_service_account_info(info, scopes=use.scopes)
    return found


def _user(info: Mapping[str, Any], _: Use) -> Credentials:
    """A signed-in user keeps the scopes that were agreed to: asking for others would be refused."""
    found: Credentials = User.from_authorized_user_info(info)
    return found


_KINDS: Mapping[str, Callable[[Mapping[str, Any], Use], Credentials]] = {
    "service_account": _service_account,
    "authorized_user": _user,
}


def _from_file(path: Path, use: Use) -> Credentials:
    try:
        info = orjson.loads(path.read_bytes())
        return _KINDS[info["type"]](info, use)
    except FileNotFoundError:
        raise CredentialsFileNotFoundError(path=path) from None
    except (GoogleAuthError, ValueError, OSError, LookupError, TypeError, AttributeError):
        # The cause may quote the key: it goes no further.
        raise InvalidCredentialsError(path=path) from None


OF_AN_ACCOUNT, OF_A_PROJECT = 60, 300
"""The reads, and the writes, that Google allows in a minute."""


def share(accounts: Sequence[Credentials]) -> list[int]:
    """Of the reads, or the writes, of a minute, how many each of some accounts may make."""
    projects = [getattr(account, "project_id", None) for account in accounts]
    of_one = Counter(projects)
    return [min(OF_AN_ACCOUNT, OF_A_PROJECT // of_one[project]) for project in projects]


def pick(
    spreadsheet_id: str, use: Use, given: Path | None = None, patience: Patience | None = None
) -> Credentials:
    """Of the credentials that there are, those of the account that a spreadsheet is shared with.

    Raises:
        SharedWithNoneError: there are several, and it is shared with none; the sentence names each.
        GoogleError: there are no usable credentials, or Google does not answer.

    """
    return choose(spreadsheet_id, load_all(use, given), patience)


def choose(
    spreadsheet_id: str, accounts: Sequence[Credentials], patience: Patience | None = None
) -> Credentials:
    """Of some accounts, the only one, or that which a spreadsheet is shared with. Raises as `pick` does."""
    if len(accounts) == 1:
        return accounts[0]
    found = first_with_access(spreadsheet_id, accounts, patience)
    if found is None:
        raise SharedWithNoneError(email=", ".join(map(email_of, accounts)))
    return found


def first_with_access(
    spreadsheet_id: str, accounts: Iterable[Credentials], patience: Patience | None = None
) -> Credentials | None:
    """The first of some accounts that may edit a spreadsheet, else the first that may read it.

    Raises:
        ExpiredCredentialsError: none may, and Google does not accept one of them any more.
        GoogleError: Google does not answer.

    """
    reader, expired = None, None
    for account in accounts:
        try:
            facts = file_facts(GoogleClient(account, patience), spreadsheet_id)
        except ExpiredCredentialsError as error:
            expired = expired or error
        except (SpreadsheetNotFoundError, NotSharedError, GoogleRefusedError):
            continue
        else:
            if facts.can_edit:
                return account
            reader = reader or account
    if expired and not reader:
        raise expired
    return reader
