"""Failures of the page for leadership, each with the sentence that says what to do."""

from __future__ import annotations

from abm_sheets.errors import AbmSheetsError, UsageError


class ReportNotInstalledError(UsageError):
    """The packages that only the page and the slides need are not installed."""


class ReportSuffixError(UsageError):
    """The file's name does not end as its format does; `value` is how it should."""


class BrowserNotFoundError(AbmSheetsError):
    """No browser that can print the page is installed, or none is where the environment says."""


class PageNotPrintedError(AbmSheetsError):
    """The browser was there and gave no PDF."""
