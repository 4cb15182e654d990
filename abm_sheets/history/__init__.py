"""The history of a workbook, as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from abm_sheets.history.ledger import Read

COLUMNS = (
    "week",
    "as_of",
    "metric",
    "value",
    "numerator",
    "denominator",
    "version",
    "computed_at",
    "run",
    "content",
    "anew",
    "workbook",
    "seal",
)
"""The columns of the history tab, by their keys; the last three came later, beside the others."""

DEFINITIONS = "definitions"
"""What stands for a metric on the rows that keep a version of the definitions, in `content`."""


@dataclass(frozen=True)
class Frozen:
    """A metric of a closed week as it was first computed, in the units people read (no cents).

    Of a forecast the value is what was expected, the numerator its low and the denominator its high. `anew`
    says that it had been frozen before, and that its row was gone or not to be believed.
    """

    week: str
    metric: str
    value: float | None
    numerator: float | None
    denominator: float | None
    version: str
    anew: bool = False


@dataclass(frozen=True)
class Definitions:
    """The rules in force: their version (a hash), and the settings, types and stages it is made of."""

    version: str
    content: Mapping[str, Any]


@dataclass(frozen=True)
class Past(Read):
    """The history as read: each metric of each week once, the versions in order, and the tab as it is.

    `lost` are the weeks that runs of this workbook froze and of which no row is left to believe,
    `torn` those of which some rows are, `gone` how many rows of each are nowhere, and `whole` those of which
    all are: a metric that they lack was not known then.
    """

    frozen: Mapping[tuple[str, str], Frozen] = field(default_factory=dict)
    versions: Sequence[Definitions] = ()
    workbook: str = ""
    key: str = ""
    claims: Mapping[str, str] = field(default_factory=dict)
    lost: Sequence[str] = ()
    torn: Mapping[str, int] = field(default_factory=dict)
    gone: Mapping[str, int] = field(default_factory=dict)
    whole: frozenset[str] = frozenset()

    @property
    def weeks(self) -> set[str]:
        """The weeks that are frozen."""
        return {week for week, _ in self.frozen}


@dataclass(frozen=True)
class Addition:
    """What a run adds: the weeks that it freezes, their rows and definitions, when, and by which run.

    `is_new` says that these definitions are not those of the rows before. `key` seals the rows, and
    those before that have no seal.
    """

    weeks: Mapping[str, date]
    frozen: Sequence[Frozen]
    definitions: Definitions
    is_new: bool
    computed_at: datetime
    run: str
    key: str


@dataclass(frozen=True)
class History:
    """The past, and what this run adds to it (nothing when it rebuilds a past day)."""

    past: Past
    added: Addition | None
    definitions: Definitions

    def frozen(self, week: str, metric: str) -> Frozen | None:
        """A metric of a week as frozen, by an earlier run or by this one."""
        return self.known.get((week, metric))

    @cached_property
    def known(self) -> Mapping[tuple[str, str], Frozen]:
        """All that is frozen, by week and metric."""
        new = {(each.week, each.metric): each for each in self.added.frozen} if self.added else {}
        return {**new, **self.past.frozen}

    @property
    def key(self) -> str:
        """The key of the seals; none where the first run of the day itself is still to come."""
        return self.added.key if self.added else self.past.key

    @property
    def previous(self) -> Definitions | None:
        """The definitions before those in force, where they are known."""
        others = [each for each in self.past.versions if each.version != self.definitions.version]
        return others[-1] if others else None
