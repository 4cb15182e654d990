"""A failed call is an exception that says, in one sentence, what happened and what to do.

- `AbmSheetsError`
  - `WorkbookError`: the workbook cannot be read or written
    - `WorkbookNotFoundError`, `NotAWorkbookError`, `PasswordProtectedError`, `TabTooLargeError`
    - `OutputNotWrittenError`
    - `GoogleError`: Google refused or did not answer
      - `CredentialsNotFoundError`, `InvalidCredentialsError`, `ExpiredCredentialsError`
      - `NotSharedError`, `ApiDisabledError`, `MissingScopeError`, `SpreadsheetNotFoundError`
      - `OfficeFileError`, `ProtectedCellError`, `RequestTooLargeError`, `TooManyCellsError`
      - `QuotaError`, `GoogleUnavailableError`, `GoogleRefusedError`, `SharingRefusedError`
      - `NoStorageError`, `UnclearWriteError`
  - `NoUsableTabError`: nothing in the workbook lets any metric be computed
  - `UsageError`: the call itself makes no sense
    - `OutputIsInputError`, `OutputNotXlsxError`, `AlreadyExistsError`
    - `InvalidDateError`, `UnknownLanguageError`
    - `NotASpreadsheetError`, `UnsafeAddressError`

A class is named as its sentence in the catalogues (`errors`), unless its `key` says otherwise; `str`
gives the sentence in French, `sentence` in any language.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

from abm_sheets.language import LANGUAGES, catalogue

_WORDS = re.compile(r"(?<!^)(?=[A-Z])")


class AbmSheetsError(Exception):
    """Root of every failure that a user may meet; `key` names its sentence in the catalogues."""

    key: ClassVar[str] = "failure"

    def __init_subclass__(cls) -> None:
        """Name the sentence after the class, unless the class names it itself."""
        if "key" not in vars(cls):
            cls.key = _WORDS.sub("_", cls.__name__.removesuffix("Error")).lower()

    def __init__(self, **details: object) -> None:
        """Keep the details that the sentence quotes (a path, a tab title, a reason)."""
        self.details: dict[str, Any] = {name: str(value) for name, value in details.items()}
        super().__init__(self.sentence(LANGUAGES[0]))

    def sentence(self, language: str) -> str:
        """What happened and what to do."""
        return catalogue(language).text(f"errors.{self.key}", **self.details)


class WorkbookError(AbmSheetsError):
    """The workbook cannot be read or written."""

    key = "failure"


class WorkbookNotFoundError(WorkbookError):
    """No file has that path."""


class NotAWorkbookError(WorkbookError):
    """The file is there, but it is no readable `.xlsx` workbook."""


class PasswordProtectedError(WorkbookError):
    """The file is encrypted with a password."""


class TabTooLargeError(WorkbookError):
    """A tab spans more cells than can be read, mostly because of one stray cell far away."""


class OutputNotWrittenError(WorkbookError):
    """The dashboard could not be written: disk full, folder protected, or file open elsewhere."""


class GoogleError(WorkbookError):
    """Google refused a call, or did not answer it; `email` is that of the account that called."""

    key = "google_refused"

    def __init__(self, **details: object) -> None:
        """Keep the details; the account's address may be filled in later, by who knows it."""
        super().__init__(**{"email": "", "reason": "", **details})


class CredentialsNotFoundError(GoogleError):
    """No key of a service account, and no signed-in user, was found."""


class InvalidCredentialsError(GoogleError):
    """The credentials' file cannot be used."""


class ExpiredCredentialsError(GoogleError):
    """Google does not accept the credentials any more."""


class NotSharedError(GoogleError):
    """The spreadsheet is not shared with the account, or not for writing."""


class ApiDisabledError(GoogleError):
    """The project of the account has not enabled the API."""


class MissingScopeError(GoogleError):
    """The credentials were not granted what the call needs."""


class SpreadsheetNotFoundError(GoogleError):
    """No spreadsheet has that id, or it was deleted."""


class OfficeFileError(GoogleError):
    """The file is an Office file kept in Drive, not a Google Sheet."""


class ProtectedCellError(GoogleError):
    """Somebody protected what the program must write."""


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


class SharingRefusedError(GoogleError):
    """Google or the company's administrator does not allow this sharing."""


class NoStorageError(GoogleError):
    """The account owns no files: service accounts have no storage of their own."""


class UnclearWriteError(GoogleError):
    """A write got no clear answer: it may or may not have been done."""


class NoUsableTabError(AbmSheetsError):
    """No metric can be computed: the tabs or the columns that every metric needs are missing."""

    needed = ("accounts", "interactions", "opportunities")

    def sentence(self, language: str) -> str:
        """The sentence names the tabs that are needed, in each language's own words."""
        words = catalogue(language)
        accounts, interactions, opportunities = map(words.title, self.needed)
        return words.text(
            f"errors.{self.key}", accounts=accounts, interactions=interactions, opportunities=opportunities
        )


class UsageError(AbmSheetsError):
    """The call makes no sense."""

    key = "failure"


class OutputIsInputError(UsageError):
    """The dashboard would be written over the people's own file."""


class OutputNotXlsxError(UsageError):
    """The dashboard's file does not end with `.xlsx`."""


class AlreadyExistsError(UsageError):
    """A file to be made is there already."""


class InvalidDateError(UsageError):
    """The as-of date is no date."""

    key = "invalid_as_of"


class UnknownLanguageError(UsageError):
    """There is no catalogue in that language."""


class NotASpreadsheetError(UsageError):
    """What was given names neither an `.xlsx` file nor a Google spreadsheet."""


class UnsafeAddressError(UsageError):
    """The address that stands in for Google's is not on this machine."""
