"""The panel's cards, one file for each thing that a person comes for."""

from __future__ import annotations

from abm_sheets.outputs.cards.home import home
from abm_sheets.outputs.cards.issues import issues
from abm_sheets.outputs.cards.refusals import Reason, failure, not_allowed, not_served
from abm_sheets.outputs.cards.schedule import schedule
from abm_sheets.outputs.cards.status import status
from abm_sheets.outputs.cards.welcome import Offer, ask_permission, offer_setup

__all__ = [
    "Offer",
    "Reason",
    "ask_permission",
    "failure",
    "home",
    "issues",
    "not_allowed",
    "not_served",
    "offer_setup",
    "schedule",
    "status",
]
