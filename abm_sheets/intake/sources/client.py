"""How a system's web API is called: page by page, politely, again where that may help, within bounds."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any, ClassVar, TypeVar

import orjson
import requests
from pydantic import BaseModel, ValidationError

from abm_sheets.errors.sources import (
    CallLimitError,
    NotThereError,
    RightMissingError,
    SourceError,
    SourceRefusedError,
    SourceSilentError,
    SourceUnclearError,
    TokenRefusedError,
)
from abm_sheets.intake.sources.reading import Patience

Json = dict[str, Any]
Params = Mapping[str, str | int]
Item = TypeVar("Item")
Model = TypeVar("Model", bound=BaseModel)

LONGEST_SAID = 300
"""Characters of an answer that are passed on."""

_PASSING = {HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT}
_KINDS: Mapping[int, type[SourceError]] = {
    HTTPStatus.UNAUTHORIZED: TokenRefusedError,
    HTTPStatus.FORBIDDEN: RightMissingError,
    HTTPStatus.NOT_FOUND: NotThereError,
}


class TryAgainError(Exception):
    """A call that may be made again: what it means if it goes on, and the wait that is asked, if any."""

    def __init__(self, error: SourceError, wait: float | None = None) -> None:
        """Keep the failure behind it."""
        super().__init__(str(error))
        self.error = error
        self.wait = wait


@dataclass(frozen=True)
class Paging:
    """Where an answer's rows are, and where the mark of the next page, which is sent back as `parameter`."""

    parameter: str
    rows: str
    following: Sequence[str]


@dataclass(frozen=True)
class Call:
    """A call: `safe` when it may be made twice, for it reads, or sets what would be set again."""

    method: str
    path: str
    params: Params
    body: Any
    safe: bool


@dataclass(frozen=True)
class Answer:
    """An answer as it came; `body` is what its JSON holds, None where it is none."""

    call: Call
    status: int
    headers: Mapping[str, str]
    body: Any


