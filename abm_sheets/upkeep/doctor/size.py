"""The check of the spreadsheet's size: Google counts the cells of every grid, empty ones included."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from abm_sheets.upkeep.doctor.facts import Content, Facts
from abm_sheets.upkeep.doctor.findings import Finding, Level
from abm_sheets.workbook.google.present import PresentTab

LIMIT = 10_000_000
"""Cells that Google lets a spreadsheet have."""

_LEVELS = ((0.9, Level.ERROR), (0.6, Level.WARNING))
_NAMED = 3


def size(facts: Facts, content: Content) -> Iterator[Finding]:
    """How many cells there are against the limit, and the largest tabs when they are many."""
    words = facts.words
    tabs = content.present.tabs
    cells = sum(map(_cells, tabs))
    level = next((level for share, level in _LEVELS if cells >= share * LIMIT), Level.OK)
    details: dict[str, Any] = {
        "cells": words.formats.integer(cells),
        "limit": words.formats.integer(LIMIT),
        "share": words.formats.percent(cells / LIMIT),
    }
    if level is Level.OK:
        yield facts.finding("size", level, "fits", **details)
        return
    largest = sorted(tabs, key=_cells, reverse=True)[:_NAMED]
    named = [
        words.text("doctor.size.tab", title=tab.title, cells=words.formats.integer(_cells(tab)))
        for tab in largest
    ]
    title = largest[0].title
    yield facts.finding("size", level, "large", largest=", ".join(named), title=title, **details)


def _cells(tab: PresentTab) -> int:
    return tab.rows * tab.columns
