"""The Monday message: what a week brought, told to a team in plain text."""

from __future__ import annotations

from abm_sheets.outputs.message.composing import compose
from abm_sheets.outputs.message.model import ROLES, Channel, Message, Role

__all__ = ["ROLES", "Channel", "Message", "Role", "compose"]
