"""Failures of Google, each with the sentence that says what to do."""

from __future__ import annotations

from abm_sheets.errors import WorkbookError
from abm_sheets.language import catalogue


class GoogleError(WorkbookError):
    """Google refused a call, or did not answer it; `email` is that of the account that called."""

    key = "google_refused"

    def __init__(self, **details: object) -> None:
        """Keep the details; the account's address may be filled in later, by who knows it."""
        super().__init__(**{"email": "", "reason": "", **details})

    def sentence(self, language: str) -> str:
        """What happened and what to do, whether or not the account's address is known."""
        words = catalogue(language)
        email = self.details["email"] or words.text("account.unnamed")
        return words.text(f"errors.{self.key}", **{**self.details, "email": email})


class CredentialsNotFoundError(GoogleError):
    """No key of a service account, and no signed-in user, was found."""


class CredentialsFileNotFoundError(CredentialsNotFoundError):
    """The credentials' file that was named is not there."""

    key = "workbook_not_found"


class InvalidCredentialsError(GoogleError):
    """The credentials' file cannot be used."""


class ExpiredCredentialsError(GoogleError):
    """Google does not accept the credentials any more."""


class NotSharedError(GoogleError):
    """The spreadsheet is not shared with the account, or not for writing."""


class SharedWithNoneError(NotSharedError):
    """The spreadsheet is shared with none of several accounts; `email` names them all."""


class ApiDisabledError(GoogleError):
    """The project of the account has not enabled the API."""


class MissingScopeError(GoogleError):
    """The credentials were not granted what the call needs."""


class SpreadsheetNotFoundError(GoogleError):
    """No spreadsheet has that id, or it was deleted."""


class FolderNotFoundError(GoogleError):
    """No folder has that id, or it is not shared with the account."""


class OfficeFileError(GoogleError):
    """The file is an Office file kept in Drive, not a Google Sheet."""


class ProtectedCellError(GoogleError):
    """Somebody protected what the program must write."""


class ProtectedTabError(ProtectedCellError):
    """Somebody protected the tab `title`, or a part of it, against the program."""


class RequestTooLargeError(GoogleError):
    """A request is larger than Google takes."""


class TooManyCellsError(GoogleError):
    """The spreadsheet would have more cells than Google allows."""


class QuotaError(GoogleError):
    """Google's quota stayed used up for as long as we wait."""


class GoogleUnavailableError(GoogleError):
    """Google did not answer, or failed, each time it was tried."""


class GoogleRefusedError(GoogleError):
    """Google refused a call for a reason that we pass on."""


class TabRefusedError(GoogleRefusedError):
    """Google refused a change of the tab `title`; `said` is why, without the request's number."""


class FrozenCellsError(TabRefusedError):
    """Frozen rows or columns of a tab are in the way."""


class MergedCellsError(TabRefusedError):
    """Merged cells of a tab are."""


class TableInTheWayError(TabRefusedError):
    """A table of a tab is, or its typed columns."""


class FilterInTheWayError(TabRefusedError):
    """A filter of a tab is."""


class SharingRefusedError(GoogleError):
    """Google or the company's administrator does not allow this sharing."""


class InvitationNeededError(SharingRefusedError):
    """Google shares with this person only if it may send them an e-mail."""

    key = "sharing_refused"


class SharingNotAllowedError(GoogleError):
    """The account may not share the file: only its owner may, or the account is no editor."""


class SharingQuotaError(GoogleError):
    """Google takes no more sharing for some hours."""


class NoStorageError(GoogleError):
    """The account owns no files: service accounts have no storage of their own."""


class UnclearWriteError(GoogleError):
    """A write got no clear answer: it may or may not have been done."""


class UnclearCreationError(GoogleError):
    """A spreadsheet may or may not have been made: made again, there could be two."""
