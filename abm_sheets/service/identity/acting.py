"""A person's own access to Google, lent for the length of a request."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from google.oauth2.credentials import Credentials

from abm_sheets.errors.google import (
    ExpiredCredentialsError,
    MissingScopeError,
    NotSharedError,
    SpreadsheetNotFoundError,
)
from abm_sheets.errors.incoming import NoAccessError, SessionExpiredError
from abm_sheets.workbook.google.address import Use
from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.google.session import Patience

PATIENCE = Patience(connect=2, read=6, total=12, attempts=3, longest_pause=1)
"""The panel waits half a minute at most for everything: a person would rather click again."""

_TOKEN = re.compile(r"[\x21-\x7e]{1,2048}")
"""What Google's access tokens are made of, and how long they get."""


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
