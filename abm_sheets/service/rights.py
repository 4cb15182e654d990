"""What a person may do with a spreadsheet: what Drive lets them, and what the team's roles do (§ 9)."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock

from cachetools import TLRUCache
from google.oauth2.credentials import Credentials

from abm_sheets.errors.google import (
    ExpiredCredentialsError,
    GoogleRefusedError,
    MissingScopeError,
    NotSharedError,
    OfficeFileError,
    SpreadsheetNotFoundError,
)
from abm_sheets.errors.incoming import IdentityError, NoAccessError, SessionExpiredError
from abm_sheets.service.callers import Person
from abm_sheets.tables.reader import People, read_people
from abm_sheets.tables.roles import ADMIN, REFRESHERS
from abm_sheets.workbook.google.address import Use
from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.google.drive import GOOGLE_SHEET, FileFacts, file_facts
from abm_sheets.workbook.google.session import Patience
from abm_sheets.workbook.google.spreadsheet import GoogleWorkbook
from abm_sheets.workbook.interface import person as spelled

GRANTED_FOR = 60
"""Seconds during which a right to refresh is remembered."""

REFUSED_FOR = 5
"""Seconds during which anything less is: who was just given a role tries again at once."""

_MOST = 1000
_ID = re.compile(r"[\w-]{25,100}", re.ASCII)
PATIENCE = Patience(connect=2, read=6, total=12, attempts=3, longest_pause=1)
"""The panel waits half a minute at most for everything: a person would rather click again."""

_TOKEN = re.compile(r"[\x21-\x7e]{1,2048}")
"""What Google's access tokens are made of, and how long they get."""


@dataclass(frozen=True)
class Right:
    """What a person may do with a spreadsheet besides looking at it; `role` is theirs in the team, if any.

    Who cannot look at it has no right at all. To administer is to set it up and to say when it is
    refreshed; to share it, be it by the roles, takes Drive's own right to share besides.
    """

    person: Person
    role: str | None
    may_refresh: bool
    may_administer: bool
    may_share: bool


class Rights:
    """What people may do, asked of Google with their own access tokens; `clock` counts seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Know nothing yet."""
        self._recent: TLRUCache[Hashable, Right | type[IdentityError]] = TLRUCache(_MOST, _until, clock)
        self._lock = Lock()

    def of(self, person: Person, access_token: str | None, spreadsheet_id: str) -> Right:
        """What a person may do; `person` and the access token come from the same verified event.

        Raises:
            NoAccessError: the person cannot open it, or there is no such spreadsheet.
            SessionExpiredError: Google does not take the token.
            OfficeFileError: it is an Excel workbook kept in Drive.
            GoogleError: Google does not answer.

        """
        if not _ID.fullmatch(spreadsheet_id):
            raise NoAccessError
        # The token itself is not kept.
        digest = sha256((access_token or "").encode("utf-8", "surrogatepass")).digest()
        asked = (digest, spreadsheet_id, person)
        with self._lock:
            answer = self._recent.get(asked)
        if answer is None:
            answer = _answer(person, access_token, spreadsheet_id)
            with self._lock:
                self._recent[asked] = answer
        if isinstance(answer, Right):
            return answer
        raise answer


def _until(_: Hashable, answer: Right | type[IdentityError], now: float) -> float:
    """When an answer is asked for anew."""
    granted = isinstance(answer, Right) and answer.may_refresh
    return now + (GRANTED_FOR if granted else REFUSED_FOR)


def _answer(person: Person, access_token: str | None, spreadsheet_id: str) -> Right | type[IdentityError]:
    try:
        with acting_for(access_token) as client:
            file = _seen(client, spreadsheet_id)
            people = read_people(GoogleWorkbook(client, spreadsheet_id).read_some(("team",)))
    except IdentityError as refusal:
        return type(refusal)
    return right_of(person, file, people)


def _seen(client: GoogleClient, spreadsheet_id: str) -> FileFacts:
    """What Drive shows the person of the spreadsheet."""
    try:
        file = file_facts(client, spreadsheet_id)
    except GoogleRefusedError:
        # Whatever Google's reason, it would betray that there is such a file.
        raise NoAccessError from None
    if file.is_office:
        raise OfficeFileError
    if file.trashed or file.kind != GOOGLE_SHEET:
        raise NoAccessError
    return file


def right_of(person: Person, file: FileFacts, people: People) -> Right:
    """What Drive and the team's roles let a person do.

    The owner can do all that an admin can, since nothing keeps them from taking that role. So can
    whoever edits a file whose team names nobody yet, or nobody could set it up; a team that cannot be
    read names somebody all the same.
    """
    role = role_of(person, people)
    everything = file.owned or role == ADMIN or (people.team.empty and not people.issues)
    may_administer = file.can_edit and everything
    return Right(
        person=person,
        role=role,
        may_refresh=file.can_edit and (everything or role in REFRESHERS),
        may_administer=may_administer,
        may_share=may_administer and file.can_share,
    )


def role_of(person: Person, people: People) -> str | None:
    """The person's role in the team (its key), by address; of two rows the first counts."""
    who = spelled(person.email)
    rows = zip(people.team["email"], people.team["role"], strict=True)
    return next((role for email, role in rows if spelled(email) == who), None)


@contextmanager
def acting_for(
    access_token: str | None, patience: Patience = PATIENCE, use: Use = Use.READ
) -> Iterator[GoogleClient]:
    """A client with a person's access token (`userOAuthToken`), which nothing renews, for a use.

    Raises:
        SessionExpiredError: the token is missing, no token, or not good any more.
        NoAccessError: what is read within is not there for that person.
        GoogleError: Google does not answer, or its quota is used up.

    """
    if not _TOKEN.fullmatch(access_token or ""):
        raise SessionExpiredError
    # By its scopes the client knows how to read tabs: by their ids, Google answers only who may write.
    client = GoogleClient(Credentials(access_token, scopes=use.scopes), patience)
    try:
        yield client
    except ExpiredCredentialsError:
        raise SessionExpiredError from None
    except (SpreadsheetNotFoundError, NotSharedError, MissingScopeError):
        raise NoAccessError from None
    finally:
        client.session.close()
