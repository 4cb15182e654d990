"""Who froze a week, as the workbook knows it apart from the rows: so that none is frozen twice, or lost."""

from __future__ import annotations

from hashlib import sha256

from abm_sheets.metrics.weeks import sunday_of
from abm_sheets.workbook.interface import Snapshot

KEY = "key"
"""The name whose claim is the key of the seals."""

_SEPARATOR = "@"
_LENGTH = 8


def writer(workbook: str, run: str, rows: int) -> str:
    """What a run of a workbook leaves in its claim to a week of some rows."""
    return _SEPARATOR.join([run, _short(workbook), str(rows)])


def taken_weeks(snapshot: Snapshot) -> dict[str, int]:
    """The weeks that runs of a workbook took, each with the number of its rows.

    Claims that came with a copy are the other workbook's; older versions said neither whose they were
    nor how many rows there are.
    """
    ours = {"", _short(snapshot.id)}
    found: dict[str, int] = {}
    for name, left in sorted(snapshot.claims.items()):
        _, workbook, rows = (*left.split(_SEPARATOR), "", "")[:3]
        if sunday_of(name) and workbook in ours:
            found[name] = int(rows) if rows.isdecimal() else 0
    return found


def _short(workbook: str) -> str:
    return sha256(workbook.encode()).hexdigest()[:_LENGTH]
