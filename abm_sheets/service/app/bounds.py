"""What a request may cost: bytes, seconds and places, bounded before anything reads it.

Places are for work that waits for others, such as Google or the database: few of a kind, each for a while.
Whoever finds none is refused at once. So no kind of work keeps another from being done, however long what it
waits for takes; and whether the service lives is answered without any.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import ParamSpec, TypeVar

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from abm_sheets.errors.incoming import TooBusyError

LARGEST_BODY = 1_000_000
"""Bytes of a body: a thousand rows of a webhook; an event of the side panel has a few thousand."""

SLOWEST_BODY = 15
"""Seconds within which a body must have come."""

_LONGEST_QUERY = 4_000
Given = ParamSpec("Given")
Result = TypeVar("Result")


class Bounds:
    """Reads each body whole, up to its bounds, and hands it on; refuses what is beyond them."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if len(scope.get("query_string", b"")) + len(scope["path"]) > _LONGEST_QUERY:
            await _refuse(send, 414)
            return
        try:
            body = await asyncio.wait_for(_read(receive), SLOWEST_BODY)
        except TimeoutError:
            await _refuse(send, 408)
        except ClientDisconnect:
            # Half a body is no request: a row would be cut short.
            return
        else:
            await (_refuse(send, 413) if body is None else self._app(scope, _given(body, receive), send))


async def _read(receive: Receive) -> bytes | None:
    """A body, None where it is too large; what is left of it is never read.

    Raises:
        ClientDisconnect: the client went before its end.

    """
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise ClientDisconnect
        body += message.get("body", b"")
        if len(body) > LARGEST_BODY:
            return None
        if not message.get("more_body", False):
            return bytes(body)


def _given(body: bytes, receive: Receive) -> Receive:
    """A channel that gives a body read before, then what comes after it."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def give() -> Message:
        return messages.pop() if messages else await receive()

    return give


async def _refuse(send: Send, status: int) -> None:
    headers = [(b"content-type", b"application/json"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b'{"error":"request out of bounds"}'})


class Places:
    """A number of threads for a kind of work, and the seconds that an answer is waited for."""

    def __init__(self, number: int, seconds: float) -> None:
        """Keep that many places."""
        self._free = threading.BoundedSemaphore(number)
        self._seconds = seconds

    async def run(self, work: Callable[Given, Result], *given: Given.args, **named: Given.kwargs) -> Result:
        """What a work gives; it keeps its place until it ends, even where it is waited for no more.

        Raises:
            TooBusyError: there is no place, or the work takes too long.

        """
        if not self._free.acquire(blocking=False):
            raise TooBusyError
        future: Future[Result] = Future()
        future.set_running_or_notify_cancel()

        def do() -> None:
            try:
                future.set_result(work(*given, **named))
            except Exception as failure:  # noqa: BLE001 (it is raised where the work is waited for)
                future.set_exception(failure)
            finally:
                self._free.release()

        # Threads of a pool would keep the process from ending.
        threading.Thread(target=do, name="place", daemon=True).start()
        try:
            return await asyncio.wait_for(asyncio.wrap_future(future), self._seconds)
        except TimeoutError:
            raise TooBusyError from None
