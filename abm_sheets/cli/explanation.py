"""What the command line shows of an explanation: its sentences, and its rows as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from abm_sheets.explain import Explanation, Line, Section
from abm_sheets.language import Catalogue

SHOWN = 100
"""Rows shown of each list; JSON has them all."""


def explained(explanation: Explanation, words: Catalogue) -> Iterator[RenderableType]:
    """What to print: the heading, the notes, then section by section."""
    yield Text(explanation.heading, style="bold")
    yield from explanation.notes
    for section in explanation.sections:
        yield ""
        yield Text(section.title, style="bold")
        yield from section.sentences
        if section.tab:
            yield from _rows(section.counted, "counted", "adds", words)
            yield from _rows(section.left_out, "left_out", "reason", words)
            yield from _tally(section, words)


def _rows(lines: Sequence[Line], kind: str, why: str, words: Catalogue) -> Iterator[RenderableType]:
    """How many rows there are, then the first of them."""
    yield words.text(f"explain.rows.{kind}", len(lines))
    if not lines:
        return
    table = Table(header_style="bold", show_edge=False, pad_edge=False)
    for column in ("row", "says", why):
        table.add_column(words.text(f"explain.rows.{column}"), overflow="fold")
    for line in lines[:SHOWN]:
        table.add_row(str(line.row), Text(line.says), Text(line.why))
    yield table
    if len(lines) > SHOWN:
        yield words.text("explain.rows.more", len(lines) - SHOWN)


def _tally(section: Section, words: Catalogue) -> Iterator[str]:
    """How many rows each reason leaves out, for a list too long to be shown."""
    if len(section.left_out) > SHOWN:
        for reason, count in Counter(line.reason for line in section.left_out).most_common():
            yield words.text("explain.rows.tally", count, reason=section.reasons[reason])
