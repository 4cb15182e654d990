"""A workbook read once, whose figures are computed under any settings."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import product
from typing import Any, TypeVar

from abm_sheets.explain.simulate.findings import idle
from abm_sheets.explain.simulate.model import Axes, Simulation, Trial
from abm_sheets.metrics.days import number
from abm_sheets.metrics.prepared import Prepared
from abm_sheets.metrics.status import statuses
from abm_sheets.metrics.totals import whole
from abm_sheets.tables.model import Tables
from abm_sheets.tables.settings import Given
from abm_sheets.tables.variants import decides_reading, vary
from abm_sheets.workbook.interface import Snapshot

Made = TypeVar("Made")


@dataclass
class Bench:
    """The `tables` that `snapshot` gave `now`, to be tried as of a date (by default that of the run).

    What is read or computed is kept under the settings that decide of it, for all the trials that
    share them.
    """

    snapshot: Snapshot
    now: datetime
    tables: Tables
    as_of: date | None = None
    _kept: dict[Hashable, Any] = field(default_factory=dict)

    def simulate(self, axes: Axes) -> Simulation:
        """Try every combination of the values of some settings."""
        trials = [self.trial(dict(zip(axes, values, strict=True))) for values in product(*axes.values())]
        return Simulation(axes, self.trial({}), trials, idle(axes, self.trial, self.tables.settings))

    def trial(self, given: Given) -> Trial:
        """The figures with some settings in place of those in force."""
        return self._once(("trial", _key(given)), lambda: self._trial(given))

    def _trial(self, given: Given) -> Trial:
        reading = {key: value for key, value in given.items() if decides_reading(key)}
        rules = {key: value for key, value in given.items() if key not in reading}
        read = _key(reading)
        base = self._once(("tables", read), lambda: self._vary(self.tables, reading))
        tables = self._vary(base, rules)
        return self._measured(self._prepared(tables, read), read)

    def _vary(self, tables: Tables, given: Given) -> Tables:
        return vary(self.snapshot, self.now, tables, given)

    def _prepared(self, tables: Tables, read: Hashable) -> Prepared:
        bounded = tables.settings.influence_lookback_days is not None
        return self._once(("prepared", read, bounded), lambda: Prepared.of(tables)).under(tables)

    def _measured(self, prepared: Prepared, read: Hashable) -> Trial:
        """The figures of tables made ready; `read` tells one content of the tables from another."""
        tables, settings = prepared.tables, prepared.tables.settings
        day = self.as_of or tables.today
        period = prepared.period(day)
        costs = self._once(
            ("costs", read, period, settings.cost_allocation), lambda: prepared.allocate(period)
        )
        influence = self._once(
            ("influence", read, period, settings.influence_lookback_days, settings.influence_min_assets),
            lambda: prepared.influenced_deals(period).influence(),
        )
        stages = self._once(
            ("stages", read, settings.engagement_min_interactions, settings.engagement_window_days),
            lambda: prepared.stages(day),
        )
        metrics = whole(prepared, day, influence, costs)
        lines = statuses(metrics, tables.targets, period, settings)
        stagnating = stages.stagnating(number(day), settings.stagnation_days)
        return Trial(settings, period, metrics, lines, int(stagnating.sum()))

    def _once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What is kept under a key, made the first time."""
        if key not in self._kept:
            self._kept[key] = make()
        made: Made = self._kept[key]
        return made


def _key(given: Given) -> Hashable:
    return tuple(sorted(given.items()))
