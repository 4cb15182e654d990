"""One output tab for other tools: its values as CSV or JSON, or the tab alone as an `.xlsx`."""

from abm_sheets.export.table.alone import save_alone
from abm_sheets.export.table.asked import tab_asked
from abm_sheets.export.table.formats import tab_csv, tab_json

__all__ = ["save_alone", "tab_asked", "tab_csv", "tab_json"]
