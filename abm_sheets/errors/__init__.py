"""A failed call is an exception that says, in one sentence, what happened and what to do.

- `AbmSheetsError`
  - `WorkbookError`: the workbook cannot be read or written
    - `WorkbookNotFoundError`, `NotAWorkbookError`, `PasswordProtectedError`, `TabTooLargeError`,
      `UnpacksTooLargeError`, `OwnDashboardError`
    - `OutputNotWrittenError`, `AlreadyClaimedError`
    - `WorkbookChangedError`, `ResultsMissingError`, `CopyNotMadeError`, `CopyNotWrittenError`
    - `MissingInputError`: the place where rows belong is not there
      - `InputTabMissingError`, `InputColumnMissingError`
    - `GoogleError`: Google refused or did not answer
      - `CredentialsNotFoundError`, `CredentialsFileNotFoundError`, `InvalidCredentialsError`
      - `ExpiredCredentialsError`, `FolderNotFoundError`, `UnclearCreationError`
      - `NotSharedError` (of which `SharedWithNoneError`), `ApiDisabledError`, `MissingScopeError`
      - `SpreadsheetNotFoundError`
      - `OfficeFileError`, `ProtectedCellError` (of which `ProtectedTabError`)
      - `RequestTooLargeError`, `TooManyCellsError`
      - `GoogleRefusedError` (of which `TabRefusedError`, and of this `FrozenCellsError`,
        `MergedCellsError`, `TableInTheWayError`, `FilterInTheWayError`)
      - `QuotaError`, `GoogleUnavailableError`, `SharingRefusedError`
        (of which `InvitationNeededError`), `SharingNotAllowedError`, `SharingQuotaError`
      - `NoStorageError`, `UnclearWriteError`
  - `NoUsableTabError`: nothing in the workbook lets any metric be computed
    - `LostHeaderError`
  - `UnknownSubjectError`: neither a metric nor an account has that name
  - `PayloadError`: what another tool sends cannot be taken
    - `InvalidPayloadError`, `TooManyRowsError`
  - `ImportFileError`: a file of another system cannot be taken
    - `FileNotOpenedError`, `FileNotReadableError`, `WebPageFileError`, `FileTooLargeError`
    - `FileTooLongError`, `UnclosedQuoteError`, `NothingToImportError`
    - `SourceNotRecognisedError`, `RequiredColumnsError`, `PeriodNotFoundError`
  - `MappingsNotWrittenError`: what columns stand for could not be remembered
  - `MemoryNotReadableError`, `MemoryNotWrittenError`: nor what was imported
  - `EmptyTeamError`, `NotConfirmedError`: access to the spreadsheet stays as it is
  - `IdentityError`: the service refuses who calls it
    - `NotAuthenticatedError`, `ForbiddenCallerError`, `KeysUnreachableError`
    - `NoAccessError`, `NotPermittedError`, `SessionExpiredError`
  - `RequestError`: a request that the service cannot answer
    - `MalformedRequestError`, `TooManyWaitingError`, `TooBusyError`, `DatabaseOutError`
    - `AbsurdTimeError`
  - `DatabaseUnreachableError`, `SecretKeyNotKeptError`, `TooManyWorkersError`: the service cannot
    work
  - `UnforeseenError`: a failure that nobody foresaw, as the service keeps it
  - `ExportNotWrittenError`: a file for another tool could not be written
  - `BrowserNotFoundError`, `PageNotPrintedError`: the page for leadership could not be printed
  - `MessageNotSentError`: a channel did not take the message
  - `UsageError`: the call itself makes no sense
    - `OutputIsInputError`, `OutputNotXlsxError`, `AlreadyExistsError`
    - `InvalidDateError`, `UnknownLanguageError`
    - `UnknownSettingError`, `ImpossibleSettingError`, `NoSettingError`, `TooManyCombinationsError`
    - `NotASpreadsheetError` (of which `LocalFileError`, `OtherAddressError`), `ShortcutFileError`,
      `UnsafeAddressError`
    - `NoSuchSourceError`, `HeaderNotFoundError`, `ColumnNotFoundError`, `MappingsNotReadableError`
    - `CopyNeededError`, `NeedlessOutputError`, `ImportNotInstalledError`, `InvalidMappingError`
    - `InvalidPeriodError`, `UnknownLocaleError`, `FileTabNotFoundError`
    - `InvalidConfigurationError`, `ServiceNotInstalledError`, `NotServedError`, `AddressTakenError`
    - `InvalidScheduleError`, `UnknownTimeZoneError`, `InvalidAlertError`, `ShortSecretKeyError`
    - `InvalidSourceError`, `UnknownSourceError`, `TooLongError`
    - `OutputNeededError`, `OutputNotZipError`, `UnknownTabError`
    - `ReportNotInstalledError`, `ReportSuffixError`
    - `InvalidChannelError`, `RefusedChannelError`, `UnknownReaderError`, `NoChannelError`

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


class OwnDashboardError(WorkbookError):
    """The file is a dashboard that the program made, not the workbook that people fill."""


class PasswordProtectedError(WorkbookError):
    """The file is encrypted with a password."""


class TabTooLargeError(WorkbookError):
    """A tab spans more cells than can be read, mostly because of one stray value far away."""


class UnpacksTooLargeError(WorkbookError):
    """What a file holds, once unpacked, is more than can be read."""


class OutputNotWrittenError(WorkbookError):
    """The dashboard could not be written: disk full, folder protected, or file open elsewhere."""


class AlreadyClaimedError(WorkbookError):
    """Another run wrote first what only one may write; who reads again sees it."""


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


class LostHeaderError(NoUsableTabError):
    """A column of the tab `title` that says which accounts are targeted has no header any more.

    `fr` and `en` name it in each language.
    """

    def sentence(self, language: str) -> str:
        """The sentence names the column as the language does."""
        name = self.details[language]
        return catalogue(language).text(f"errors.{self.key}", None, name=name, **self.details)


class EmptyTeamError(AbmSheetsError):
    """Nobody stands in the team tab, so nobody's access can be decided."""


