"""Run the local Google: `python -m tests.google --port 8099`."""

from __future__ import annotations

import argparse
import gc
import signal
import sys
from types import FrameType
from typing import NoReturn

from tests.google.discovery import methods
from tests.google.quotas import Quotas
from tests.google.server import Server
from tests.google.state import Google

RARELY = (200_000, 50, 1_000)
"""When to search for cycles: rarely, for each search walks the millions of cells that are held."""

PROJECT_USERS = 5
"""How many users' worth of requests Google allows a project."""


def main() -> None:
    """Serve until told to stop."""
    gc.set_threshold(*RARELY)
    options = _options()
    methods()  # read beforehand, so that the first call is as quick as the others
    limit = options.quota
    quotas = Quotas(limit, limit, limit * PROJECT_USERS, limit * PROJECT_USERS, options.minute)
    with Server("127.0.0.1", options.port, Google(quotas=quotas), options.parent) as server:
        signal.signal(signal.SIGTERM, _stop)
        signal.signal(signal.SIGINT, _stop)
        sys.stdout.write(f"listening on {server.google.url}\n")
        sys.stdout.flush()
        server.serve_forever()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.google", description=__doc__)
    parser.add_argument("--port", type=int, default=8099, help="port to listen on; 0 for any free one")
    parser.add_argument("--minute", type=float, default=60.0, help="length of the quota minute in seconds")
    limit = "reads and writes a minute for each user (Google: 60); 0 for no limit"
    parser.add_argument("--quota", type=int, default=0, help=limit)
    parser.add_argument("--parent", type=int, help="stop when this process, which started it, ends")
    return parser.parse_args()


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)


if __name__ == "__main__":
    main()
