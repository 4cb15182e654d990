"""Rows from other tools: read, accepted or rejected with the reason, and added to the tabs people fill."""

from abm_sheets.intake.append import FED_TABS, append
from abm_sheets.intake.webhook import AcceptedRow, RejectedRow, accept, event_key, read_payload

__all__ = ["FED_TABS", "AcceptedRow", "RejectedRow", "accept", "append", "event_key", "read_payload"]