class NotConfirmedError(AbmSheetsError):
    """Changes need a yes, and there is nobody to ask."""


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


class UnknownSettingError(UsageError):
    """No setting has that name; `choices` are those that there are."""


class ImpossibleSettingError(UsageError):
    """A value that a setting cannot take; `fr` and `en` say what it takes, each in its language."""

    def sentence(self, language: str) -> str:
        """The sentence says what the setting takes in the language asked for."""
        expected = self.details[language]
        return catalogue(language).text(f"errors.{self.key}", None, expected=expected, **self.details)


class NoSettingError(UsageError):
    """A simulation without a setting to try, or one without its values."""


class TooManyCombinationsError(UsageError):
    """More combinations of settings than are tried at once."""


class UnknownSubjectError(AbmSheetsError):
    """Nothing to explain has that name: neither a metric nor an account.

    `rule` tells why the text names no account; `suggestion` or `metric` (a key) what it may have meant.
    """

    def sentence(self, language: str) -> str:
        """The sentence names the nearest metric or account, if any."""
        words = catalogue(language)
        metric, quoted = self.details.get("metric"), {"title": words.title("accounts")} | self.details
        if metric:
            quoted["suggestion"] = words.word("metric", metric)
        reason = self.details.get("rule", "unknown_account")
        if reason == "unknown_account":
            reason = "near" if "suggestion" in quoted else "unknown"
        return words.text(f"errors.unknown_subject.{reason}", **quoted)


class NotASpreadsheetError(UsageError):
    """What was given names neither an `.xlsx` file nor a Google spreadsheet."""


class ShortcutFileError(UsageError):
    """The file is a `.gsheet`, which Google Drive leaves on a computer to lead to a spreadsheet."""


class UnsafeAddressError(UsageError):
    """The address that stands in for Google's is not on this machine."""
