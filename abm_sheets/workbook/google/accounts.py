"""Several accounts: which of them a spreadsheet is shared with, and how much each may ask of Google."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from google.auth.credentials import Credentials

from abm_sheets.errors.google import (
    ExpiredCredentialsError,
    GoogleRefusedError,
    NotSharedError,
    SharedWithNoneError,
    SpreadsheetNotFoundError,
)
from abm_sheets.workbook.google.address import Use
from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.google.credentials import email_of, load_all
from abm_sheets.workbook.google.drive import file_facts
from abm_sheets.workbook.google.session import Patience

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
