"""The days that a report is about, as the lines above its header say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from abm_sheets.intake.files.days import day_cleaner, recognise_order
from abm_sheets.intake.files.grid import Grid, shown
from abm_sheets.intake.sources.model import Period
from abm_sheets.language.folding import squeeze

Days = tuple[date, date]
"""A first and a last day."""


def find_period(grid: Grid, header: int, words: Period, language: str) -> Days | None:
    """The period that the lines above the header tell, None where they do not."""
    texts = [_told(grid, header, labels) for labels in (words.start, words.end)]
    cleaner = day_cleaner(recognise_order(texts), language)
    start, end = (cleaner(text) for text in texts)
    if not isinstance(start, date) or not isinstance(end, date) or end < start:
        return None
    return start, end


def _told(grid: Grid, header: int, labels: Sequence[str]) -> str:
    """What follows a label, after a colon or in the next cells; a date may have been parted at its commas."""
    starts = tuple(map(squeeze, labels))
    for row in grid.rows[:header]:
        label, *rest = shown(row) or [""]
        head, _, tail = label.partition(":")
        if squeeze(head).startswith(starts):
            return ", ".join(part.strip() for part in (tail, *rest) if part.strip())
    return ""
