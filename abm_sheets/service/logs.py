"""Logs as lines of JSON, each with the run that it is about; never a token or an address of a person.

The same trouble is told once a minute, with a count: what attacks or hangs must not fill the disk too.
"""

from __future__ import annotations

import logging
import sys
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TextIO

from pythonjsonlogger.json import JsonFormatter

_run: ContextVar[str] = ContextVar("run", default="")

_QUIET = {"dbos": logging.WARNING, "apprise": logging.CRITICAL, "urllib3": logging.WARNING}
"""Libraries that say more than is useful, or the very addresses that they call."""


_MINUTE = 60
_REMEMBERED = 1000


class _Run(logging.Filter):
    """Adds the run in progress to each record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through."""
        record.run = _run.get()
        return True


@dataclass
class _Told:
    """What was told at a moment, and how often it came again since."""

    at: float
    last: logging.LogRecord
    again: int = 0


class Sparing(logging.StreamHandler[Any]):
    """Tells the same trouble once a minute, with how often it came meanwhile; `clock` counts seconds."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        """Remember nothing yet."""
        super().__init__(stream)
        self._clock = clock
        self._told: OrderedDict[Hashable, _Told] = OrderedDict()

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record, unless it was written within the minute; then what came again before it."""
        self._count()
        if record.levelno < logging.WARNING:
            super().emit(record)
            return
        known = self._told.get(_trouble(record))
        if known is not None:
            known.last, known.again = record, known.again + 1
            return
        self._told[_trouble(record)] = _Told(self._clock(), record)
        super().emit(record)

    def _count(self) -> None:
        """Write what came again within a minute that is over, and forget what did not."""
        while self._told:
            first = next(iter(self._told.values()))
            if self._clock() - first.at < _MINUTE and len(self._told) < _REMEMBERED:
                return
            key, told = self._told.popitem(last=False)
            if told.again:
                told.last.repeated = told.again
                self._told[key] = _Told(self._clock(), told.last)
                super().emit(told.last)


def _trouble(record: logging.LogRecord) -> Hashable:
    """What makes two records the same."""
    kind = record.exc_info[0] if record.exc_info else None
    return record.name, record.levelno, record.getMessage(), kind, _run.get()


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
    handler = Sparing(sys.stderr)
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
