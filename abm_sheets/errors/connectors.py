"""Why a file of another system cannot be imported."""

from __future__ import annotations

from abm_sheets.errors import AbmSheetsError, UsageError
from abm_sheets.language import catalogue


class ImportFileError(AbmSheetsError):
    """The file `path` cannot be taken, nothing of it."""

    key = "failure"


class FileNotOpenedError(ImportFileError):
    """There is no such file, or it may not be read."""


class FileNotReadableError(ImportFileError):
    """The file is no table written as text."""


class WebPageFileError(ImportFileError):
    """The file is a web page, as some exports called `.xls` are."""


class FileTooLargeError(ImportFileError):
    """The file has more than `limit` megabytes."""


class FileTooLongError(ImportFileError):
    """The file has more than `limit` rows."""


class UnclosedQuoteError(ImportFileError):
    """A quotation mark opened on the row `number` is never closed, so that all the rest is one cell."""


class NothingToImportError(ImportFileError):
    """The file has no row under its header, or is empty."""


class SourceNotRecognisedError(ImportFileError):
    """The headers are those of no source, or of several; `choices` are the sources to choose from."""


class PeriodNotFoundError(ImportFileError):
    """The file counts what happened over a period, and does not say which."""


class RequiredColumnsError(ImportFileError):
    """No header gives the columns that `fr` and `en` name, each in its language."""

    def sentence(self, language: str) -> str:
        """The sentence names the columns as the language does."""
        return _naming_columns(self, language)


class NoSuchSourceError(UsageError):
    """No source is called `value`; `choices` are those that there are."""


class HeaderNotFoundError(UsageError):
    """A header that is to be mapped is not in the file; `choices` are those that are."""


class ColumnNotFoundError(UsageError):
    """The tab has no column called `value`; `fr` and `en` list those that it has, each in its language."""

    def sentence(self, language: str) -> str:
        """The sentence names the columns as the language does."""
        return _naming_columns(self, language)


class MappingsNotReadableError(UsageError):
    """The file of mappings that were answered before is damaged."""


class MappingsNotWrittenError(AbmSheetsError):
    """The mappings just answered could not be kept."""


def _naming_columns(error: AbmSheetsError, language: str) -> str:
    details = error.details
    return catalogue(language).text(f"errors.{error.key}", None, columns=details[language], **details)
