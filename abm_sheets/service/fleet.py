"""The service's accounts at Google: each workbook keeps to one that it is shared with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from google.auth.credentials import Credentials

from abm_sheets.errors.google import SharedWithNoneError
from abm_sheets.service.store.workbooks import account_of, by_load, change
from abm_sheets.workbook.google.accounts import first_with_access, share
from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.google.credentials import email_of
from abm_sheets.workbook.google.spreadsheet import GoogleWorkbook


class Fleet:
    """One account or several; which one a workbook keeps to is in the service's database."""

    def __init__(self, engine: sa.Engine, accounts: Sequence[Credentials]) -> None:
        """Name the accounts by their addresses."""
        self._engine = engine
        self._accounts = {email_of(account): account for account in accounts}

    @property
    def addresses(self) -> Sequence[str]:
        """The addresses of the accounts where there are several, to one of which each workbook keeps."""
        return list(self._accounts) if len(self._accounts) > 1 else []

    @property
    def shares(self) -> Mapping[str, int]:
        """What each of several accounts may read, or write, in a minute."""
        found = dict(zip(self._accounts, share(list(self._accounts.values())), strict=True))
        return found if self.addresses else {}

    def open(self, workbook: str) -> GoogleWorkbook:
        """A workbook as its account opens it.

        Raises:
            SharedWithNoneError: it has none yet, and is shared with none of several.

        """
        return GoogleWorkbook(GoogleClient(self._account(workbook)), workbook)

    def reassign(self, workbook: str) -> bool:
        """Give a workbook that lost its account's access another one; False where there is no other.

        Raises:
            SharedWithNoneError: it is shared with none of several.

        """
        if self.addresses:
            self._choose(workbook)
        return bool(self.addresses)

    def _account(self, workbook: str) -> Credentials:
        if not self.addresses:
            return next(iter(self._accounts.values()))
        with self._engine.begin() as connection:
            kept = account_of(connection, workbook)
        return self._accounts.get(kept or "") or self._choose(workbook)

    def _choose(self, workbook: str) -> Credentials:
        """Of the accounts that may edit a workbook, the one with the fewest others; kept if it is served."""
        with self._engine.begin() as connection:
            order = by_load(connection, self._accounts)
        found = first_with_access(workbook, [self._accounts[email] for email in order])
        if found is None:
            raise SharedWithNoneError(email=", ".join(self._accounts))
        with self._engine.begin() as connection:
            change(connection, workbook, account=email_of(found))
        return found
