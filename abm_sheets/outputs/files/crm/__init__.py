"""What a CRM should know of each account, as the file that it imports."""

from abm_sheets.outputs.files.crm.layouts import Crm
from abm_sheets.outputs.files.crm.rows import crm_file, remarks

__all__ = ["Crm", "crm_file", "remarks"]
