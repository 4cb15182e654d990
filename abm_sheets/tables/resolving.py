"""Columns of names turned into positions, each distinct text looked up once."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from abm_sheets.language import fold
from abm_sheets.tables.matching import BLANK, AccountIndex, Match
from abm_sheets.tables.reading import Positions, Reading, Rows


def resolve_accounts(reading: Reading, rows: Rows, index: AccountIndex) -> Positions:
    """The position of each row's account: UNKNOWN where it names none, BLANK where it says nothing."""
    column = rows.columns["account"]
    codes = column.codes
    matches = [index.find(text) if text else Match(BLANK) for text in column.distinct]
    positions = np.array([match.position for match in matches], dtype=np.intp)
    faulty = np.array([match.rule is not None for match in matches], dtype=bool)
    title = reading.words.title("accounts")
    for position in np.flatnonzero(faulty[codes] & rows.filled):
        match = matches[codes[position]]
        near = "unknown_account_near" if "suggestion" in match.details else None
        reading.note_cell(
            str(match.rule), rows, "account", int(position), sentence=near, title=title, **match.details
        )
    return positions[codes]


def resolve_names(rows: Rows, column: str, known: Mapping[str, int]) -> Positions:
    """The position of each row's name among known folded names, -1 where it is unknown."""
    read = rows.columns[column]
    positions = np.array([known.get(fold(text), -1) for text in read.distinct], dtype=np.intp)
    return positions[read.codes]


def unknown_names(rows: Rows, column: str, positions: Positions) -> npt.NDArray[np.bool_]:
    """Where a name was typed, readable, and unknown."""
    read = rows.columns[column]
    return (positions < 0) & ~read.blank & ~read.unreadable
