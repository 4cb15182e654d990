"""A laid-out tab read from top to bottom: its headings, its sentences, its tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from abm_sheets.workbook.sheet import Item, Sheet, Style, Table


@dataclass(frozen=True)
class Points:
    """Short texts, each after what it is about."""

    lines: Sequence[tuple[str, str]]


Part = str | Table | Points
"""What a section is made of; a text is a sentence."""


@dataclass(frozen=True)
class Section:
    """A heading (blank above the first one) and what is under it, in order."""

    heading: str
    parts: Sequence[Part]


@dataclass(frozen=True)
class Captioned:
    """A table with the sentence right above it, blank where there is none."""

    caption: str
    table: Table


def sections(sheet: Sheet) -> list[Section]:
    """The sections of a tab whose sentences and tables stand one under the other."""
    heading, parts, found = "", list[Part](), list[Section]()
    for part in _downwards(sheet):
        if isinstance(part, Item) and part.style is Style.SUBTITLE:
            found.append(Section(heading, parts))
            heading, parts = str(part.value), []
        else:
            parts.append(str(part.value) if isinstance(part, Item) else part)
    return [*found, Section(heading, parts)]


def captioned(sheet: Sheet) -> Iterator[Captioned]:
    """The tables of a tab, each with its caption."""
    caption = ""
    for part in _downwards(sheet):
        if isinstance(part, Item):
            caption = str(part.value)
        else:
            yield Captioned(caption, part)


def _downwards(sheet: Sheet) -> list[Item | Table]:
    """The texts and the tables of a tab by row, then from left to right."""
    placed: list[tuple[int, int, Item | Table]] = [
        (row, column, item)
        for block in sheet.blocks
        for row, items in enumerate(block.rows, block.row)
        for column, item in enumerate(items, block.column)
        if item is not None and isinstance(item.value, str)
    ]
    placed += [(table.row, table.column, table) for table in sheet.tables]
    return [part for *_, part in sorted(placed, key=lambda each: each[:2])]
