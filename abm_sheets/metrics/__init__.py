"""Tables and a date to numbers: pure functions, one file per metric."""

from abm_sheets.metrics.compute import Figures, compute
from abm_sheets.metrics.known import UNITS

__all__ = ["UNITS", "Figures", "compute"]
