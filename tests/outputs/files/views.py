"""Workbooks examined on the quarter's day, as exports are made from them."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

from abm_sheets.refresh import examine
from abm_sheets.story.view import View
from abm_sheets.workbook.interface import Snapshot
from abm_sheets.workbook.memory import MemoryWorkbook
from tests.metrics.quarter import D
from tests.sheets import NOW, snapshot


def examined(found: Snapshot, language: str = "fr") -> View:
    """The view of a snapshot."""
    return examine(MemoryWorkbook(found), D, language=language, now=NOW)


def viewed(language: str = "fr", **tabs: Any) -> View:
    """The view of a workbook given as text tables."""
    return examined(snapshot(**tabs), language)


def rows_of_csv(content: bytes) -> list[list[str]]:
    """The rows of a CSV file."""
    return list(csv.reader(StringIO(content.decode(), newline="")))
