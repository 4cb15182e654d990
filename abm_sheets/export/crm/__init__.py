"""What a CRM should know of each account, as the file that it imports."""

from abm_sheets.export.crm.layouts import Crm
from abm_sheets.export.crm.rows import crm_file, remarks

__all__ = ["Crm", "crm_file", "remarks"]
