"""Logs as lines of JSON, each with the run that it is about; never a token or an address of a person."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from pythonjsonlogger.json import JsonFormatter

_run: ContextVar[str] = ContextVar("run", default="")

_QUIET = {"dbos": logging.WARNING, "apprise": logging.CRITICAL, "urllib3": logging.WARNING}
"""Libraries that say more than is useful, or the very addresses that they call."""


class _Run(logging.Filter):
    """Adds the run in progress to each record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through."""
        record.run = _run.get()
        return True


@contextmanager
def run_named(name: str) -> Iterator[None]:
    """Name the run in all that is logged meanwhile."""
    token = _run.set(name)
    try:
        yield
    finally:
        _run.reset(token)


def start_logs() -> None:
    """Send every log to standard error, a line of JSON each."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_Run())
    fields = "{asctime}{levelname}{name}{message}{run}"
    renamed = {"asctime": "time", "levelname": "level", "name": "logger"}
    handler.setFormatter(JsonFormatter(fields, style="{", rename_fields=renamed))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name, level in _QUIET.items():
        logger = logging.getLogger(name)
        logger.setLevel(level)
        # A library that finds a handler adds none of its own, which would not write JSON.
        logger.handlers = [logging.NullHandler()]
        logger.propagate = True
