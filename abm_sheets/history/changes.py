"""What changed: the rules, from one version to the next, and frozen values that today's data do not give."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from typing import Any

import orjson
import pandas as pd

from abm_sheets.history import Definitions, History
from abm_sheets.language import fold
from abm_sheets.metrics.figures import Changes, Part
from abm_sheets.metrics.known import METRICS
from abm_sheets.metrics.metric import ClosingMetrics
from abm_sheets.metrics.weeks import week_label
from abm_sheets.tables.model import Tables

_LENGTH = 8
_SHOWN_ONLY = ("language", "continue_history")
"""Settings that change which figures are shown, and how, and never what they are."""


@dataclass(frozen=True)
class Difference:
    """One rule that changed: its group, its name, which part of it, and what it was and is.

    `part` is the column of a type or a stage; None where the whole rule came (`before` None) or went
    (`after` None), and for settings, which are whole.
    """

    group: str
    name: str
    part: str | None
    before: Any
    after: Any


def definitions_of(tables: Tables) -> Definitions:
    """The settings, interaction types and stages of a workbook, with their version."""
    settings = asdict(tables.settings)
    rates = {f"fx_{currency}": rate for currency, rate in settings.pop("rates").items()}
    content = {
        "settings": {key: value for key, value in settings.items() if key not in _SHOWN_ONLY} | rates,
        "interaction_types": _named(tables.interaction_types, "type", ("engagement", "marketing")),
        "stages": _named(tables.stages, "stage", ("order", "kind", "team"), ("probability",)),
    }
    return Definitions(_hash(content), orjson.loads(orjson.dumps(content)))


def _named(
    frame: pd.DataFrame, name: str, columns: tuple[str, ...], later: tuple[str, ...] = ()
) -> dict[str, dict[str, Any]]:
    """The rows of a tab by what they name: their order in the tab does not matter.

    Columns that came `later` are there where they say something: else a version would be another.
    """
    kept = frame[[name, *columns, *later]]
    rows = kept.astype(object).where(kept.notna(), None).to_dict("records")
    return {
        row[name]: {
            column: row[column]
            for column in (*columns, *later)
            if column in columns or row[column] is not None
        }
        for row in rows
    }


def _hash(content: Mapping[str, Any]) -> str:
    """The version: equal where the same rules are in force, whatever the case and accents of names."""
    folded = {
        group: {fold(str(name)): value for name, value in rules.items()} for group, rules in content.items()
    }
    return sha256(orjson.dumps(folded, option=orjson.OPT_SORT_KEYS)).hexdigest()[:_LENGTH]


def differences(before: Definitions, after: Definitions) -> list[Difference]:
    """What changed between two versions, group by group, in the order of the newer one."""
    return [change for group in after.content for change in _in_group(group, before, after)]


def _in_group(group: str, before: Definitions, after: Definitions) -> Iterator[Difference]:
    old: Mapping[str, Any] = before.content.get(group, {})
    new: Mapping[str, Any] = after.content[group]
    for name in dict.fromkeys([*new, *old]):
        was, now = old.get(name), new.get(name)
        if isinstance(was, dict) and isinstance(now, dict):
            parts = (part for part in {**now, **was} if was.get(part) != now.get(part))
            yield from (Difference(group, name, part, was.get(part), now.get(part)) for part in parts)
        elif was != now:
            yield Difference(group, name, None, was, now)


CORRECTED, RULES = "corrected", "rules"
"""Why a frozen figure is not what today's data give for its day: the rows, or the definitions too."""


@dataclass(frozen=True)
class Explained:
    """A metric's value at the end of the week before, as people saw it, its value now, and the parts."""

    metric: str
    before: float
    now: float
    parts: Sequence[Part]


def explained(changes: Changes, history: History) -> list[Explained]:
    """The metrics whose change is known; what was corrected since the week was frozen is a part."""
    found = []
    for change in changes.changes:
        frozen = history.past.frozen.get((week_label(changes.since), change.metric))
        before = as_seen(history, changes.since, change.metric, change.before)
        if before is None or change.before is None or change.now is None:
            continue
        corrected = round(change.before - before, 2)
        same_rules = frozen is None or frozen.version == history.definitions.version
        part = Part(CORRECTED if same_rules else RULES, corrected)
        parts = [part, *change.parts] if corrected else change.parts
        found.append(Explained(change.metric, before, change.now, parts))
    return found


def as_seen(history: History, day: date, metric: str, today: float | None) -> float | None:
    """A metric at the end of a week as people saw it: frozen, else what `today`'s data give."""
    frozen = history.past.frozen.get((week_label(day), metric))
    return today if frozen is None or frozen.value is None else frozen.value


@dataclass(frozen=True)
class Compared:
    """A metric of a week: frozen at `frozen`, `recomputed` today; both as people read them."""

    week: str
    metric: str
    frozen: float | None
    recomputed: float | None

    @property
    def is_restated(self) -> bool:
        """Whether today's data and rules give something else."""
        return not _same(self.frozen, self.recomputed)


def compared(history: History, weeks: Sequence[ClosingMetrics]) -> list[Compared]:
    """The figures of closed weeks that earlier runs froze beside those of today, week by week."""
    return [
        Compared(week.label, metric, frozen.value, week.metrics.measure(metric).value)
        for week in weeks
        if not week.provisional
        for metric in METRICS
        if (frozen := history.past.frozen.get((week.label, metric))) is not None
    ]


def restatements(history: History, weeks: Sequence[ClosingMetrics]) -> list[Compared]:
    """The figures of some weeks that differ from what was frozen, week by week."""
    return [each for each in compared(history, weeks) if each.is_restated]


def _same(frozen: float | None, recomputed: float | None) -> bool:
    if frozen is None or recomputed is None:
        return frozen is recomputed
    return math.isclose(frozen, recomputed, rel_tol=1e-9, abs_tol=1e-6)
