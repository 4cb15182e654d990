"""Rows from other tools: read, accepted or rejected with the reason, and added to the tabs people fill."""

from abm_sheets.intake.accepting import AcceptedRow, RejectedRow, accept
from abm_sheets.intake.feeding import append
from abm_sheets.intake.identity import event_key
from abm_sheets.intake.payload import read_payload
from abm_sheets.intake.target import FED_TABS

__all__ = ["FED_TABS", "AcceptedRow", "RejectedRow", "accept", "append", "event_key", "read_payload"]
