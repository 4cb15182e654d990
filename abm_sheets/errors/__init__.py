"""A failed call is an exception that says, in one sentence, what happened and what to do.

A class is named as its sentence in the catalogues (`errors`), unless its `key` says otherwise; `str`
gives the sentence in French, `sentence` in any language.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

from abm_sheets.language import LANGUAGES, catalogue

_WORDS = re.compile(r"(?<!^)(?=[A-Z])")


class AbmSheetsError(Exception):
    """Root of every failure that a user may meet; `key` names its sentence in the catalogues.

    The details `fr` and `en`, where they are given, are one detail in each language: `translated` names it.
    """

    key: ClassVar[str] = "failure"
    translated: ClassVar[str] = ""

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
        details = self.details
        if self.translated:
            details = details | {self.translated: details[language]}
        return catalogue(language).text(f"errors.{self.key}", None, **details)


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

    translated = "name"
    sentence = AbmSheetsError.sentence


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

    translated = "expected"


class NoSettingError(UsageError):
    """A simulation without a setting to try, or one without its values."""


class TooManyCombinationsError(UsageError):
    """More combinations of settings than are tried at once."""


class UnknownSubjectError(AbmSheetsError):
    """Nothing to explain has that name: neither a metric nor an account.

    `rule` says why the text names no account; `suggestion` or `metric` (a key) what it may have meant.
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
    """The address that `variable` gives, in place of another system's, is not on this machine."""


class LocalFileError(NotASpreadsheetError):
    """It names a file, where only a Google spreadsheet will do."""


class OtherAddressError(NotASpreadsheetError):
    """It is the address of something else, of which `kind` says what it is."""

    def sentence(self, language: str) -> str:
        """The sentence says what it is, and what to copy in its place."""
        kind = self.details.get("kind", "file")
        return catalogue(language).text(f"errors.{self.key}.{kind}", None, **self.details)


class ReportNotInstalledError(UsageError):
    """The packages that only the page and the slides need are not installed."""


class ReportSuffixError(UsageError):
    """The file's name does not end as its format does; `value` is how it should."""


class BrowserNotFoundError(AbmSheetsError):
    """No browser that can print the page is installed, or none is where the environment says."""


class PageNotPrintedError(AbmSheetsError):
    """The browser was there and gave no PDF."""


class ExportNotWrittenError(AbmSheetsError):
    """The file could not be written: disk full, folder protected or missing, or file open elsewhere."""


class OutputNeededError(UsageError):
    """A format that is no text has no file to go to."""


class OutputNotZipError(UsageError):
    """The file's name does not end with `.zip`."""


class UnknownTabError(UsageError):
    """The program writes no tab of that name; `choices` are the keys of those that it writes."""

    def sentence(self, language: str) -> str:
        """The sentence names the tabs by their titles and keys."""
        words, keys = catalogue(language), self.details["choices"].split()
        titles = words.titles()
        choices = ", ".join(f"{titles[key]} ({key})" for key in keys if key in titles)
        return words.text(f"errors.{self.key}", value=self.details["value"], choices=choices)


class InvalidChannelError(UsageError):
    """A channel that is none; its number is given, for its address may hold a secret."""


class RefusedChannelError(UsageError):
    """A channel of a kind in which what people type could mention somebody or lead somewhere."""


class UnknownReaderError(UsageError):
    """No message is written for a role of that name."""


class NoChannelError(UsageError):
    """A message is to be sent, and nothing says where."""


class MessageNotSentError(AbmSheetsError):
    """Some channels, named by their numbers, did not take the message."""
