"""The service as a process: its HTTP side and its jobs, until it is stopped."""

from __future__ import annotations

import signal
import socket
import sys
from contextlib import suppress

import uvicorn

from abm_sheets.errors.service import AddressTakenError
from abm_sheets.service.app import make_app
from abm_sheets.service.jobs.refreshing import Parts
from abm_sheets.service.logs import start_logs
from abm_sheets.service.worker import working

_LAST_SECONDS = 10
"""How long requests in progress may take to end when the service is stopped."""


def listen(host: str, port: int) -> socket.socket:
    """Take the address at which requests will come; port 0 takes any that is free.

    Raises:
        AddressTakenError: another program has it, or this machine has no such address.

    """
    taken = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host, port))
    except OSError:
        taken.close()
        raise AddressTakenError(host=host, port=port) from None
    return taken


def serve(parts: Parts, address: socket.socket) -> None:
    """Serve at an address that was taken until stopped by a signal.

    Raises:
        TooManyWorkersError: too many workers share the database.

    """
    start_logs()
    # The server calls this handler once its requests have ended: the jobs then end in their turn.
    signal.signal(signal.SIGTERM, _end)
    # Requests are not logged one by one: their addresses may hold what is nobody's business.
    asked = uvicorn.Config(
        make_app(parts),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=_LAST_SECONDS,
    )
    with address, suppress(KeyboardInterrupt), working(parts):
        uvicorn.Server(asked).run(sockets=[address])


def _end(number: int, frame: object) -> None:
    del number, frame
    sys.exit(0)
