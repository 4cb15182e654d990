"""Cells to validated frames, and an issue for each cell that fails."""

from abm_sheets.tables.model import Tables
from abm_sheets.tables.reader import INPUT_TABS, read_tables

__all__ = ["INPUT_TABS", "Tables", "read_tables"]
