"""Failures of exports, each with the sentence that says what to do."""

from __future__ import annotations

from abm_sheets.errors import AbmSheetsError, UsageError
from abm_sheets.language import catalogue


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
