"""Failures of imports into a workbook, each with the sentence that says what to do."""

from __future__ import annotations

from abm_sheets.errors import AbmSheetsError, UsageError, WorkbookError


class WorkbookChangedError(WorkbookError):
    """Somebody saved the workbook while it was being imported into."""


class ResultsMissingError(WorkbookError):
    """Formulas in columns that the import reads have no result: the file is a copy that nobody opened yet."""


class CopyNotMadeError(WorkbookError):
    """The workbook holds something that cannot be copied."""


class CopyNotWrittenError(WorkbookError):
    """The copy could not be written: disk full, folder protected or missing, or file open elsewhere."""


class CopyNeededError(UsageError):
    """An import into an `.xlsx` has no file to write its copy to."""


class NeedlessOutputError(UsageError):
    """An import into a Google Sheet, which is changed where it is, was given a file to write."""


class ImportNotInstalledError(UsageError):
    """The packages that imports into an `.xlsx` need are not installed."""


class InvalidMappingError(UsageError):
    """What says which column a header is has not the form of one."""


class InvalidPeriodError(UsageError):
    """What says over which days counts are is no first and last day."""


class UnknownLocaleError(UsageError):
    """There is no such locale."""


class FileTabNotFoundError(UsageError):
    """The workbook that is imported has no tab called `value`; `choices` are those that it has."""


class MemoryNotReadableError(AbmSheetsError):
    """The file that remembers what was imported is damaged."""


class MemoryNotWrittenError(AbmSheetsError):
    """The import is done, and what it gave could not be remembered."""
