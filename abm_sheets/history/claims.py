"""Who froze a week, as the workbook knows it apart from the rows: so that none is frozen twice, or lost."""

from __future__ import annotations

from collections.abc import Collection
from hashlib import sha256

from abm_sheets.metrics.weeks import sunday_of
from abm_sheets.workbook.interface import Snapshot

KEY = "key"
"""The name whose claim is the key of the seals."""

_SEPARATOR = "@"
_LENGTH = 8


def writer(workbook: str, run: str) -> str:
    """What a run of a workbook leaves in its claims."""
    return f"{run}{_SEPARATOR}{_short(workbook)}"


def lost_weeks(snapshot: Snapshot, found: Collection[str]) -> list[str]:
    """The weeks that runs of a workbook took and that are not among those found in its rows.

    Claims that came with a copy are the other workbook's; older versions did not say whose they were.
    """
    ours = {"", _short(snapshot.id)}
    return sorted(
        name
        for name, writer in snapshot.claims.items()
        if sunday_of(name) and name not in found and writer.partition(_SEPARATOR)[2] in ours
    )


def _short(workbook: str) -> str:
    return sha256(workbook.encode()).hexdigest()[:_LENGTH]
