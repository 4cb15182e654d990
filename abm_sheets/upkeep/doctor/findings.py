"""What a check finds: how serious it is, what was found, and the next thing to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How serious a finding is; a check that could not run is skipped."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Finding:
    """One thing found by a check, in the reader's words; `next` is blank where nothing is to be done."""

    check: str
    level: Level
    found: str
    next: str = ""


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether something keeps the program from working."""
    return any(finding.level is Level.ERROR for finding in findings)


def first_step(findings: Iterable[Finding]) -> str:
    """The one thing to do first: about the first error, else the first warning; "" where all is well."""
    told = list(findings)
    for level in (Level.ERROR, Level.WARNING):
        for finding in told:
            if finding.level is level and finding.next:
                return finding.next
    return ""
