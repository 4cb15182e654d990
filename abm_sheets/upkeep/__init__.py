"""Whether the sheet is in order: roles, set-up, starter workbooks, access, doctor."""
