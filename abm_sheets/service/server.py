"""The service as a process: its HTTP side and its jobs, until it is stopped."""

from __future__ import annotations

import signal
import sys
from contextlib import suppress

import uvicorn

from abm_sheets.service.app import make_app
from abm_sheets.service.jobs.refreshing import Parts
from abm_sheets.service.logs import start_logs
from abm_sheets.service.worker import working

_LAST_SECONDS = 10
"""How long requests in progress may take to end when the service is stopped."""


def serve(parts: Parts, host: str, port: int) -> None:
    """Serve until stopped by a signal.

    Raises:
        TooManyWorkersError: too many workers share the database.

    """
    start_logs()
    # The server calls this handler once its requests have ended: the jobs then end in their turn.
    signal.signal(signal.SIGTERM, _end)
    with suppress(KeyboardInterrupt), working(parts):
        # Requests are not logged one by one: their addresses may hold what is nobody's business.
        uvicorn.run(
            make_app(parts),
            host=host,
            port=port,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=_LAST_SECONDS,
        )


def _end(number: int, frame: object) -> None:
    del number, frame
    sys.exit(0)
