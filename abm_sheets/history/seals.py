"""How the program knows its own rows: each by its seal, and each frozen week by the claim to it.

A seal stops no forger, who may read the key; it notices a hand.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from secrets import token_hex

import orjson

from abm_sheets.language.catalogue import understood
from abm_sheets.language.folding import fold
from abm_sheets.metrics.weeks import sunday_of
from abm_sheets.tables.rows import as_day, as_text
from abm_sheets.workbook.interface import Snapshot

_FIGURES = ("value", "numerator", "denominator")
_TEXTS = ("workbook", "week", "version", "computed_at", "run")
_STAGE_TEXTS = ("workbook", "deal", "account", "name", "stage", "run", "computed_at")
FORECASTS = ("forecast_revenue", "forecast_won_deals")
"""What stands for a metric on the rows that keep a week's forecast of it."""

_FORECASTS = {fold(key): key for key in FORECASTS}
_LONGEST = 20_000
"""Characters of a text that are sealed: every spreadsheet keeps as many."""

_LENGTH = 16


def new_key() -> str:
    """A key for a workbook that has none."""
    return token_hex(16)


def seal(key: str, meaning: Sequence[object]) -> str:
    """The seal of a row by what it means, the same as written and as read back from any workbook."""
    plain = [each.isoformat() if isinstance(each, date) else each for each in meaning]
    return hmac.digest(key.encode(), orjson.dumps(plain), "sha256").hex()[:_LENGTH]


def week_meaning(row: Mapping[str, object]) -> list[object]:
    """What is sealed of a row of the weeks."""
    return [
        [_text(row.get(column)) for column in _TEXTS],
        metric_of(row.get("metric")),
        [_figure(row.get(column)) for column in _FIGURES],
        _text(row.get("content")),
        bool(row.get("anew")),
    ]


def stage_meaning(row: Mapping[str, object]) -> list[object]:
    """What is sealed of a row of the stages."""
    return [*(_text(row.get(column)) for column in _STAGE_TEXTS), as_day(row.get("entered_on"))]


def metric_of(cell: object) -> str:
    """The key of the metric or forecast that a cell names, a metric also by a word of either language."""
    text = fold(as_text(cell))
    return _FORECASTS.get(text) or understood("metric").get(text, text)


def _figure(cell: object) -> str:
    """A figure to as many digits as any spreadsheet gives back."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return f"{cell:.12g}"
    return as_text(cell)


def _text(cell: object) -> str:
    """A text without what workbooks write in several ways, or drop: ends of lines, rare spaces."""
    text = as_text(cell)[:_LONGEST]
    return text if text.isprintable() else "".join(filter(str.isprintable, text))


KEY = "key"
"""The name whose claim is the key of the seals."""

_SEPARATOR = "@"
_CLAIMED = 8


def writer(workbook: str, run: str, rows: int) -> str:
    """What a run of a workbook leaves in its claim to a week of some rows."""
    return _SEPARATOR.join([run, _short(workbook), str(rows)])


def taken_weeks(snapshot: Snapshot) -> dict[str, int]:
    """The weeks that runs of a workbook took, each with the number of its rows.

    Claims that came with a copy are the other workbook's; older versions said neither whose they were
    nor how many rows there are.
    """
    ours = {"", _short(snapshot.id)}
    found: dict[str, int] = {}
    for name, left in sorted(snapshot.claims.items()):
        _, workbook, rows = (*left.split(_SEPARATOR), "", "")[:3]
        if sunday_of(name) and workbook in ours:
            found[name] = int(rows) if rows.isdecimal() else 0
    return found


def _short(workbook: str) -> str:
    return sha256(workbook.encode()).hexdigest()[:_CLAIMED]
