"""Google's public keys, by which identity tokens are verified: fetched seldom, kept as long as it says."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from threading import Lock

import orjson
import requests
from cachecontrol import CacheControl
from google.auth.exceptions import TransportError
from google.auth.transport import Response
from google.auth.transport.requests import Request

from abm_sheets.errors.incoming import KeysUnreachableError
from abm_sheets.workbook.google.address import DRIVE, redirected, stand_in
from abm_sheets.workbook.google.session import PlainSession

CERTIFICATES = f"{DRIVE}/oauth2/v1/certs"
"""Where Google publishes them; no token and no call says otherwise."""

BETWEEN_REFRESHES = 60
"""Seconds between two fetches that keys we do not know may cause: anybody can make one up."""

AFTER_FAILURE = 5
"""Seconds during which a failure stands for the next ones: callers would queue for it."""


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
