"""Who calls: people by the tokens that Google signs, other systems by secrets kept as hashes only."""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from hmac import compare_digest
from secrets import token_urlsafe
from threading import Lock
from typing import Any

import orjson
import requests
from cachecontrol import CacheControl
from google.auth import jwt
from google.auth.exceptions import GoogleAuthError, TransportError
from google.auth.transport import Response
from google.auth.transport.requests import Request
from google.oauth2 import id_token

from abm_sheets.errors.incoming import ForbiddenCallerError, KeysUnreachableError, NotAuthenticatedError
from abm_sheets.workbook.google.address import DRIVE, redirected, stand_in
from abm_sheets.workbook.google.session import PlainSession

PREFIX = "whk_"
"""How every secret begins, so that people and scanners of leaks know one when they see it."""

LONGEST = 4096
"""Characters of a header or a token, beyond which it is nothing of ours or of Google's."""

_BYTES = 32
_BEARER = re.compile(r"bearer +([\w.~+/-]+=*) *", re.ASCII | re.IGNORECASE)
_BASIC = re.compile(r"basic +(\S+) *", re.IGNORECASE)
_VISIBLE = re.compile(r"[\x21-\x7e]+")


def new_secret() -> str:
    """A secret to be shown once, to who will send it."""
    return PREFIX + token_urlsafe(_BYTES)


def hashed(secret: str) -> str:
    """What is kept of a secret: its SHA-256, in hexadecimal.

    A slow hash with a salt would protect what people choose; nobody goes through 32 random bytes.
    """
    return sha256(secret.encode()).hexdigest()


def is_secret(given: str, kept: str) -> bool:
    """Whether a text is the secret of a hash, compared in a time that betrays nothing."""
    return compare_digest(hashed(given), kept)


def bearer_of(header: str | None) -> str | None:
    """The token of an `Authorization: Bearer` header, None where it bears none."""
    return _matched(_BEARER, header)


def secret_of(authorization: str | None, api_key: str | None = None) -> str | None:
    """The secret that a call gives, None where it gives none.

    In order: the `X-Api-Key` header, then `Authorization`, as a bearer's token or as the password of
    Basic authentication (whatever the name): what Zapier and Make can send.
    """
    return _visible(api_key) or bearer_of(authorization) or _password_of(authorization)


def _password_of(header: str | None) -> str | None:
    encoded = _matched(_BASIC, header)
    try:
        pair = base64.b64decode(encoded or "", validate=True).decode()
    except ValueError:
        return None
    return _visible(pair.partition(":")[2])


def _visible(text: str | None) -> str | None:
    """A text that a header may hold, without the spaces around it."""
    text = (text or "").strip(" \t")
    return text if len(text) <= LONGEST and _VISIBLE.fullmatch(text) else None


def _matched(pattern: re.Pattern[str], header: str | None) -> str | None:
    """What a pattern finds in a header that is not too long."""
    found = pattern.fullmatch(header) if header and len(header) <= LONGEST else None
    return found[1] if found else None


SKEW = 10
"""Seconds by which our clock and Google's may differ."""

_SHAPE = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)

_REFUSED = (GoogleAuthError, ValueError, KeyError, TypeError, RecursionError)
"""What the library raises at a token that is not good, its own mistakes at odd ones included."""

CERTIFICATES = f"{DRIVE}/oauth2/v1/certs"
"""Where Google publishes them; no token and no call says otherwise."""

BETWEEN_REFRESHES = 60
"""Seconds between two fetches that keys we do not know may cause: anybody can make one up."""

AFTER_FAILURE = 5
"""Seconds during which a failure stands for the next ones: callers would queue for it."""


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


class Certificates:
    """The certificates in force, for all the threads of a process.

    `clock` counts seconds; `timeout` bounds a fetch, in seconds to connect and to wait for an answer.
    """

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, timeout: tuple[float, float] = (3, 5)
    ) -> None:
        """Know where they are; nothing is fetched yet."""
        self._url = redirected(CERTIFICATES, stand_in())
        self._fetch = Request(CacheControl(PlainSession()))
        self._clock = clock
        self._timeout = timeout
        self._lock, self._renewing = Lock(), Lock()
        self._down_until = self._refresh_from = clock()

    def holding(self, key_id: str) -> Response | None:
        """Google's answer that holds a key's certificate; None where no key has that id.

        A key that is not among those kept may be new: they are then fetched again, once in a while.

        Raises:
            KeysUnreachableError: Google does not answer.

        """
        with self._lock:
            answer, keys = self._kept()
        if key_id not in keys:
            answer, keys = self._renewed(key_id)
        return answer if key_id in keys else None

    def _renewed(self, key_id: str) -> tuple[Response, frozenset[str]]:
        """The keys fetched again, unless they just were: only callers whose key is unknown wait for it."""
        with self._renewing:
            with self._lock:
                answer, keys = self._kept()
            if key_id not in keys and self._clock() >= self._refresh_from:
                self._refresh_from = self._clock() + BETWEEN_REFRESHES
                return self._ask({"Cache-Control": "no-cache"})
            return answer, keys

    def _kept(self) -> tuple[Response, frozenset[str]]:
        """The answer kept, or a new one once Google's own words say that it is too old."""
        if self._clock() < self._down_until:
            raise KeysUnreachableError
        try:
            return self._ask({})
        except KeysUnreachableError:
            self._down_until = self._clock() + AFTER_FAILURE
            raise

    def _ask(self, headers: dict[str, str]) -> tuple[Response, frozenset[str]]:
        """Google's answer and the ids of its keys."""
        with suppress(TransportError, ValueError, TypeError):
            answer = self._fetch(self._url, headers=headers, timeout=self._timeout)
            if answer.status == requests.codes.ok:
                return answer, frozenset(dict(orjson.loads(answer.data)))
        raise KeysUnreachableError
