"""The user guide: one page that says what the sheet is for, who fills what and when, and what never to do."""

from __future__ import annotations

from collections.abc import Iterator

from abm_sheets.language import Catalogue
from abm_sheets.palette import Tone
from abm_sheets.workbook.sheet import Block, Item, Sheet, Style

_TONES = frozenset(tone.value for tone in Tone)
_WIDTHS = {0: 2, 1: 25, 2: 40, 3: 40}
_ALL, _TEXT = 3, 2
"""Columns merged, for a line and for a text beside its label: a merged row is as high as its text."""


def guide_sheet(words: Catalogue) -> Sheet:
    """The guide's tab, free to be completed by the team."""
    return Sheet(
        key="guide",
        title=words.title("guide"),
        tone=Tone.NEUTRAL,
        blocks=[Block(0, 1, list(_rows(words)))],
        widths=_WIDTHS,
        landscape=False,
        one_page=True,
        protected=False,
    )


def _rows(words: Catalogue) -> Iterator[list[Item | None]]:
    yield [Item(words.title("guide"), Style.TITLE, span=_ALL)]
    yield [Item(words.text("guide.purpose"), span=_ALL)]
    for section in words.find("guide.sections"):
        yield []
        yield from _section(words, f"guide.sections.{section}")


def _section(words: Catalogue, key: str) -> Iterator[list[Item | None]]:
    yield [Item(words.text(f"{key}.heading"), Style.SUBTITLE, span=_ALL)]
    for row in words.find(f"{key}.rows"):
        label, text = (words.text(f"{key}.rows.{row}.{part}") for part in ("label", "text"))
        tone = Tone(row) if row in _TONES else None
        yield [Item(label, Style.LABEL, tone=tone), Item(text, span=_TEXT)]
