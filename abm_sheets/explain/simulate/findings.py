"""What of a simulation is worth a sentence, and all of it as the object that `simulate --json` prints."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pydantic import BaseModel, ConfigDict

from abm_sheets.explain.simulate.trials import FIGURES, Simulation, Trial
from abm_sheets.metrics.influence_rate import INFLUENCE_RATE
from abm_sheets.metrics.known import METRICS, SHARED
from abm_sheets.metrics.velocity import VELOCITY
from abm_sheets.report import Influence, Metrics, Period, Status, Velocity
from abm_sheets.story.summary import influence_of, metrics_of, velocity_of
from abm_sheets.tables.settings import value_of


def changing(simulation: Simulation) -> Sequence[str]:
    """The figures that some combination changes."""
    trials = (simulation.now, *simulation.trials)
    return [name for name in FIGURES if len({trial.figure(name) for trial in trials}) > 1]


def status_changing(simulation: Simulation) -> Sequence[str]:
    """The metrics whose status some combination changes."""
    trials = (simulation.now, *simulation.trials)
    return [metric for metric in METRICS if len({trial.status[metric] for trial in trials}) > 1]


def most_changing(simulation: Simulation) -> str | None:
    """The shared metric that varies most from one combination to another; another figure if none does."""
    for names in (SHARED, FIGURES):
        spreads = {name: _spread([trial.figure(name).value for trial in simulation.trials]) for name in names}
        widest = max(spreads, key=lambda name: spreads[name])
        if spreads[widest]:
            return widest
    return None


def _spread(values: Sequence[float | None]) -> float:
    """How far apart values are, as a share of the largest; having one or none is as far as can be."""
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return float(bool(known))
    low, high = min(known), max(known)
    return (high - low) / max(abs(low), abs(high)) if high > low else 0.0


Value = int | float | str | None


class _Published(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Combination(_Published):
    """The figures under some settings; `in_force` when they are those of the settings tab.

    `metrics`, `velocity`, `influence` and `status` are those of the report.
    """

    settings: dict[str, Value]
    in_force: bool
    as_of: date
    period: Period
    currency: str
    metrics: Metrics
    velocity: Velocity
    influence: Influence
    status: dict[str, Status]
    stagnating_accounts: int


class Document(_Published):
    """What was tried, what today's rule gives, and what each combination gives.

    `changing` are the figures that some combination changes, `idle` the settings that change none.
    """

    settings: dict[str, list[Value]]
    now: Combination
    combinations: list[Combination]
    changing: list[str]
    idle: list[str]


def document(simulation: Simulation) -> Document:
    """Everything that a simulation found."""
    keys = list(simulation.axes)
    return Document(
        settings={key: list(values) for key, values in simulation.axes.items()},
        now=_combination(simulation.now, keys, simulation),
        combinations=[_combination(trial, keys, simulation) for trial in simulation.trials],
        changing=list(changing(simulation)),
        idle=list(simulation.idle),
    )


def _combination(trial: Trial, keys: Sequence[str], simulation: Simulation) -> Combination:
    return Combination(
        settings={key: value_of(trial.settings, key) for key in keys},
        in_force=trial.settings == simulation.now.settings,
        as_of=trial.period.end,
        period=Period(start=trial.period.start, end=trial.period.end),
        currency=trial.settings.currency,
        metrics=metrics_of(trial.metrics),
        velocity=velocity_of(trial.metrics[VELOCITY]),
        influence=influence_of(trial.metrics[INFLUENCE_RATE]),
        status=dict(trial.status),
        stagnating_accounts=trial.stagnating,
    )
