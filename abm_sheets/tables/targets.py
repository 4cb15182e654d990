"""The targets tab: what each metric should reach in each quarter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from abm_sheets.language import fold
from abm_sheets.language.catalogue import understood
from abm_sheets.tables.converting import in_own_currency
from abm_sheets.tables.currencies import currency_named
from abm_sheets.tables.labels import is_vanity
from abm_sheets.tables.reading import Mask, Reading, Rows
from abm_sheets.tables.rows import Day, Money, Row, Text
from abm_sheets.tables.settings import Settings


class Unit(StrEnum):
    """What a metric and its targets are in.

    No target above 1 makes sense for a share; amounts may name their currency.
    """

    COUNT = "count"
    MONEY = "money"
    MONEY_A_DAY = "money_a_day"
    SHARE = "share"
    MULTIPLE = "multiple"
    DAYS = "days"

    @property
    def is_money(self) -> bool:
        """Whether it is an amount."""
        return self in {Unit.MONEY, Unit.MONEY_A_DAY}


Units = Mapping[str, Unit]
"""The unit of each metric by its key; one that has none is a count."""

MOST_METRICS = 7
_YEAR_FIRST = re.compile(r"(\d{4}) ?[tq] ?([1-4])")
_QUARTER_FIRST = re.compile(r"[tq] ?([1-4]) ?(\d{4})")


class TargetRow(Row):
    """A metric's target for a quarter, and the threshold under which it is red."""

    tab = "targets"

    metric: Text
    quarter: Text
    target: Money
    alert: Money | None = None
    reviewed: Day | None = None


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter as targets name it: the year its fiscal year begins in, and 1 to 4."""

    year: int
    number: int

    def __str__(self) -> str:
        """The English form, used as the key of a quarter in code."""
        return f"{self.year}-Q{self.number}"


def parse_quarter(text: str) -> Quarter | None:
    """A quarter typed as `2026-T3`, `2026-Q3` or the other way round."""
    folded = fold(text)
    if match := _YEAR_FIRST.fullmatch(folded):
        return Quarter(int(match[1]), int(match[2]))
    if match := _QUARTER_FIRST.fullmatch(folded):
        return Quarter(int(match[2]), int(match[1]))
    return None


def read_targets(reading: Reading, settings: Settings, units: Units) -> pd.DataFrame:
    """The targets that count: row, metric, quarter, target, alert (NaN if none), reviewed."""
    rows = reading.rows(TargetRow)
    if rows is None:
        return pd.DataFrame(columns=["row", "metric", "quarter", "target", "alert", "reviewed"])
    metrics = _metrics(reading, rows)
    quarters = _quarters(reading, rows)
    in_units = np.array([units.get(metric, Unit.COUNT) for metric in metrics], dtype=object)
    goals, known = _amounts(reading, rows, in_units, "target", settings)
    rows.kept &= known
    alerts = _alerts(reading, rows, in_units, settings)
    _leave_repeats_out(reading, rows, metrics, quarters)
    return rows.frame(metric=metrics, quarter=quarters, target=goals, alert=alerts)


def _metrics(reading: Reading, rows: Rows) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    """The keys of the metrics; rows of vanity and unknown ones are left out."""
    known = understood("metric")
    keys = np.array([known.get(fold(text), "") for text in rows.values("metric")], dtype=object)
    typed = (keys == "") & ~rows.columns["metric"].blank & ~rows.columns["metric"].unreadable
    vanity = typed & np.array([is_vanity(text) for text in rows.values("metric")], dtype=bool)
    choices = ", ".join(reading.words.words("metric").values())
    reading.note_cells("vanity_metric", rows, "metric", vanity)
    reading.note_cells("unknown_metric", rows, "metric", typed & ~vanity, choices=choices)
    rows.kept &= keys != ""
    return keys


def _quarters(reading: Reading, rows: Rows) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    found = [parse_quarter(text) for text in rows.values("quarter")]
    keys = np.array([str(quarter or "") for quarter in found], dtype=object)
    typed = ~rows.columns["quarter"].blank & ~rows.columns["quarter"].unreadable
    reading.note_cells("invalid_quarter", rows, "quarter", typed & (keys == ""))
    rows.kept &= keys != ""
    return keys


def _amounts(
    reading: Reading,
    rows: Rows,
    units: np.ndarray[tuple[int], np.dtype[np.object_]],
    name: str,
    settings: Settings,
) -> tuple[npt.NDArray[np.float64], Mask]:
    """The values of a column, and which are known: money may be in another currency, counts are in none."""
    money = np.array([unit.is_money for unit in units], bool)
    values, known = in_own_currency(reading, rows, name, money, settings)
    named = rows.columns[name].currencies
    odd = np.array([bool(text) and currency_named(text) is None for text in named], bool)
    if named.size:
        reading.note_cells("invalid_number", rows, name, odd & ~money)
        known &= ~odd | money
    return values, known


def _alerts(
    reading: Reading,
    rows: Rows,
    units: np.ndarray[tuple[int], np.dtype[np.object_]],
    settings: Settings,
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The alert thresholds; a share above 1 is no target and no threshold."""
    share = units == Unit.SHARE
    impossible = share & (rows.values("target") > 1)
    reading.note_cells("invalid_number", rows, "target", impossible, sentence="share_above_one")
    rows.kept &= ~impossible
    above = share & (rows.values("alert") > 1)
    reading.note_cells("invalid_number", rows, "alert", above, sentence="share_above_one")
    values, known = _amounts(reading, rows, units, "alert", settings)
    return np.where(above | ~known | rows.columns["alert"].unreadable, np.nan, values)


def _leave_repeats_out(
    reading: Reading,
    rows: Rows,
    metrics: np.ndarray[tuple[int], np.dtype[np.object_]],
    quarters: np.ndarray[tuple[int], np.dtype[np.object_]],
) -> None:
    kept = np.flatnonzero(rows.kept)
    keys = metrics[kept] + "@" + quarters[kept]
    reading.leave_repeats_out("duplicate_target", rows, kept, keys, ("metric",))
    _note_crowded_quarters(reading, rows, quarters)


def _note_crowded_quarters(
    reading: Reading, rows: Rows, quarters: np.ndarray[tuple[int], np.dtype[np.object_]]
) -> None:
    for quarter in dict.fromkeys(quarters[rows.kept]):
        followed = np.flatnonzero(rows.kept & (quarters == quarter))
        if len(followed) > MOST_METRICS:
            at = int(followed[MOST_METRICS])
            reading.note_cell("too_many_metrics", rows, "metric", at, quarter=quarter, count=len(followed))
