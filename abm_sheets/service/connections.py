"""The connections of the HTTP side: how many there may be, for how long, and where the silent wait.

Only what speaks is let in and given a protocol, so that a thousand that are silent keep nobody waiting.
"""

from __future__ import annotations

import asyncio
import logging
import os
import selectors
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, ClassVar

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

LOG = logging.getLogger(__name__)

_QUEUE = 4096
"""Connections that the system keeps until they are accepted, where it keeps so many."""

_AT_ONCE = 64
"""Connections accepted before those that speak are looked for again."""

_PAUSE = 1
"""Seconds after which connections are accepted again where no file was left, and between two sweeps."""

SLOWEST_HEADER = 10
"""Seconds within which the header of a request must have come, from the connection or its first byte."""

_BESIDE = 64
"""Files that are kept for other things than connections."""

_UNASKED = (h11.IDLE, h11.SEND_BODY)


class Porch:
    """The silent connections of an address: `room` is how many there may be, `protocol` what lets one in."""

    def __init__(
        self, address: socket.socket, protocol: Callable[[], asyncio.Protocol], room: Callable[[int], int]
    ) -> None:
        """Let nobody come yet."""
        self._address, self._protocol, self._room = address, protocol, room
        self._loop = asyncio.get_running_loop()
        self._silent: dict[socket.socket, float] = {}
        self._ears = selectors.DefaultSelector()
        self._entering: set[asyncio.Task[None]] = set()
        self._timers: list[asyncio.TimerHandle] = []

    def open(self) -> None:
        """Take whoever comes from now on."""
        self._address.setblocking(False)  # noqa: FBT003 (the socket's own method)
        self._address.listen(_QUEUE)
        self._loop.add_reader(self._ears, self._let_in)
        self._accept_again()
        self._sweep()

    def close(self) -> None:
        """Take nobody any more, and leave who said nothing."""
        self._loop.remove_reader(self._address)
        self._loop.remove_reader(self._ears)
        for timer in self._timers:
            timer.cancel()
        for caller in list(self._silent):
            self._leave(caller)
        self._ears.close()

    def _accept_again(self) -> None:
        self._loop.add_reader(self._address, self._accept)

    def _accept(self) -> None:
        for _ in range(_AT_ONCE):
            try:
                caller, _name = self._address.accept()
            except (BlockingIOError, ConnectionAbortedError):
                break
            except OSError:
                # No file is left: the system would say at once that somebody still waits.
                self._loop.remove_reader(self._address)
                self._later(self._accept_again)
                break
            caller.setblocking(False)  # noqa: FBT003 (the socket's own method)
            self._silent[caller] = time.monotonic()
            self._ears.register(caller, selectors.EVENT_READ)
        self._let_in()
        self._make_room()

    def _let_in(self) -> None:
        """Give a protocol to those that speak; those that are gone need none."""
        for key, _ in self._ears.select(0):
            caller = key.fileobj
            if not isinstance(caller, socket.socket):
                continue
            if not _speaks(caller):
                self._leave(caller)
                continue
            self._forget(caller)
            entering = self._loop.create_task(self._enter(caller))
            self._entering.add(entering)
            entering.add_done_callback(self._entering.discard)

    async def _enter(self, caller: socket.socket) -> None:
        with suppress(OSError):
            await self._loop.connect_accepted_socket(self._protocol, caller)

    def _make_room(self) -> None:
        """Close the connections that were silent for longest, where there are too many."""
        over = len(self._silent) - self._room(len(self._entering))
        if over > 0:
            LOG.warning("too many connections: the one that was idle for longest is closed")
            for caller in list(self._silent)[:over]:
                self._leave(caller)

    def _sweep(self) -> None:
        """Close those that have said nothing for too long."""
        late = time.monotonic() - SLOWEST_HEADER
        for caller in [each for each, came in self._silent.items() if came < late]:
            self._leave(caller)
        self._later(self._sweep)

    def _later(self, work: Callable[[], None]) -> None:
        self._timers = [each for each in self._timers if each.when() > self._loop.time()]
        self._timers.append(self._loop.call_later(_PAUSE, work))

    def _forget(self, caller: socket.socket) -> None:
        self._ears.unregister(caller)
        del self._silent[caller]

    def _leave(self, caller: socket.socket) -> None:
        self._forget(caller)
        caller.close()


def _speaks(caller: socket.socket) -> bool:
    try:
        return bool(caller.recv(1, socket.MSG_PEEK))
    except OSError:
        return False


class Connection(H11Protocol):
    """A connection that ends when it says nothing for too long, or when another needs its place."""

    most: ClassVar[int] = 400
    heard: ClassVar[dict[Connection, None]] = {}
    """The connections, that which was silent for longest first."""

    _late: asyncio.TimerHandle | None = None

    @property
    def is_idle(self) -> bool:
        """Whether the client has asked nothing that is still to be answered, or takes no answer."""
        silent = self.conn.their_state in _UNASKED
        return silent or self.transport.is_closing() or self.flow.write_paused

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a place, that of the connection that was idle for longest where none is left."""
        super().connection_made(transport)
        self._watch()
        if len(self.connections) > self.most:
            self._make_room()

    def data_received(self, data: bytes) -> None:
        """Read on, and wait for the rest no longer than is fair."""
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        """Be idle from now on."""
        self._say()
        super().on_response_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Leave nothing behind."""
        super().connection_lost(exc)
        self.heard.pop(self, None)
        self._forgive()

    def _watch(self) -> None:
        self._say()
        if self.conn.their_state is not h11.IDLE:
            self._forgive()
        elif self._late is None:
            self._late = self.loop.call_later(SLOWEST_HEADER, self.transport.abort)

    def _say(self) -> None:
        self.heard.pop(self, None)
        self.heard[self] = None

    def _forgive(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _make_room(self) -> None:
        """Close the connection that was idle for longest: this one, where all others are at work."""
        LOG.warning("too many connections: the one that was idle for longest is closed")
        oldest = next(each for each in self.heard if each.is_idle)
        # Those that come before the loop goes round must find another one.
        self.connections.discard(oldest)
        del self.heard[oldest]
        oldest.transport.abort()


def at_most(number: int) -> type[Connection]:
    """Connections of which there are never more, nor more than half of the files that may be open."""
    files = os.sysconf("SC_OPEN_MAX") if hasattr(os, "sysconf") else number * 2
    bound: dict[str, Any] = {"most": max(min(number, files // 2 - _BESIDE), 1), "heard": {}}
    return type("Connection", (Connection,), bound)


class Listening(uvicorn.Server):
    """A server of a kind of connections, each made only for a caller who speaks."""

    def __init__(self, config: uvicorn.Config, kind: type[Connection]) -> None:
        """Listen nowhere yet."""
        super().__init__(config)
        self._kind = kind
        self._porches: list[Porch] = []

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open the porch of each address."""
        await super().startup(sockets=[])
        state, kept = self.server_state, self.lifespan.state
        protocol = partial(self._kind, config=self.config, server_state=state, app_state=kept)
        self._porches = [Porch(each, protocol, self._room) for each in sockets or []]
        for porch in self._porches:
            porch.open()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let nobody come any more, then end."""
        for porch in self._porches:
            porch.close()
        await super().shutdown(sockets)

    def _room(self, entering: int) -> int:
        """How many may be silent: the places left, and always some, or nobody could say anything."""
        most = self._kind.most
        return max(most - entering - len(self.server_state.connections), most // 4, 1)