class Client:
    """A system's API by one key; a subclass says how the system is called and how it refuses.

    Every failure is a `SourceError`. The key is in no message, log or representation.
    """

    system: ClassVar[str]
    paging: ClassVar[Paging]

    def __init__(self, address: str, headers: Mapping[str, str], secret: str, patience: Patience) -> None:
        """Keep what each call takes; nothing is sent yet. `secret` is what no message may repeat.

        Raises:
            TokenRefusedError: the key holds what no key holds.

        """
        if not secret or not (secret.isascii() and secret.isprintable()):
            raise TokenRefusedError(system=self.system)
        self._address = address.rstrip("/")
        self._secret = secret
        self._patience = patience
        self._left = patience.total
        self._session = requests.Session()
        self._session.auth = _as_it_is
        self._session.headers.update({"Accept": "application/json", **headers})

    def get(self, path: str, params: Params | None = None) -> Json:
        """What a path gives."""
        return self.call(Call("GET", path, params or {}, None, safe=True))

    def post(self, path: str, body: Any, *, safe: bool = True) -> Json:
        """What a path answers to a body; `safe` unless sending it twice would do it twice."""
        return self.call(Call("POST", path, {}, body, safe=safe))

    def pages(self, path: str, params: Params | None = None) -> Iterator[Sequence[Json]]:
        """The rows of each page, in order.

        Raises:
            SourceUnclearError: a page leads to one that was read already.

        """
        asked, seen = dict(params or {}), set[str]()
        while True:
            body = self.get(path, asked)
            yield self.rows(body)
            mark = self.following(body)
            if mark is None:
                return
            if mark in seen:
                raise self.unclear(path)
            seen.add(mark)
            asked[self.paging.parameter] = mark

    def rows(self, body: Json) -> Sequence[Json]:
        """The rows of an answer."""
        rows = body.get(self.paging.rows)
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise self.unclear(self.paging.rows)
        return rows

    def typed(self, model: type[Model], rows: Iterable[Json]) -> list[Model]:
        """Rows as what they should be."""
        try:
            return [model.model_validate(row) for row in rows]
        except ValidationError:
            raise self.unclear(model.__name__) from None

    def following(self, body: Json) -> str | None:
        """The mark of the page after an answer, or after a part of one."""
        found: Any = body
        for name in self.paging.following:
            found = found.get(name) if isinstance(found, dict) else None
        return None if found is None else str(found)

    def call(self, call: Call) -> Json:
        """What a call answers, tried again where that may help and is allowed."""
        attempt = 0
        while True:
            attempt += 1
            try:
                return self._once(call)
            except TryAgainError as failure:
                self._endure(failure, attempt)

    def _endure(self, failure: TryAgainError, attempt: int) -> None:
        """Wait before the next attempt; the failure itself where there may be none."""
        pause = min(2.0**attempt, self._patience.longest_pause) * random.uniform(0.25, 0.5)  # noqa: S311 (no secret)
        wait = pause if failure.wait is None else failure.wait
        if attempt >= self._patience.attempts or wait > self._left:
            raise failure.error from None
        self._left -= wait
        self._patience.sleep(wait)

    def _once(self, call: Call) -> Json:
        answer = self._send(call)
        if answer.status < HTTPStatus.MULTIPLE_CHOICES and isinstance(answer.body, dict):
            if rest := self.rest(answer):
                self._patience.sleep(rest)
            return answer.body
        if answer.status < HTTPStatus.BAD_REQUEST:
            raise TryAgainError(self.unclear(call.path)) if call.safe else self.unclear(call.path)
        raise self.refusal(answer)

    def _send(self, call: Call) -> Answer:
        bounds = (self._patience.connect, self._patience.answer)
        data = None if call.body is None else orjson.dumps(call.body)
        kind = {"Content-Type": "application/json"} if data else {}
        try:
            response = self._session.request(
                call.method,
                self._address + call.path,
                params=dict(call.params),
                data=data,
                headers=kind,
                timeout=bounds,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            raise self._lost(error, call) from None
        body = None
        with suppress(orjson.JSONDecodeError):
            body = orjson.loads(response.content)
        return Answer(call, response.status_code, response.headers, body)

    def _lost(self, error: requests.RequestException, call: Call) -> Exception:
        """No answer came: the call was perhaps made, unless no connection was."""
        silent = SourceSilentError(system=self.system)
        if isinstance(error, requests.Timeout):
            self._left -= self._patience.answer
        unmade = isinstance(error, requests.ConnectTimeout)
        return TryAgainError(silent) if call.safe or unmade else silent

    def refusal(self, answer: Answer) -> Exception:
        """What a refusal means, in general; a subclass knows more of its system's."""
        if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
            return TryAgainError(CallLimitError(system=self.system), retry_after(answer))
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            silent = SourceSilentError(system=self.system)
            return TryAgainError(silent, retry_after(answer)) if self._may_pass(answer) else silent
        kind = _KINDS.get(answer.status, SourceRefusedError)
        return kind(system=self.system, value=answer.call.path, said=self.said(answer))

    def _may_pass(self, answer: Answer) -> bool:
        return answer.call.safe and answer.status in _PASSING

    def unclear(self, what: str) -> SourceError:
        """An answer that cannot be what the system meant."""
        return SourceUnclearError(system=self.system, value=what)

    def said(self, answer: Answer) -> str:
        """Why the system says it refuses, without its key; the status where it does not say."""
        body = answer.body if isinstance(answer.body, dict) else {}
        said = str(body.get("message") or body.get("error") or f"HTTP {answer.status}")
        return " ".join(said.replace(self._secret, "…").split())[:LONGEST_SAID]

    def rest(self, answer: Answer) -> float:
        """Seconds to wait after an answer, so as to stay within the system's limits."""
        del answer
        return 0.0


def retry_after(answer: Answer) -> float | None:
    """The seconds that an answer asks to wait, by number or by date."""
    asked = answer.headers.get("Retry-After", "").strip()
    if asked.isdecimal():
        return float(asked)
    with suppress(ValueError, TypeError):
        until = parsedate_to_datetime(asked) - parsedate_to_datetime(answer.headers.get("Date", ""))
        return max(until.total_seconds(), 0.0)
    return None


def batch(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    """Items, some at a time."""
    return (items[start : start + size] for start in range(0, len(items), size))


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Sign nothing: without this, requests would put a password of `.netrc` in place of the key."""
    return request
