"""A simulation as plain values: what was tried, and the figures that each combination gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from abm_sheets.metrics.figures import Period, StatusLine
from abm_sheets.metrics.known import METRICS
from abm_sheets.metrics.metric import Metrics
from abm_sheets.metrics.values import Parts
from abm_sheets.tables.settings import Settings

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

    def figure(self, name: str) -> Parts:
        """One of FIGURES, in units, with what it is a share of."""
        return Parts(self.stagnating) if name == STAGNATING else self.metrics.parts(name)

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
