"""Five shared account-based metrics, computed from one sheet that marketing and sales fill together."""

__version__ = "0.1.0"

from abm_sheets.refresh import refresh
from abm_sheets.report import Report
from abm_sheets.workbook.opener import open_workbook

__all__ = ["Report", "__version__", "open_workbook", "refresh"]
