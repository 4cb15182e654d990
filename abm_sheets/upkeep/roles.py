"""Who may do what in the workbook, as data: the one table of roles."""

from __future__ import annotations

from collections.abc import Mapping

DRIVE_ROLES: Mapping[str, str] = {
    "marketing": "writer",
    "sales": "writer",
    "leadership": "reader",
    "admin": "writer",
}
"""The role of the team, with what it is to the file."""

ADMIN = "admin"
"""The role that sets the workbook up and says how its numbers are computed."""

REFRESHERS = frozenset(role for role, drive_role in DRIVE_ROLES.items() if drive_role == "writer")
"""The roles that may ask for a refresh: whoever may type."""

_BOTH = ("marketing", "sales", ADMIN)
_ADMIN = (ADMIN,)

EDITORS: Mapping[str, tuple[str, ...]] = {
    "accounts": _BOTH,
    "interactions": _BOTH,
    "opportunities": ("sales", ADMIN),
    "marketing_costs": ("marketing", ADMIN),
    "sales_costs": ("sales", ADMIN),
    "targets": _BOTH,
    "actions": _BOTH,
    "workshop": _BOTH,
    "interaction_types": _ADMIN,
    "stages": _ADMIN,
    "settings": _ADMIN,
    "team": _ADMIN,
}
"""The tabs that people fill, in order, with the roles that edit each; the other roles read it."""

HEADER_EDITORS = _ADMIN
"""The roles that change the header rows."""
