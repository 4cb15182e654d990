"""What the service reports to whoever runs it: logs as lines of JSON, and counts for Prometheus.

Each line has the run that it is about, and never a token or an address of a person. The same trouble is
reported once a minute, with a count: what attacks or hangs must not fill the disk too.
"""

from __future__ import annotations

import logging
import sys
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TextIO

import sqlalchemy as sa
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from pythonjsonlogger.json import JsonFormatter

from abm_sheets.service.store.events import count_waiting
from abm_sheets.service.store.runs import count_pending
from abm_sheets.workbook.google.client import Call

_run: ContextVar[str] = ContextVar("run", default="")

_QUIET = {"dbos": logging.WARNING, "apprise": logging.CRITICAL, "urllib3": logging.WARNING}
"""Libraries that say more than is useful, or the very addresses that they call."""


_MINUTE = 60
_REMEMBERED = 1000
REGISTRY = CollectorRegistry()
RUNS = Counter("abm_sheets_runs", "Refreshes ended", ["trigger", "result"], registry=REGISTRY)
FAILURES = Counter(
    "abm_sheets_failures", "Attempts of a refresh that failed", ["trigger", "failure"], registry=REGISTRY
)
EVENTS = Counter("abm_sheets_events", "Rows received from other tools", ["result"], registry=REGISTRY)
MESSAGES = Counter("abm_sheets_messages", "Attempts to send a message", ["result"], registry=REGISTRY)
_SECONDS = Histogram(
    "abm_sheets_seconds",
    "Seconds that an attempt took",
    ["job"],
    registry=REGISTRY,
    buckets=(0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600),
)
_CALLS = Counter("abm_sheets_google_calls", "Calls to Google", ["api", "status"], registry=REGISTRY)
_WAITING = Gauge("abm_sheets_waiting", "What waits for a worker, in all workers", ["what"], registry=REGISTRY)


class _Run(logging.Filter):
    """Adds the run in progress to each record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through."""
        record.run = _run.get()
        return True


@dataclass
class _Reported:
    """What was reported at a moment, and how often it came again since."""

    at: float
    last: logging.LogRecord
    again: int = 0


class Sparing(logging.StreamHandler[Any]):
    """Reports the same trouble once a minute, with how often it came meanwhile; `clock` counts seconds."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        """Remember nothing yet."""
        super().__init__(stream)
        self._clock = clock
        self._reported: OrderedDict[Hashable, _Reported] = OrderedDict()

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record, unless it was written within the minute; then what came again before it."""
        self._count()
        if record.levelno < logging.WARNING:
            super().emit(record)
            return
        known = self._reported.get(_trouble(record))
        if known is not None:
            known.last, known.again = record, known.again + 1
            return
        self._reported[_trouble(record)] = _Reported(self._clock(), record)
        super().emit(record)

    def _count(self) -> None:
        """Write what came again within a minute that is over, and forget what did not."""
        while self._reported:
            first = next(iter(self._reported.values()))
            if self._clock() - first.at < _MINUTE and len(self._reported) < _REMEMBERED:
                return
            key, reported = self._reported.popitem(last=False)
            if reported.again:
                reported.last.repeated = reported.again
                self._reported[key] = _Reported(self._clock(), reported.last)
                super().emit(reported.last)


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


def timed(job: str) -> AbstractContextManager[object]:
    """Measure how long a job takes."""
    return _SECONDS.labels(job).time()


def count_calls(calls: Sequence[Call]) -> None:
    """Count the calls that a client made."""
    for call in calls:
        api = "sheets" if call.path.startswith("/v4/") else "drive"
        _CALLS.labels(api, call.status or "none").inc()


def exposition(connection: sa.Connection) -> bytes:
    """Everything that was counted, as Prometheus reads it."""
    _WAITING.labels("refresh").set(count_pending(connection))
    _WAITING.labels("event").set(count_waiting(connection))
    return generate_latest(REGISTRY)
