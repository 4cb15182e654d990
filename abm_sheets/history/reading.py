"""The frozen weeks, read back: of two rows for a week and a metric, the first counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from abm_sheets.history.kept import read_kept
from abm_sheets.history.model import COLUMNS, DEFINITIONS, Definitions, Frozen, Past
from abm_sheets.language.catalogue import understood
from abm_sheets.language.folding import fold
from abm_sheets.metrics.weeks import sunday_of
from abm_sheets.tables.rows import as_text
from abm_sheets.workbook.interface import Cell, Snapshot

_FIGURES = ("value", "numerator", "denominator")


def read_past(snapshot: Snapshot) -> Past:
    """What earlier runs froze in a workbook."""
    kept = read_kept(snapshot, "history", COLUMNS)
    rows = list(kept.rows())
    return Past(_frozen(rows), _versions(rows), kept)


def _frozen(rows: Sequence[Mapping[str, Cell]]) -> dict[tuple[str, str], Frozen]:
    meanings = understood("metric")
    frozen: dict[tuple[str, str], Frozen] = {}
    for row in rows:
        week, metric = as_text(row["week"]), meanings.get(fold(as_text(row["metric"])), "")
        if sunday_of(week) and metric:
            value, numerator, denominator = (_number(row[key]) for key in _FIGURES)
            read = Frozen(week, metric, value, numerator, denominator, as_text(row["version"]))
            frozen.setdefault((week, metric), read)
    return frozen


def _number(cell: Cell) -> float | None:
    return float(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else None


def _versions(rows: Sequence[Mapping[str, Cell]]) -> list[Definitions]:
    """The versions in the order in which they came into force, the last time that each did."""
    found: dict[str, Definitions] = {}
    for row in rows:
        if fold(as_text(row["metric"])) == DEFINITIONS:
            version = as_text(row["version"])
            found.pop(version, None)
            found[version] = Definitions(version, _content(as_text(row["content"])))
    return list(found.values())


def _content(text: str) -> dict[str, Any]:
    try:
        content = orjson.loads(text)
    except orjson.JSONDecodeError:
        return {}
    return content if isinstance(content, dict) else {}
