"""One output tab for other tools: its values as CSV or JSON, or the tab alone as an `.xlsx`."""

from abm_sheets.outputs.files.table.alone import save_alone
from abm_sheets.outputs.files.table.asked import tab_asked
from abm_sheets.outputs.files.table.formats import tab_csv, tab_json

__all__ = ["save_alone", "tab_asked", "tab_csv", "tab_json"]
