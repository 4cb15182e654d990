"""The HTTP server: uvicorn's, before whose door those wait who have not said anything yet."""

from __future__ import annotations

import socket
from functools import partial

import uvicorn

from abm_sheets.service.connections import Connection
from abm_sheets.service.porch import Porch


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
