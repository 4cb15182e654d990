"""The seal of a frozen row: what only the program makes, under a key that the workbook keeps.

It stops no forger, who may read the key; it notices a hand.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from secrets import token_hex

import orjson

from abm_sheets.language.catalogue import understood
from abm_sheets.language.folding import fold
from abm_sheets.tables.rows import as_text

_FIGURES = ("value", "numerator", "denominator")
_TEXTS = ("workbook", "week", "version", "computed_at", "run")
_LONGEST = 20_000
"""Characters of a text that are sealed: every spreadsheet keeps as many."""

_LENGTH = 16


def new_key() -> str:
    """A key for a workbook that has none."""
    return token_hex(16)


def seal(key: str, row: Mapping[str, object]) -> str:
    """The seal of a row, as written or as read back from any kind of workbook."""
    meaning = [
        [as_text(row.get(column)) for column in _TEXTS],
        metric_of(row.get("metric")),
        [_figure(row.get(column)) for column in _FIGURES],
        as_text(row.get("content"))[:_LONGEST],
        bool(row.get("anew")),
    ]
    return hmac.new(key.encode(), orjson.dumps(meaning), "sha256").hexdigest()[:_LENGTH]


def metric_of(cell: object) -> str:
    """The key of the metric that a cell names, by its key or by a word of either language."""
    text = fold(as_text(cell))
    return understood("metric").get(text, text)


def _figure(cell: object) -> str:
    """A figure to as many digits as any spreadsheet gives back."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return f"{cell:.12g}"
    return as_text(cell)
