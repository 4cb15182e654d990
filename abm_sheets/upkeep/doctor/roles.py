"""The checks of the team, of what its roles still ask for, and of accesses that they do not explain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from abm_sheets.errors.google import GoogleError
from abm_sheets.upkeep.access.drift import drift_issues
from abm_sheets.upkeep.access.plan import AccessPlan, Why
from abm_sheets.upkeep.doctor.facts import Content, Facts, Finding, Level
from abm_sheets.upkeep.doctor.tabs import KEYS
from abm_sheets.workbook.google.protection import our_protections

_OPEN = (Why.LINK, Why.DOMAIN)
"""Accesses that are nobody's in particular, which no team explains."""


def roles(facts: Facts, content: Content) -> Iterator[Finding]:
    """Whether people have roles, one of them is an admin, and accesses and protections follow."""
    title = content.words.title("team")
    if content.left_out:
        yield facts.finding("roles", Level.WARNING, "left_out", content.left_out, title=title)
    if not content.people:
        choices = ", ".join(content.words.words("role").values())
        yield facts.finding("roles", Level.WARNING, "no_team", title=title, choices=choices)
        return
    yield facts.finding("roles", Level.OK, "team", content.people)
    if isinstance(content.plan, AccessPlan):
        yield from _applied(facts, content, content.plan)


def _applied(facts: Facts, content: Content, plan: AccessPlan) -> Iterator[Finding]:
    if not plan.has_admin:
        words = content.words
        title, role = words.title("team"), words.word("role", "admin")
        yield facts.finding("roles", Level.WARNING, "no_admin", title=title, role=role)
    changes = len(plan.grants_to_do) + len(plan.guards_to_do)
    if changes:
        yield facts.finding("roles", Level.WARNING, "pending", changes)
    else:
        yield facts.finding("roles", Level.OK, "applied")


def drift(facts: Facts, content: Content) -> Iterator[Finding]:
    """Who has access, or may edit, beyond what the roles say."""
    if isinstance(content.plan, GoogleError):
        yield facts.failure("drift", Level.WARNING, content.plan)
        return
    issues = drift_issues(_told(content, content.plan), facts.words)
    for issue in issues:
        yield facts.finding("drift", Level.WARNING, "loose", who=issue.value, message=issue.message)
    if not issues:
        yield facts.finding("drift", Level.OK, "none")


def _told(content: Content, plan: AccessPlan) -> AccessPlan:
    """What of a plan may be drift: no protection has come loose where none was ever set."""
    if not content.people:
        return replace(plan, grants=[each for each in plan.grants if each.why in _OPEN], guards=())
    inputs = {content.located[key].tab.title for key in KEYS if key in content.located}
    set_before = any(our_protections(tab) for tab in content.present.tabs if tab.title in inputs)
    return plan if set_before else replace(plan, guards=())
