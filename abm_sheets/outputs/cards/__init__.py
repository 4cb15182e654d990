"""The panel's cards, by what a person comes for."""

from __future__ import annotations

from abm_sheets.outputs.cards.account import account
from abm_sheets.outputs.cards.home import home, issues
from abm_sheets.outputs.cards.refreshes import status
from abm_sheets.outputs.cards.schedule import schedule
from abm_sheets.outputs.cards.welcome import (
    Offer,
    Reason,
    ask_permission,
    failure,
    not_allowed,
    not_served,
    offer_setup,
)

__all__ = [
    "Offer",
    "Reason",
    "account",
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
