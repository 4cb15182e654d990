"""Tables and a date to numbers: pure functions, one file per metric."""

from abm_sheets.metrics.compute import compute
from abm_sheets.metrics.figures import Figures

__all__ = ["Figures", "compute"]
