"""Who has access and who may type where: what the team's roles ask for, less what is there already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from abm_sheets.tables.roles import Desired, Guard, Member
from abm_sheets.workbook.interface import Grant, Protection, SharedTab, Sharing, person, rank


class Fault(StrEnum):
    """What is wrong with a protection of ours."""

    MISSING = "missing"
    LOCKED = "locked"
    LOOSE = "loose"
    MOVED = "moved"
    EDITORS = "editors"
    SURPLUS = "surplus"


@dataclass(frozen=True)
class GuardChange:
    """One protection to add, change or remove: the `guard` that should be, the `protection` that is.

    `extra` and `lacking` are the editors that it has and should not, and those that it should have.
    """

    action: Action
    fault: Fault
    tab: SharedTab
    guard: Guard | None = None
    protection: Protection | None = None
    extra: Sequence[str] = ()
    lacking: Sequence[str] = ()


def guard_changes(
    guards: Sequence[Guard], tabs: Sequence[SharedTab], owners: frozenset[str]
) -> Iterator[GuardChange]:
    """What makes the protections those that should be; Google lets the owners edit everything."""
    for tab in tabs:
        wanted = [guard for guard in guards if guard.tab is tab]
        if wanted:
            yield from _on_tab(tab, wanted, owners)
        elif tab.copy:
            # Somebody's copy of a tab of ours is theirs to edit.
            yield from (_surplus(tab, each) for each in tab.protections)


def _on_tab(tab: SharedTab, guards: Sequence[Guard], owners: frozenset[str]) -> Iterator[GuardChange]:
    for whole in (True, False):
        there = [each for each in tab.protections if each.whole is whole]
        guard = next((each for each in guards if (each.row is None) is whole), None)
        # Without a header to be seen, the protection of the row where it was stays.
        if guard is None:
            continue
        found = [_compare(guard, each, owners) for each in there]
        best = next((at for at, change in enumerate(found) if change is None), 0)
        first = found[best] if found else GuardChange(Action.ADD, Fault.MISSING, tab, guard)
        if first is not None:
            yield first
        yield from (_surplus(tab, each) for at, each in enumerate(there) if at != best)


def _surplus(tab: SharedTab, protection: Protection) -> GuardChange:
    action = Action.REMOVE if protection.ours_to_change else Action.IMPOSSIBLE
    return GuardChange(action, Fault.SURPLUS, tab, protection=protection)


def _compare(guard: Guard, protection: Protection, owners: frozenset[str]) -> GuardChange | None:
    """What makes a protection the one that should be, None where it is."""
    wanted = {person(email): email for email in guard.editors}
    there = {person(email): email for email in protection.editors}
    extra = [email for key, email in there.items() if key not in wanted and key not in owners]
    lacking = [email for key, email in wanted.items() if key not in there and key not in owners]
    faults = (
        (Fault.LOOSE, not protection.strict),
        (Fault.MOVED, protection.row != guard.row),
        (Fault.EDITORS, bool(extra or lacking)),
    )
    if not protection.ours_to_change:
        # Whom it lets in is hidden from us.
        return GuardChange(Action.IMPOSSIBLE, Fault.LOCKED, guard.tab, guard, protection)
    found = (fault for fault, holds in faults if holds)
    changes = (
        GuardChange(Action.CHANGE, each, guard.tab, guard, protection, extra, lacking) for each in found
    )
    return next(changes, None)


class Action(StrEnum):
    """What is done: the last two change nothing, for want of `--prune` or because Google does not let us."""

    ADD = "add"
    CHANGE = "change"
    REMOVE = "remove"
    LEAVE = "leave"
    IMPOSSIBLE = "impossible"


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
class AccessPlan:
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


def make_plan(desired: Desired, sharing: Sharing, *, prune: bool = False) -> AccessPlan:
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
    return AccessPlan(grants, guards, asked - changing, desired.has_admin, groups)


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
