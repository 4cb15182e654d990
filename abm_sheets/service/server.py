"""The service as a process: its HTTP side and its jobs, until it is stopped."""

from __future__ import annotations

import ipaddress
import logging
import os
import signal
import socket
import sys
import threading
from contextlib import suppress
from types import FrameType

import uvicorn

from abm_sheets.errors.incoming import AddressTakenError
from abm_sheets.service.app import make_app
from abm_sheets.service.connections import Listening, at_most
from abm_sheets.service.jobs.refreshes import Runtime
from abm_sheets.service.telemetry import start_logs
from abm_sheets.service.worker import working

LOG = logging.getLogger(__name__)

_LAST_SECONDS = 4
"""How long requests in progress may take to end when the service is stopped."""

_LONGEST_END = 17
"""Seconds after which a service that is stopped ends whatever hangs: systems kill after twenty or thirty.

What it leaves undone is resumed at the next start, as after a crash.
"""


class _Server(Listening):
    """A server whose process ends in time once it is asked to."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to end."""
        _end_in_time()
        super().handle_exit(sig, frame)


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


def serve(runtime: Runtime, address: socket.socket) -> None:
    """Serve at an address that was taken until stopped by a signal.

    Raises:
        TooManyWorkersError: too many workers share the database.

    """
    start_logs()
    # The server calls this handler once its requests have ended: the jobs then end in their turn.
    signal.signal(signal.SIGTERM, _end)
    shown = runtime.configuration.shown
    # Requests are not logged one by one: their addresses may hold what is nobody's business.
    kind = at_most(runtime.configuration.connections)
    asked = uvicorn.Config(
        make_app(runtime, shown=_is_loopback(address) if shown is None else shown),
        http=kind,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=_LAST_SECONDS,
    )
    with address, suppress(KeyboardInterrupt), working(runtime):
        _Server(asked, kind).run(sockets=[address])


def _is_loopback(address: socket.socket) -> bool:
    return ipaddress.ip_address(address.getsockname()[0]).is_loopback


def _end(number: int, frame: object) -> None:
    del number, frame
    _end_in_time()
    sys.exit(0)


def _end_in_time() -> None:
    """See that nothing that hangs, such as a call to Google in a thread, keeps this process for long."""
    last = threading.Timer(_LONGEST_END, _end_now)
    last.daemon = True
    last.start()


def _end_now() -> None:
    LOG.warning("stopped although something hangs; it is resumed at the next start")
    logging.shutdown()
    os._exit(0)
