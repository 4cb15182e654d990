"""A failed call is an exception that says, in one sentence, what happened and what to do.

- `AbmSheetsError`
  - `WorkbookError`: the workbook cannot be read or written
    - `WorkbookNotFoundError`, `NotAWorkbookError`, `PasswordProtectedError`, `TabTooLargeError`
    - `OutputNotWrittenError`
  - `NoUsableTabError`: nothing in the workbook lets any metric be computed
  - `UsageError`: the call itself makes no sense
    - `OutputIsInputError`, `OutputNotXlsxError`, `AlreadyExistsError`
    - `InvalidDateError`, `UnknownLanguageError`

A class names its sentence in the catalogues (`errors`); `str` gives it in French, `sentence` in any language.
"""

from __future__ import annotations

from typing import Any, ClassVar

from abm_sheets.language import LANGUAGES, catalogue


class AbmSheetsError(Exception):
    """Root of every failure that a user may meet; `key` names its sentence in the catalogues."""

    key: ClassVar[str] = "failure"

    def __init__(self, **details: object) -> None:
        """Keep the details that the sentence quotes (a path, a tab title, a reason)."""
        self.details: dict[str, Any] = {name: str(value) for name, value in details.items()}
        super().__init__(self.sentence(LANGUAGES[0]))

    def sentence(self, language: str) -> str:
        """What happened and what to do."""
        return catalogue(language).text(f"errors.{self.key}", **self.details)


class WorkbookError(AbmSheetsError):
    """The workbook cannot be read or written."""


class WorkbookNotFoundError(WorkbookError):
    """No file has that path."""

    key = "workbook_not_found"


class NotAWorkbookError(WorkbookError):
    """The file is there, but it is no readable `.xlsx` workbook."""

    key = "not_a_workbook"


class PasswordProtectedError(WorkbookError):
    """The file is encrypted with a password."""

    key = "password_protected"


class TabTooLargeError(WorkbookError):
    """A tab spans more cells than can be read, mostly because of one stray cell far away."""

    key = "tab_too_large"


class OutputNotWrittenError(WorkbookError):
    """The dashboard could not be written: disk full, folder protected, or file open elsewhere."""

    key = "output_not_written"


class NoUsableTabError(AbmSheetsError):
    """No metric can be computed: the tabs or the columns that every metric needs are missing."""

    key = "no_usable_tab"
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


class OutputIsInputError(UsageError):
    """The dashboard would be written over the people's own file."""

    key = "output_is_input"


class OutputNotXlsxError(UsageError):
    """The dashboard's file does not end with `.xlsx`."""

    key = "output_not_xlsx"


class AlreadyExistsError(UsageError):
    """A file to be made is there already."""

    key = "already_exists"


class InvalidDateError(UsageError):
    """The as-of date is no date."""

    key = "invalid_as_of"


class UnknownLanguageError(UsageError):
    """There is no catalogue in that language."""

    key = "unknown_language"
