"""Where connections wait until they say something: those that never do cost next to nothing.

Only what speaks is let in and given a protocol, so that a thousand that are silent keep nobody waiting.
"""

from __future__ import annotations

import asyncio
import logging
import selectors
import socket
import time
from collections.abc import Callable
from contextlib import suppress

from abm_sheets.service.connections import SLOWEST_HEADER

LOG = logging.getLogger(__name__)

_QUEUE = 4096
"""Connections that the system keeps until they are accepted, where it keeps so many."""

_AT_ONCE = 64
"""Connections accepted before those that speak are looked for again."""

_PAUSE = 1
"""Seconds after which connections are accepted again where no file was left, and between two sweeps."""


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
