"""Who asks what they may do with a spreadsheet, and the three answers that there are."""

from __future__ import annotations

from abm_sheets.service.callers import Person
from abm_sheets.service.rights import Right, Rights

UNKNOWN = "1" + "a" * 43
"""The id of no file."""

HEADER = "email | name | role\n"
"""The header of a team tab."""

EVERYTHING = (True, True, True)
REFRESH = (True, False, False)
LOOK = (False, False, False)


def ask(rights: Rights, email: str, spreadsheet_id: str) -> Right:
    """What somebody may do, with their own token."""
    return rights.of(Person(f"id of {email}", email), f"user:{email}", spreadsheet_id)


def allowed(right: Right) -> tuple[bool, bool, bool]:
    """Whether it lets refresh, administer and share."""
    return right.may_refresh, right.may_administer, right.may_share
