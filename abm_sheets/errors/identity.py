"""Refusals of who calls the service, each with the HTTP status that tells it.

None says which check failed: that would help only who tries to pass it.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import ClassVar

from abm_sheets.errors import AbmSheetsError


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
    """Google's public keys cannot be had, so that nobody can be told from anybody else."""

    status = HTTPStatus.SERVICE_UNAVAILABLE


class NoAccessError(IdentityError):
    """The person cannot open that spreadsheet, whether or not there is one."""


class NotPermittedError(IdentityError):
    """The person may look at the spreadsheet, and no more than that."""


class SessionExpiredError(IdentityError):
    """Google does not take the person's access token any more."""

    status = HTTPStatus.UNAUTHORIZED
