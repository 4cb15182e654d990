"""Who may do what, as data: the one table of roles, and the accesses and protections that a team gets."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from abm_sheets.tables.locate import Located
from abm_sheets.tables.reader import locate_inputs
from abm_sheets.tables.rows import as_text
from abm_sheets.workbook.interface import SharedTab, Sharing, Snapshot, person

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


@dataclass(frozen=True)
class Member:
    """Somebody of the team: the row, the address as typed, and the role (its key)."""

    row: int
    email: str
    role: str

    @property
    def drive_role(self) -> str:
        """What the person should be to the file."""
        return DRIVE_ROLES[self.role]


@dataclass(frozen=True)
class Guard:
    """A protection that should be: of a whole tab, or of its header's row (from 0).

    `roles` may edit it, which are the `editors` by their addresses, our own account's included.
    """

    tab: SharedTab
    roles: Sequence[str]
    editors: Sequence[str]
    row: int | None = None
    output: bool = False


@dataclass(frozen=True)
class Desired:
    """The members by person, everybody named in the team tab (members or not), and the guards."""

    members: Mapping[str, Member]
    named: frozenset[str]
    guards: Sequence[Guard]

    @property
    def has_admin(self) -> bool:
        """Whether somebody may change the settings, the owner aside."""
        return any(member.role == ADMIN for member in self.members.values())


def desire(snapshot: Snapshot, sharing: Sharing, team: pd.DataFrame, outputs: Collection[str]) -> Desired:
    """What a workbook's team asks for on the tabs that it has; of two rows for a person the first counts.

    `outputs` are the keys of the tabs that only the program writes.
    """
    members: dict[str, Member] = {}
    for row, email, role in zip(team["row"], team["email"], team["role"], strict=True):
        members.setdefault(person(email), Member(int(row), email, role))
    located = locate_inputs(snapshot)
    people = _Editors(sharing.account, list(members.values()))
    inputs = _input_guards(snapshot, sharing, located, people)
    guards = [*inputs, *_output_guards(sharing, people, outputs)]
    return Desired(members, _named(located.get("team")) | set(members), guards)


@dataclass(frozen=True)
class _Editors:
    account: str
    members: Sequence[Member]

    def of(self, roles: Sequence[str]) -> list[str]:
        """The addresses of who has one of the roles, and our own account's."""
        return [*(member.email for member in self.members if member.role in roles), self.account]


def _named(located: Located | None) -> frozenset[str]:
    """Whose addresses the team tab holds, on rows that cannot be read too."""
    if located is None or "email" not in located.header.positions:
        return frozenset()
    return frozenset(person(as_text(cell)) for cell in located.cells("email"))


def _input_guards(
    snapshot: Snapshot, sharing: Sharing, located: Mapping[str, Located], people: _Editors
) -> Iterator[Guard]:
    for key, roles in EDITORS.items():
        found = located.get(key)
        if found is None:
            continue
        pairs = zip(snapshot.tabs, sharing.tabs, strict=True)
        shared = next(shared for tab, shared in pairs if tab is found.tab)
        yield Guard(shared, roles, people.of(roles))
        # A tab without any header of ours has no row to protect.
        if found.header.is_there:
            yield Guard(shared, HEADER_EDITORS, people.of(HEADER_EDITORS), found.header.row)


def _output_guards(sharing: Sharing, people: _Editors, outputs: Collection[str]) -> Iterator[Guard]:
    """Those of the tabs that we marked: a tab that only bears one of our titles is the people's own."""
    for tab in sharing.tabs:
        if tab.identity in outputs and not tab.copy:
            yield Guard(tab, (), people.of(()), output=True)
