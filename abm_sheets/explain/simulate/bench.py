"""A workbook read once, whose figures are computed under any settings."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import product
from typing import Any, TypeVar

from abm_sheets.explain.simulate.findings import idle
from abm_sheets.explain.simulate.model import Axes, Simulation, Trial
from abm_sheets.metrics.known import QUANTITIES
from abm_sheets.metrics.metric import STAGES, Computed, Metrics, Quantity
from abm_sheets.metrics.moment import Moment
from abm_sheets.metrics.prepared import Prepared
from abm_sheets.metrics.status import statuses
from abm_sheets.tables.model import Tables
from abm_sheets.tables.settings import Given, value_of
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
        moment = Moment(prepared, self.as_of or tables.today)
        found = {each.key: self._found(each, moment, read) for each in QUANTITIES}
        metrics = Metrics(moment.as_of, found)
        lines = statuses(metrics, tables.targets, moment.period, settings)
        stages = self._found(STAGES, moment, read)
        still = stages.stagnating(moment.day, settings.stagnation_days).sum() if stages else 0
        return Trial(settings, moment.period, metrics, lines, int(still))

    def _found(self, quantity: Quantity[Computed], moment: Moment, read: Hashable) -> Computed | None:
        """A quantity, computed again only where a setting that it depends on is another."""
        rules = tuple(value_of(moment.settings, key) for key in sorted(quantity.settings))
        return self._once((quantity.key, read, moment.as_of, rules), lambda: quantity.at(moment))

    def _once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What is kept under a key, made the first time."""
        if key not in self._kept:
            self._kept[key] = make()
        made: Made = self._kept[key]
        return made


def _key(given: Given) -> Hashable:
    return tuple(sorted(given.items()))
