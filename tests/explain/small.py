"""Small workbooks explained: text tables and a name in, an explanation out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from abm_sheets.explain import ExplainedRow, Explanation, Section, explain
from abm_sheets.refresh import examine
from abm_sheets.workbook.memory import MemoryWorkbook
from tests.commands import plain
from tests.metrics.quarter import D
from tests.sheets import NOW, snapshot


def explained(name: str, language: str = "fr", **tabs: Any) -> Explanation:
    """The explanation of what a name means, on 2026-09-27."""
    return explain(examine(MemoryWorkbook(snapshot(**tabs)), D, language=language, now=NOW), name)


def section(explanation: Explanation, key: str) -> Section:
    """A section by its key."""
    return next(each for each in explanation.sections if each.key == key)


def said(explanation: Explanation, key: str) -> list[str]:
    """The sentences of a section, their spaces folded."""
    return [plain(sentence) for sentence in section(explanation, key).sentences]


def counted(explanation: Explanation, key: str) -> dict[int, str]:
    """What each row counted adds, by its number."""
    return _whys(section(explanation, key).counted)


def left_out(explanation: Explanation, key: str) -> dict[int, str]:
    """The reason of each row left out, by its number."""
    return {line.row: line.reason for line in section(explanation, key).left_out}


def whys(explanation: Explanation, key: str) -> dict[int, str]:
    """The same in words."""
    return _whys(section(explanation, key).left_out)


def _whys(lines: Sequence[ExplainedRow]) -> dict[int, str]:
    return {line.row: plain(line.why) for line in lines}
