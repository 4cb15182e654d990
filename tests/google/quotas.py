"""Quotas: requests counted per user and per project, reads apart from writes, each minute."""

from __future__ import annotations

import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.google.errors import PROJECT, ApiError, error_info, help_link

Json = dict[str, Any]

SETTINGS = ("read", "write", "project_read", "project_write", "minute_s")
USER_UNIT = "1/min/{project}/{user}"
PROJECT_UNIT = "1/min/{project}"


@dataclass
class Quotas:
    """Limits (0: none) and counts; a minute lasts `minute_s` seconds and starts when the clock says."""

    read: int = 0
    write: int = 0
    project_read: int = 0
    project_write: int = 0
    minute_s: float = 60.0
    _minute: int = 0
    _counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    _totals: Counter[tuple[str, str]] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """Keep the limits of the start."""
        self._start = {name: getattr(self, name) for name in SETTINGS}

    def charge(self, user: str, *, reads: bool) -> None:
        """Count one Sheets request of `user`, or refuse it: a refused one is not counted."""
        kind = "read" if reads else "write"
        with self._lock:
            self._turn()
            self._check(kind, user, getattr(self, kind), USER_UNIT)
            project = project_of(user)
            self._check(kind, project, getattr(self, f"project_{kind}"), PROJECT_UNIT)
            for name in {user, project, ""}:
                self._counts[kind, name] += 1
                self._totals[kind, name] += 1

    def change(self, settings: Json) -> None:
        """Set the limits that are named."""
        with self._lock:
            for name in SETTINGS:
                if name in settings:
                    setattr(self, name, type(self._start[name])(settings[name]))
            self._minute = self._present()

    def clear(self) -> None:
        """Forget every count, and go back to the limits of the start."""
        self.change(self._start)
        with self._lock:
            self._counts.clear()
            self._totals.clear()

    def state(self) -> Json:
        """The limits, and the counts of this minute and since the start, by user."""
        with self._lock:
            self._turn()
            settings = {name: getattr(self, name) for name in SETTINGS}
            return settings | {"counts": _nested(self._counts), "totals": _nested(self._totals)}

    def _turn(self) -> None:
        minute = self._present()
        if minute != self._minute:
            self._minute = minute
            self._counts.clear()

    def _present(self) -> int:
        return int(time.time() / self.minute_s)

    def _check(self, kind: str, user: str, limit: int, unit: str) -> None:
        if limit and self._counts[kind, user] >= limit:
            raise exceeded(kind, limit, unit)


def project_of(user: str) -> str:
    """The project whose quota an account uses: a service account's own, else that of the people's program."""
    _, _, domain = user.partition("@")
    return domain if domain.endswith(".iam.gserviceaccount.com") else ""


def _nested(counts: Counter[tuple[str, str]]) -> Json:
    nested: Json = {}
    for (kind, user), count in counts.items():
        nested.setdefault(user or "project", {})[kind] = count
    return nested


def exceeded(kind: str, limit: int, unit: str = USER_UNIT) -> ApiError:
    """The refusal of a request beyond a quota."""
    noun, per_user = kind.capitalize(), unit == USER_UNIT
    metric, name = f"{noun} requests", f"{noun} requests per minute" + (" per user" if per_user else "")
    metadata = {
        "quota_limit_value": str(limit),
        "quota_unit": unit,
        "quota_limit": f"{noun}RequestsPerMinutePer{'User' if per_user else 'Project'}",
        "consumer": f"projects/{PROJECT}",
        "quota_metric": f"sheets.googleapis.com/{kind}_requests",
        "quota_location": "global",
    }
    return ApiError(
        429,
        f"Quota exceeded for quota metric '{metric}' and limit '{name}' of service 'sheets.googleapis.com' "
        f"for consumer 'project_number:{PROJECT}'.",
        details=[
            error_info("RATE_LIMIT_EXCEEDED", "sheets.googleapis.com", **metadata),
            help_link(
                "Request a higher quota limit.", "https://cloud.google.com/docs/quotas/help/request_increase"
            ),
        ],
    )
