"""A column of a file's cells cleaned, each distinct cell once; those that cannot be are refused by a rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from abm_sheets.workbook.interface import Cell


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a cell is instead of a value: the rule that it breaks."""

    rule: str


Cleaner = Callable[[Cell], Cell | Refusal]


@dataclass(frozen=True)
class Cleaned:
    """Cells cleaned, blank where they are refused, and by which rule each of these is, by position."""

    cells: Sequence[Cell]
    refused: Mapping[int, str]


def clean(cells: Sequence[Cell], cleaner: Cleaner) -> Cleaned:
    """Clean a column."""
    # True equals 1 and would be taken for it among distinct cells.
    keys = [(type(cell), cell) for cell in cells]
    values: dict[object, Cell] = {}
    rules: dict[object, str] = {}
    for key in dict.fromkeys(keys):
        result = cleaner(key[1])
        if isinstance(result, Refusal):
            rules[key] = result.rule
        values[key] = "" if isinstance(result, Refusal) else result
    refused = {position: rules[key] for position, key in enumerate(keys) if key in rules} if rules else {}
    return Cleaned([values[key] for key in keys], refused)
