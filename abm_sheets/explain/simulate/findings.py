"""What a simulation tells: which figures change, which one most, and which settings change nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

from abm_sheets.explain.simulate.model import FIGURES, Axes, Simulation, Trial
from abm_sheets.metrics.known import METRICS, SHARED
from abm_sheets.tables.settings import Given, Settings, value_of


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
