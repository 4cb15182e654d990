"""Failures of the service, each with the sentence that says what to do."""

from __future__ import annotations

from http import HTTPStatus
from typing import ClassVar

from abm_sheets.errors import AbmSheetsError, UsageError


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
    """The service cannot listen where it was told to."""


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
    """An address to alert of a kind that is unknown; its number is told, for it may hold a secret."""


class InvalidSourceError(UsageError):
    """The name of a source, or the tab that it feeds, is none."""


class UnknownSourceError(UsageError):
    """A workbook has no source of that name."""


class UnforeseenError(AbmSheetsError):
    """A failure that nobody foresaw, known by its kind only."""


class RequestError(AbmSheetsError):
    """A request that the service cannot answer, with the HTTP status that tells why."""

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
