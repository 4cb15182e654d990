"""What is to be done: what the roles ask for, less what is there already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from abm_sheets.upkeep.access.desired import Desired, Member
from abm_sheets.upkeep.access.guards import GuardChange, guard_changes
from abm_sheets.upkeep.access.steps import Action
from abm_sheets.workbook.sharing import Grant, Sharing, person, rank


class Why(StrEnum):
    """Why an access is in the plan: a member's role, or how it comes to be nobody's of the team."""

    ROLE = "role"
    STRANGER = "stranger"
    GROUP = "group"
    DOMAIN = "domain"
    LINK = "link"
    UNREAD = "unread"
    DELETED = "deleted"


_OTHERS = {"anyone": Why.LINK, "domain": Why.DOMAIN, "group": Why.GROUP}


@dataclass(frozen=True)
class GrantChange:
    """One access to add, change or remove, that of a `member` or another `grant`.

    One that comes from a folder or a shared drive is impossible to change here.
    """

    action: Action
    why: Why
    member: Member | None = None
    grant: Grant | None = None


@dataclass(frozen=True)
class Plan:
    """The accesses and the protections to change, with those to leave alone that deserve a word.

    `settled` counts what is as it should be; `groups` are the addresses that stand for several people.
    """

    grants: Sequence[GrantChange]
    guards: Sequence[GuardChange]
    settled: int
    has_admin: bool
    groups: frozenset[str] = frozenset()

    @property
    def grants_to_do(self) -> list[GrantChange]:
        """The accesses to change: those added first, those removed last."""
        return [each for action in _ORDER for each in self.grants if each.action is action]

    @property
    def guards_to_do(self) -> list[GuardChange]:
        """The protections to change."""
        return [each for each in self.guards if each.action in _ORDER]

    @property
    def is_done(self) -> bool:
        """Whether there is nothing to do."""
        return not self.grants_to_do and not self.guards_to_do


_ORDER = (Action.ADD, Action.CHANGE, Action.REMOVE)


def make_plan(desired: Desired, sharing: Sharing, *, prune: bool = False) -> Plan:
    """Compare what the roles ask for with what is there; only with `prune` is any access removed.

    The owner, who was asked to become it, and our own account are left alone.
    """
    owners = {grant.person for grant in sharing.grants if grant.person and _owns(grant)}
    untouched = frozenset({*owners, person(sharing.account)})
    grants = [
        *_member_changes(desired, sharing, untouched),
        *_other_changes(desired, sharing, untouched, prune=prune),
    ]
    guards = list(guard_changes(desired.guards, sharing.tabs, frozenset(owners)))
    asked = len(desired.members.keys() | untouched) + len(desired.guards)
    changing = sum(each.member is not None for each in grants) + sum(
        each.guard is not None for each in guards
    )
    groups = frozenset(grant.person for grant in sharing.grants if grant.kind == "group" and grant.person)
    return Plan(grants, guards, asked - changing, desired.has_admin, groups)


def _owns(grant: Grant) -> bool:
    return grant.role == "owner" or grant.pending


def _member_changes(desired: Desired, sharing: Sharing, untouched: frozenset[str]) -> Iterator[GrantChange]:
    held = {grant.person: grant for grant in sharing.grants if grant.person}
    for key, member in desired.members.items():
        grant = held.get(key)
        if key not in untouched and (grant is None or grant.role != member.drive_role):
            yield GrantChange(_action(member, grant), Why.ROLE, member, grant)


def _action(member: Member, grant: Grant | None) -> Action:
    """What gives a member another role: what is inherited can only be added to."""
    if grant is None or not grant.direct:
        inherits_more = grant is not None and rank(grant.role) > rank(member.drive_role)
        return Action.IMPOSSIBLE if inherits_more else Action.ADD
    inherits_more = grant.inherited is not None and rank(grant.inherited) > rank(member.drive_role)
    return Action.IMPOSSIBLE if inherits_more else Action.CHANGE


def _other_changes(
    desired: Desired, sharing: Sharing, untouched: frozenset[str], *, prune: bool
) -> Iterator[GrantChange]:
    known = desired.members.keys() | untouched
    for grant in sharing.grants:
        if grant.person in known or _owns(grant):
            continue
        why = _why(grant, desired)
        if why is Why.DELETED and not prune:
            continue
        yield GrantChange(_other_action(grant, why, prune=prune), why, grant=grant)


def _why(grant: Grant, desired: Desired) -> Why:
    if grant.deleted:
        return Why.DELETED
    if grant.person in desired.named:
        return Why.UNREAD
    return _OTHERS.get(grant.kind, Why.STRANGER)


def _other_action(grant: Grant, why: Why, *, prune: bool) -> Action:
    if not grant.direct:
        return Action.IMPOSSIBLE
    # Somebody whose row has a slip is of the team, whatever it says.
    return Action.REMOVE if prune and why is not Why.UNREAD else Action.LEAVE
