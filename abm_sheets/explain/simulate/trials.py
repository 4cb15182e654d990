"""What each combination of settings gives, of tables of which only what a setting decides is read again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import product
from typing import Any, TypeVar

from abm_sheets.language import catalogue
from abm_sheets.metrics.figures import Period, StatusLine
from abm_sheets.metrics.known import METRICS, QUANTITIES
from abm_sheets.metrics.metric import STAGES, Computed, Metrics, Quantity
from abm_sheets.metrics.moment import Moment, Prepared
from abm_sheets.metrics.status import statuses
from abm_sheets.metrics.values import Measure
from abm_sheets.tables.accounts import account_index
from abm_sheets.tables.costs import MarketingCostRow, SalesCostRow, read_costs
from abm_sheets.tables.model import Tables
from abm_sheets.tables.opportunities import read_opportunities
from abm_sheets.tables.reader import locate_inputs, read_tables
from abm_sheets.tables.reading import Reading
from abm_sheets.tables.regional import regional
from abm_sheets.tables.settings import Given, Settings, revised, value_of
from abm_sheets.workbook.interface import Snapshot

Axes = Mapping[str, Sequence[Any]]
"""The values to try of each setting, by its key."""

STAGNATING = "stagnating_accounts"
FIGURES = (*METRICS, STAGNATING)
"""What a simulation shows, in the order it is shown."""


@dataclass(frozen=True)
class Trial:
    """The figures of a date under some settings; `stagnating` counts the accounts that stagnate."""

    settings: Settings
    period: Period
    metrics: Metrics
    statuses: Sequence[StatusLine]
    stagnating: int

    def figure(self, name: str) -> Measure:
        """One of FIGURES, in units, with what it is a share of."""
        return Measure(self.stagnating) if name == STAGNATING else self.metrics.measure(name)

    @property
    def status(self) -> Mapping[str, str]:
        """The status of each metric against its target."""
        return {line.metric: line.status for line in self.statuses}


@dataclass(frozen=True)
class Simulation:
    """All that was tried: `trials` in the order of the axes, the last one turning fastest.

    `now` is the trial of the settings in force. `idle` are the settings that change no figure.
    """

    axes: Axes
    now: Trial
    trials: Sequence[Trial]
    idle: Sequence[str]


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
        """The figures of tables made ready; `read` distinguishes one content of the tables from another."""
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


def idle(axes: Axes, trial: Callable[[Given], Trial], present: Settings) -> list[str]:
    """The settings whose values all give the same figures, whatever the values of the others.

    A setting of which one value is tried is compared with its value in force.
    """
    return [key for key in axes if _is_idle(key, axes, trial, present)]


def _is_idle(key: str, axes: Axes, trial: Callable[[Given], Trial], present: Settings) -> bool:
    values = axes[key] if len(axes[key]) > 1 else [*axes[key], value_of(present, key)]
    others = {other: axes[other] for other in axes if other != key}
    return values[0] != values[-1] and all(
        len({_signature(trial(dict(zip(others, rest, strict=True)) | {key: value})) for value in values}) == 1
        for rest in product(*others.values())
    )


def _signature(trial: Trial) -> tuple[object, ...]:
    """All that is shown of a trial."""
    return (*map(trial.figure, FIGURES), *trial.status.values())


READ_BY = frozenset({"language", "locale", "time_zone"})
"""The settings that decide how every cell is read."""


def decides_reading(key: str) -> bool:
    """Whether a setting decides what is read rather than what is computed."""
    return key in READ_BY or key == "currency" or key.startswith("fx_")


def vary(snapshot: Snapshot, now: datetime, tables: Tables, given: Given) -> Tables:
    """The tables that a workbook would give with other settings typed in its settings tab.

    `tables` are those that `snapshot` gave at `now`. The issues of settings and of amounts are left as
    they are where not everything is read again.
    """
    if not READ_BY.isdisjoint(given):
        return read_tables(snapshot, now, given=given, units=tables.units)
    settings, present = revised(tables.settings, given), tables.settings
    varied = replace(tables, settings=settings)
    if (settings.currency, settings.rates) == (present.currency, present.rates):
        return varied
    return _with_amounts(snapshot, varied)


def _with_amounts(snapshot: Snapshot, tables: Tables) -> Tables:
    """The tables with their amounts in the currency and at the rates in force."""
    settings, index = tables.settings, account_index(tables.accounts)
    words, habits = catalogue(settings.language), regional(settings.locale)
    reading = Reading(words, habits, tables.today, locate_inputs(snapshot))
    return replace(
        tables,
        opportunities=read_opportunities(reading, index, tables.stages, settings),
        marketing_costs=read_costs(reading, index, MarketingCostRow, settings),
        sales_costs=read_costs(reading, index, SalesCostRow, settings),
    )
