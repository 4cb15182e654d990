"""The changes of a plan in words: what is done, to whom or where, and why."""

from __future__ import annotations

from collections.abc import Sequence

from abm_sheets.language import Catalogue
from abm_sheets.upkeep.access.plan import AccessPlan, Action, Fault, GrantChange, GuardChange, Why
from abm_sheets.upkeep.access.team import Guard
from abm_sheets.workbook.sharing import ROLES, Grant, SharedTab

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


def guard_title(tab: SharedTab, row: int | None, words: Catalogue) -> str:
    """What a protection is called: by its tab, and by the header where it is that of one."""
    return tab.title if row is None else words.text("access.header", title=tab.title)


def _grantee(change: GrantChange, words: Catalogue) -> str:
    """Whose access a change is about."""
    if change.member:
        return change.member.email
    return who_has(change.grant, words) if change.grant else ""


def who_has(grant: Grant, words: Catalogue) -> str:
    """Who has an access, be it a person, a domain, or whoever has the link."""
    if grant.kind == "anyone":
        return words.text("access.anyone")
    if grant.kind == "domain":
        return words.text("access.domain", domain=grant.domain)
    return grant.email or grant.name or words.text("access.nobody")


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
    return words.text("access.roles", roles=joined([words.word("role", role) for role in guard.roles]))


def joined(texts: Sequence[str]) -> str:
    """A list in one line."""
    return ", ".join(texts)


def _guard_reason(change: GuardChange, words: Catalogue) -> str:
    if change.fault is not Fault.EDITORS:
        return words.text(f"access.faults.{change.fault}")
    parts = (("lacking", change.lacking), ("extra", change.extra))
    return joined([words.text(f"access.faults.{name}", who=joined(who)) for name, who in parts if who])
