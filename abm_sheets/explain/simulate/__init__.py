"""What the figures would be under other settings, before a team locks a rule; nothing is written."""

from abm_sheets.explain.simulate.trials import Axes, Bench, Simulation, Trial
from abm_sheets.explain.simulate.wanted import Wanted, axes_of, wanted

__all__ = ["Axes", "Bench", "Simulation", "Trial", "Wanted", "axes_of", "wanted"]
