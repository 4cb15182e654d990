"""What is counted for Prometheus: runs, failures, durations, calls to Google, and what waits."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager

import sqlalchemy as sa
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from abm_sheets.service.store.events import count_waiting
from abm_sheets.service.store.runs import count_pending
from abm_sheets.workbook.google.client import Call

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
