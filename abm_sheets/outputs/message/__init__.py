"""The Monday message: what a week brought, for a team, in plain text."""

from __future__ import annotations

from abm_sheets.outputs.message.composing import ROLES, Channel, Message, Role, compose

__all__ = ["ROLES", "Channel", "Message", "Role", "compose"]
