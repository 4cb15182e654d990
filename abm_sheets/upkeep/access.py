"""Accesses and protections changed as the roles ask: each change in words, and one made after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from abm_sheets.errors import EmptyTeamError
from abm_sheets.errors.google import GoogleError, SharingRefusedError
from abm_sheets.issues import Issue
from abm_sheets.language import Catalogue, catalogue
from abm_sheets.outputs.tabs import TABS
from abm_sheets.tables.access_plan import AccessPlan, Action, Fault, GrantChange, GuardChange, Why, make_plan
from abm_sheets.tables.drift import guard_title, who_has
from abm_sheets.tables.header import HEADER_ROWS
from abm_sheets.tables.reader import read_people
from abm_sheets.tables.roles import Guard, desire
from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.google.drive import add_grant, change_grant, remove_grant
from abm_sheets.workbook.google.protection import (
    add_protection,
    change_protection,
    protected_range,
    remove_protection,
)
from abm_sheets.workbook.interface import ROLES, Snapshot, person

PlanLine = tuple[str, str, str, str]
"""What is done, to whom or where, what it gives, and why."""


def plan_lines(plan: AccessPlan, words: Catalogue) -> list[PlanLine]:
    """The lines of a plan: the accesses, then the protections."""
    changes: list[GrantChange | GuardChange] = [*plan.grants, *plan.guards]
    return [change_line(change, words) for change in changes]


def change_line(change: GrantChange | GuardChange, words: Catalogue) -> PlanLine:
    """One line of a plan."""
    action = words.text(f"access.actions.{change.action}")
    if isinstance(change, GrantChange):
        return (action, _grantee(change, words), _roles(change, words), _grant_reason(change, words))
    return (action, _place(change, words), _may_edit(change, words), _guard_reason(change, words))


def _grantee(change: GrantChange, words: Catalogue) -> str:
    """Whose access a change is about."""
    if change.member:
        return change.member.email
    return who_has(change.grant, words) if change.grant else ""


def drive_role(role: str, words: Catalogue) -> str:
    """A role on the file as Google calls it in each language; one we do not know is left as it is."""
    return words.text(f"access.drive_roles.{role}") if role in ROLES else role


def _roles(change: GrantChange, words: Catalogue) -> str:
    now = drive_role(change.grant.role, words) if change.grant else ""
    wanted = drive_role(change.member.drive_role, words) if change.member else ""
    return " → ".join(filter(None, (now, wanted)))


def _grant_reason(change: GrantChange, words: Catalogue) -> str:
    reason = (
        words.text("access.whys.role", role=words.word("role", change.member.role))
        if change.member
        else words.text(f"access.whys.{change.why}", title=words.title("team"))
    )
    if change.action is Action.IMPOSSIBLE:
        return f"{reason}{words.text('access.inherited')}"
    if change.action is Action.LEAVE and change.why is not Why.UNREAD:
        return f"{reason}{words.text('access.prune')}"
    return reason


def _place(change: GuardChange, words: Catalogue) -> str:
    row = change.guard.row if change.guard else None
    return guard_title(change.tab, row, words)


def _may_edit(change: GuardChange, words: Catalogue) -> str:
    return _guard_roles(change.guard, words) if change.guard else ""


def _guard_roles(guard: Guard, words: Catalogue) -> str:
    """Who may edit what a guard protects, by their roles."""
    if guard.output:
        return words.text("access.program_only")
    return words.text("access.roles", roles=", ".join([words.word("role", role) for role in guard.roles]))


def _guard_reason(change: GuardChange, words: Catalogue) -> str:
    if change.fault is not Fault.EDITORS:
        return words.text(f"access.faults.{change.fault}")
    parts = (("lacking", change.lacking), ("extra", change.extra))
    return ", ".join([words.text(f"access.faults.{name}", who=", ".join(who)) for name, who in parts if who])


WHOLE = ("team", "settings")
"""The tabs that say who is of the team, and in which language to say it."""

Json = dict[str, Any]


class SharedWorkbook(Protocol):
    """A workbook that can say who may do what with it."""

    def read_sharing(self, whole: Sequence[str], rows: int) -> Snapshot:
        """Read who may do what: a few tabs whole, the first rows of the others that people fill."""


@dataclass(frozen=True)
class Examined:
    """The plan, the faults of the team tab, and the words that name them."""

    plan: AccessPlan
    issues: Sequence[Issue]
    words: Catalogue


def examine_access(workbook: SharedWorkbook, language: str | None = None, *, prune: bool = False) -> Examined:
    """Read a spreadsheet and plan its accesses and protections; only with `prune` is any access removed.

    Raises:
        EmptyTeamError: the team tab is missing or holds nobody, so that everybody would be a stranger.
        GoogleError: the spreadsheet, or who has access to it, cannot be read.

    """
    snapshot = workbook.read_sharing(WHOLE, HEADER_ROWS)
    people = read_people(snapshot, language)
    if snapshot.sharing is None or people.team.empty:
        raise EmptyTeamError
    plan = make_plan(desire(snapshot, snapshot.sharing, people.team, TABS), snapshot.sharing, prune=prune)
    return Examined(plan, people.issues, catalogue(people.language))


@dataclass(frozen=True)
class Applied:
    """Changes made together, or the failure that kept them from being made."""

    changes: Sequence[GrantChange | GuardChange]
    failure: GoogleError | None = None


def apply_plan(plan: AccessPlan, client: GoogleClient, file_id: str, words: Catalogue) -> Iterator[Applied]:
    """Carry out a plan step by step: accesses first, for who edits a protected range must edit the file.

    A person with whom Google refuses to share is passed over, and is no editor of the protections
    then; any other failure is the last step. `words` names the protections in the spreadsheet.
    """
    refused: set[str] = set()
    groups = set(plan.groups)
    for change in plan.grants_to_do:
        try:
            groups |= _grant(change, client, file_id)
        except SharingRefusedError as failure:
            refused |= {person(change.member.email)} if change.member else set()
            yield Applied([change], failure)
        except GoogleError as failure:
            yield Applied([change], failure)
            return
        else:
            yield Applied([change])
    if plan.guards_to_do:
        editors = _Editors(refused, groups)
        requests = [request for each in plan.guards_to_do for request in _requests(each, editors, words)]
        yield _protect(plan.guards_to_do, requests, client, file_id)


def _grant(change: GrantChange, client: GoogleClient, file_id: str) -> set[str]:
    """Change one access; the person, where it turns out to be a group."""
    if change.member and change.action is Action.ADD:
        added = add_grant(client, file_id, change.member.email, change.member.drive_role)
        return {person(change.member.email)} if added.kind == "group" else set()
    if change.member and change.grant:
        change_grant(client, file_id, change.grant, change.member.drive_role)
    elif change.grant:
        remove_grant(client, file_id, change.grant)
    return set()


@dataclass(frozen=True)
class _Editors:
    """Who cannot be an editor for want of access, and who is a group."""

    refused: set[str]
    groups: set[str]

    def split(self, emails: Sequence[str]) -> tuple[list[str], list[str]]:
        """The people and the groups of some addresses."""
        kept = [email for email in emails if person(email) not in self.refused]
        groups = [email for email in kept if person(email) in self.groups]
        return [email for email in kept if email not in groups], groups


def _requests(change: GuardChange, editors: _Editors, words: Catalogue) -> Iterator[Json]:
    guard, protection = change.guard, change.protection
    if guard:
        title = guard_title(guard.tab, guard.row, words)
        wanted = protected_range(guard.tab.id, guard.row, title, *editors.split(guard.editors))
        yield change_protection(protection, wanted) if protection else add_protection(wanted)
    elif protection:
        yield remove_protection(protection)


def _protect(
    changes: Sequence[GuardChange], requests: Sequence[Json], client: GoogleClient, file_id: str
) -> Applied:
    """Change all the protections in one request, which Google carries out whole or not at all."""
    path = f"/v4/spreadsheets/{file_id}:batchUpdate"
    try:
        client.fetch("POST", path, body={"requests": requests}, params={"fields": "spreadsheetId"})
    except GoogleError as failure:
        return Applied(changes, failure)
    return Applied(changes)
