"""What has come loose since the roles were applied, as issues; a plan of less access is no drift."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

import pandas as pd

from abm_sheets.issues import RULES, Issue
from abm_sheets.language import Catalogue
from abm_sheets.tables.access_plan import AccessPlan, Action, Fault, GrantChange, GuardChange, Why, make_plan
from abm_sheets.tables.model import Tables
from abm_sheets.tables.reader import locate_inputs
from abm_sheets.tables.roles import desire
from abm_sheets.workbook.interface import Grant, SharedTab, Snapshot, person, rank

_STRANGE = (Why.STRANGER, Why.GROUP, Why.DOMAIN, Why.LINK)


def with_drift(tables: Tables, snapshot: Snapshot, outputs: Collection[str], words: Catalogue) -> Tables:
    """Tables with the issues of drift; `outputs` are the keys of the tabs that only the program writes."""
    return replace(tables, issues=[*tables.issues, *find_drift(snapshot, tables.team, outputs, words)])


def find_drift(
    snapshot: Snapshot, team: pd.DataFrame, outputs: Collection[str], words: Catalogue
) -> list[Issue]:
    """Who can do more than the team's roles say; nothing where roles were never applied."""
    sharing = snapshot.sharing
    if sharing is None or _lost_team(snapshot):
        return []
    if sharing.failure is not None:
        reason = sharing.failure.sentence(words.language)
        return [_issue("access_unchecked", None, words.text("issues.access_unchecked", reason=reason))]
    plan = make_plan(desire(snapshot, sharing, team, outputs), sharing)
    return drift_issues(plan, words)


def _lost_team(snapshot: Snapshot) -> bool:
    """Whether the team tab lost its header: that is an issue of its own, and makes nobody a stranger."""
    team = locate_inputs(snapshot).get("team")
    return team is not None and team.is_unreadable


def drift_issues(plan: AccessPlan, words: Catalogue) -> list[Issue]:
    """The issues of a plan: accesses first, then the protections."""
    grants = list(filter(_is_drift, plan.grants))
    noted = {who for each in grants for who in _people(each)}
    return [
        *(_grant_issue(each, words) for each in grants),
        *_tab_issues(plan.guards, words),
        *_editor_issues(plan.guards, noted, words),
    ]


def _is_drift(change: GrantChange) -> bool:
    """Whether somebody has an access that they should not have, or more of one."""
    if change.member is None:
        return change.why in _STRANGE
    return change.grant is not None and rank(change.grant.role) > rank(change.member.drive_role)


def _people(change: GrantChange) -> set[str]:
    return {person(each.email) for each in (change.member, change.grant) if each and each.email}


def _grant_issue(change: GrantChange, words: Catalogue) -> Issue:
    inherited = change.action is Action.IMPOSSIBLE
    if change.member:
        fact = words.text("drift.role", role=words.word("role", change.member.role))
        cure = "inherited" if inherited else "apply"
        return _issue("access_drift", change.member.email, _advice(fact, cure, words), change.member.row)
    fact = words.text(f"drift.{change.why}", title=words.title("team"))
    cure = "add_or_prune" if change.why is Why.STRANGER else "prune"
    value = who_has(change.grant or Grant("", "user", ""), words)
    return _issue("access_drift", value, _advice(fact, "inherited" if inherited else cure, words))


def _tab_issues(changes: Sequence[GuardChange], words: Catalogue) -> Iterator[Issue]:
    """One issue for a tab whose protection or whose header's is gone or loose.

    A refresh protects the output tabs by itself.
    """
    named = set()
    for change in changes:
        gone = change.fault is Fault.MISSING and change.guard and not change.guard.output
        loose = change.fault in {Fault.LOOSE, Fault.MOVED, Fault.LOCKED} and change.guard
        if change.tab.id not in named and (gone or loose):
            named.add(change.tab.id)
            fact = words.text("drift.missing" if gone else "drift.loose")
            cure = "locked" if change.fault is Fault.LOCKED else "apply"
            yield _issue("access_drift", change.tab.title, _advice(fact, cure, words))


def _editor_issues(changes: Sequence[GuardChange], noted: set[str], words: Catalogue) -> Iterator[Issue]:
    """One issue for each person let in by protections, with where; those noted already are left out."""
    places: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for change in changes:
        for email in change.extra if change.fault is Fault.EDITORS else ():
            row = change.guard.row if change.guard else None
            places.setdefault(person(email), []).append(guard_title(change.tab, row, words))
            names.setdefault(person(email), email)
    for who, titles in places.items():
        if who not in noted:
            fact = words.text("drift.editors", titles=", ".join(titles))
            yield _issue("access_drift", names[who], _advice(fact, "apply", words))


def _advice(fact: str, cure: str, words: Catalogue) -> str:
    return words.text("issues.access_drift", fact=fact, cure=words.text(f"drift.cures.{cure}"))


def _issue(rule: str, value: str | None, message: str, row: int | None = None) -> Issue:
    column = "email" if row is not None else None
    severity = RULES[rule]
    return Issue(
        rule=rule, severity=severity, tab="team", row=row, column=column, value=value, message=message
    )


def guard_title(tab: SharedTab, row: int | None, words: Catalogue) -> str:
    """What a protection is called: by its tab, and by the header where it is that of one."""
    return tab.title if row is None else words.text("access.header", title=tab.title)


def who_has(grant: Grant, words: Catalogue) -> str:
    """Who has an access, be it a person, a domain, or whoever has the link."""
    if grant.kind == "anyone":
        return words.text("access.anyone")
    if grant.kind == "domain":
        return words.text("access.domain", domain=grant.domain)
    return grant.email or grant.name or words.text("access.nobody")
