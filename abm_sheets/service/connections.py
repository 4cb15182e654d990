"""The connections of the HTTP side: how many there may be, and how long one may take to ask something."""

from __future__ import annotations

import asyncio
import logging
import os
from typing import Any, ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

LOG = logging.getLogger(__name__)

SLOWEST_HEADER = 10
"""Seconds within which the header of a request must have come, from the connection or its first byte."""

_BESIDE = 64
"""Files that are kept for other things than connections."""

_UNASKED = (h11.IDLE, h11.SEND_BODY)


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
