"""Failures of what comes in: another system's file, another tool's rows, a call of the service."""

from __future__ import annotations

from http import HTTPStatus
from typing import ClassVar

from abm_sheets.errors import AbmSheetsError, UsageError, WorkbookError


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


class CalendarNotReadableError(ImportFileError):
    """The file is no calendar."""


class TooManyMeetingsError(ImportFileError):
    """The calendar has more than `limit` meetings."""


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

    translated = "columns"


class RepeatedHeaderError(ImportFileError):
    """The columns `letters` have the same `header`, that of our `field`, and different values."""


class NoSuchSourceError(UsageError):
    """No source is called `value`; `choices` are those that there are."""


class HeaderNotFoundError(UsageError):
    """A header that is to be mapped is not in the file; `choices` are those that are."""


class ColumnNotFoundError(UsageError):
    """The tab has no column called `value`; `fr` and `en` list those that it has, each in its language."""

    translated = "columns"


class InvalidConstantError(UsageError):
    """What is to fill a column, `value`, is nothing that it can hold, or has not the form of it."""


class MappingsNotReadableError(UsageError):
    """The file of mappings that were answered before is damaged."""


class MappingsNotWrittenError(AbmSheetsError):
    """The mappings just answered could not be kept."""


class NothingToUndoError(UsageError):
    """No import into the workbook is known in the folder `path`, or the last one was taken away already."""


class FileNeededError(UsageError):
    """No file was named to import, nor asked to take the last import away."""


class NoSourceError(UsageError):
    """The workbook is fed from no such system; `value` names it, or those that there may be."""


class NothingTakenError(ImportFileError):
    """No row of the file `path` could be taken."""


class InvalidMappingError(UsageError):
    """What says which column a header is has not the form of one."""


class InvalidPeriodError(UsageError):
    """What says over which days counts are is no first and last day."""


class UnknownLocaleError(UsageError):
    """There is no such locale."""


class FileTabNotFoundError(UsageError):
    """The workbook that is imported has no tab called `value`; `choices` are those that it has."""


class MemoryNotReadableError(AbmSheetsError):
    """The file that keeps the last imports is damaged."""


class MemoryNotWrittenError(AbmSheetsError):
    """The import is done, and could not be kept as the last, so that it cannot be taken away."""


class PayloadError(AbmSheetsError):
    """What was sent cannot be taken, nothing of it."""

    key = "failure"


class InvalidPayloadError(PayloadError):
    """It is neither JSON nor a form, or its JSON is no row and no list of rows."""


class TooManyRowsError(PayloadError):
    """It has more rows than are taken at once: `number` of them, and `limit` are."""


class MissingInputError(WorkbookError):
    """The place where rows belong is not in the workbook; `fr` and `en` name it in each language."""

    key = "failure"
    translated = "name"


class InputTabMissingError(MissingInputError):
    """No tab of the workbook is the one that the rows belong to."""


class InputColumnMissingError(MissingInputError):
    """The tab `title` has no column for what every row of it must say."""


class IdentityError(AbmSheetsError):
    """The service does not do what it is asked, because of who asks."""

    key = "failure"
    status: ClassVar[HTTPStatus] = HTTPStatus.FORBIDDEN


class NotAuthenticatedError(IdentityError):
    """The call bears no token that Google signed, now and for this service."""

    status = HTTPStatus.UNAUTHORIZED


class ForbiddenCallerError(IdentityError):
    """It is known who calls, and that this caller may not."""


class KeysUnreachableError(IdentityError):
    """Google's public keys cannot be had, so that nobody can be known from anybody else."""

    status = HTTPStatus.SERVICE_UNAVAILABLE


class NoAccessError(IdentityError):
    """The person cannot open that spreadsheet, whether or not there is one."""


class NotPermittedError(IdentityError):
    """The person may look at the spreadsheet, and no more than that."""


class SessionExpiredError(IdentityError):
    """Google does not take the person's access token any more."""

    status = HTTPStatus.UNAUTHORIZED


class InvalidConfigurationError(UsageError):
    """An environment variable has an impossible value."""


class ShortSecretKeyError(UsageError):
    """A key of what is kept encrypted is so short that it could be guessed."""


class SecretKeyNotKeptError(AbmSheetsError):
    """No key was given for what is kept encrypted, and the file of one cannot be made or read."""


class DatabaseUnreachableError(AbmSheetsError):
    """The service's database cannot be reached or made."""


class TooManyWorkersError(AbmSheetsError):
    """Every worker's place on the database is taken."""


class AddressTakenError(UsageError):
    """The service cannot listen where it was asked to."""


class ServiceNotInstalledError(UsageError):
    """The packages that only the service needs are not installed."""


class NotServedError(UsageError):
    """The workbook is not among those that the service looks after."""


class InvalidScheduleError(UsageError):
    """A schedule that is none, never comes, or comes too often."""


class UnknownTimeZoneError(UsageError):
    """There is no time zone of that name."""


class TooLongError(UsageError):
    """A text of more characters than are kept of its kind."""


class InvalidAlertError(UsageError):
    """An address to alert of a kind that is unknown; its number is given, for it may hold a secret."""


class InvalidSourceError(UsageError):
    """The name of a source, or the tab that it feeds, is none."""


class UnknownSourceError(UsageError):
    """A workbook has no source of that name."""


class UnforeseenError(AbmSheetsError):
    """A failure that nobody foresaw, known by its kind only."""


class RequestError(AbmSheetsError):
    """A request that the service cannot answer, with the HTTP status that says why."""

    key = "failure"
    status: ClassVar[HTTPStatus] = HTTPStatus.BAD_REQUEST


class MalformedRequestError(RequestError):
    """The body of a request is not what it should be."""


class TooManyWaitingError(RequestError):
    """So many rows of a source wait to be written that it must wait too."""

    status = HTTPStatus.TOO_MANY_REQUESTS


class TooBusyError(RequestError):
    """So many requests wait for Google or the database, or this one so long, that it must come again."""

    status = HTTPStatus.SERVICE_UNAVAILABLE


class DatabaseOutError(RequestError):
    """Nothing can be read or kept in the database now."""

    status = HTTPStatus.SERVICE_UNAVAILABLE


class AbsurdTimeError(RequestError):
    """A time that no schedule can have named."""
