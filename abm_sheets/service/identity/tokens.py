"""Google's identity tokens: who calls, as Google signed it for this service and for the next hour."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hmac import compare_digest
from typing import Any

from google.auth import jwt
from google.auth.exceptions import GoogleAuthError
from google.oauth2 import id_token

from abm_sheets.errors.incoming import ForbiddenCallerError, NotAuthenticatedError
from abm_sheets.service.identity.certificates import Certificates
from abm_sheets.service.identity.secrets import LONGEST, bearer_of

SKEW = 10
"""Seconds by which our clock and Google's may differ."""

_SHAPE = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)

_REFUSED = (GoogleAuthError, ValueError, KeyError, TypeError, RecursionError)
"""What the library raises at a token that is not good, its own mistakes at odd ones included."""


@dataclass(frozen=True)
class Person:
    """Whom Google says that an account is: its id, which never changes, and its address."""

    subject: str = field(repr=False)
    email: str = field(repr=False)


@dataclass(frozen=True)
class Verifier:
    """Lets one service account call: that of the add-on, or that of the scheduler.

    `audiences` are the addresses of ours that its tokens may be made for, `email` is its own.
    """

    certificates: Certificates = field(repr=False)
    audiences: Sequence[str]
    email: str = field(repr=False)

    def caller(self, authorization: str | None, repeated: str | None = None) -> Person:
        """Who calls, by the `Authorization` header, which the body may repeat (`systemIdToken`).

        Raises:
            NotAuthenticatedError: the token is none of Google's, not for us, not of now, or not the same.
            ForbiddenCallerError: it is another account's.
            KeysUnreachableError: the token cannot be verified now.

        """
        token = bearer_of(authorization) or ""
        if repeated and not (repeated.isascii() and compare_digest(token, repeated)):
            raise NotAuthenticatedError
        found = identified(token, self.audiences, self.certificates)
        if found.email != self.email:
            raise ForbiddenCallerError
        return found


def identified(token: str | None, audiences: Sequence[str], certificates: Certificates) -> Person:
    """Whose token it is; that of a person (`userIdToken`) is made for the id of the OAuth client.

    Raises:
        NotAuthenticatedError: the token is none of Google's, not for us, or not of now.
        ForbiddenCallerError: Google did not verify the account's address.
        KeysUnreachableError: the token cannot be verified now.

    """
    answer = certificates.holding(_key_id(token or ""))
    if answer is None:
        raise NotAuthenticatedError
    try:
        # The library fetches the certificates at each token, garbage included: it is given those kept.
        claims = id_token.verify_oauth2_token(
            token, lambda *_, **__: answer, audience=list(audiences), clock_skew_in_seconds=SKEW
        )
    except _REFUSED:
        # The cause may quote the token: it goes no further.
        raise NotAuthenticatedError from None
    return _person(claims)


def _key_id(token: str) -> str:
    """The key that a token says it is signed with, once the token looks like one."""
    if len(token) > LONGEST or not _SHAPE.fullmatch(token):
        raise NotAuthenticatedError
    try:
        header = jwt.decode_header(token)
    except _REFUSED:
        raise NotAuthenticatedError from None
    key_id = header.get("kid")
    if header.get("alg") != "RS256" or not isinstance(key_id, str):
        raise NotAuthenticatedError
    return key_id


def _person(claims: Mapping[str, Any]) -> Person:
    subject, email = claims.get("sub"), claims.get("email")
    if not isinstance(subject, str) or not subject:
        raise NotAuthenticatedError
    if not isinstance(email, str) or not email or claims.get("email_verified") is not True:
        raise ForbiddenCallerError
    return Person(subject, email)
