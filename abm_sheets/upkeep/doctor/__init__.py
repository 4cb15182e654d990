"""What is wrong with a spreadsheet, or a file, and what to do next: the checks in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from abm_sheets.errors import WorkbookError
from abm_sheets.errors.google import GoogleError
from abm_sheets.language import catalogue
from abm_sheets.tables.access_plan import AccessPlan, Why
from abm_sheets.tables.drift import drift_issues
from abm_sheets.tables.locate import workbook_language
from abm_sheets.tables.reader import locate_inputs
from abm_sheets.upkeep.doctor import spreadsheet
from abm_sheets.upkeep.doctor.facts import Content, Facts, Finding, Inputs, Level, known, play
from abm_sheets.upkeep.doctor.spreadsheet import region, size
from abm_sheets.upkeep.doctor.tabs import KEYS, columns, outputs, refresh, tabs, twins
from abm_sheets.workbook.excel import ExcelWorkbook
from abm_sheets.workbook.google.protection import our_protections
from abm_sheets.workbook.memory import MemoryWorkbook

_OPEN = (Why.LINK, Why.DOMAIN)
"""Accesses that are nobody's in particular, which no team explains."""

Look = Callable[[Facts], Iterator[Finding] | None]
"""Looks at the facts; None where those that it needs are not there."""

_GRAVITY = (Level.ERROR, Level.WARNING, Level.SKIPPED, Level.OK)


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
    issues = drift_issues(_possible_drift(content, content.plan), facts.words)
    for issue in issues:
        yield facts.finding("drift", Level.WARNING, "loose", who=issue.value, message=issue.message)
    if not issues:
        yield facts.finding("drift", Level.OK, "none")


def _possible_drift(content: Content, plan: AccessPlan) -> AccessPlan:
    """What of a plan may be drift: no protection has come loose where none was ever set."""
    if not content.people:
        return replace(plan, grants=[each for each in plan.grants if each.why in _OPEN], guards=())
    inputs = {content.located[key].tab.title for key in KEYS if key in content.located}
    set_before = any(our_protections(tab) for tab in content.present.tabs if tab.title in inputs)
    return plan if set_before else replace(plan, guards=())


@dataclass(frozen=True)
class Check:
    """A check by its name, which the catalogues know."""

    name: str
    look: Look


def _when(ready: Callable[[Facts], bool], look: Callable[[Facts], Iterator[Finding]]) -> Look:
    return lambda facts: look(facts) if ready(facts) else None


def _inside(look: Callable[[Facts, Content], Iterator[Finding] | None]) -> Look:
    def run(facts: Facts) -> Iterator[Finding] | None:
        content = known(facts.content, Content)
        return look(facts, content) if content else None

    return run


def _tabs(facts: Facts) -> Iterator[Finding] | None:
    """The first check that needs the tabs' cells says so where they could not be read."""
    if isinstance(facts.content, GoogleError):
        return iter([facts.failure("tabs", Level.ERROR, facts.content)])
    return _inside(tabs)(facts)


CHECKS: tuple[Check, ...] = (
    Check("credentials", spreadsheet.credentials),
    Check("sheets_api", _when(spreadsheet.signed_in, spreadsheet.sheets_api)),
    Check("drive_api", _when(spreadsheet.signed_in, spreadsheet.drive_api)),
    Check("sharing", _when(spreadsheet.reached, spreadsheet.sharing)),
    Check("kind", _when(spreadsheet.described, spreadsheet.kind)),
    Check("tabs", _tabs),
    Check("columns", _inside(columns)),
    Check("refresh", _inside(refresh)),
    Check("roles", _inside(roles)),
    Check("drift", _inside(drift)),
    Check("outputs", _inside(outputs)),
    Check("twins", _inside(twins)),
    Check("size", _inside(size)),
    Check("region", _inside(region)),
)
"""The checks, each under its name."""


def examine(facts: Facts) -> list[Finding]:
    """Run every check; one whose facts are missing is skipped, and says for which other."""
    findings: list[Finding] = []
    for check in CHECKS:
        found = check.look(facts)
        findings += [_skipped(check, facts, findings)] if found is None else list(found)
    return findings


def _skipped(check: Check, facts: Facts, before: Sequence[Finding]) -> Finding:
    """A check that could not run: because of the first of the gravest findings before it."""
    cause = min(before, key=lambda each: _GRAVITY.index(each.level))
    label = facts.words.text(f"doctor.{cause.check}.label")
    return Finding(check.name, Level.SKIPPED, facts.words.text("doctor.skipped", check=label))


def examine_file(path: Path, language: str | None, spoken: str) -> tuple[Facts, list[Finding]]:
    """What is wrong with an `.xlsx`; `spoken` is the language of one that shows none."""
    facts = Facts(str(path), catalogue(language or spoken), local=True)
    try:
        snapshot = ExcelWorkbook(path).read()
    except WorkbookError as error:
        return facts, [facts.failure("kind", Level.ERROR, error)]
    shown = workbook_language(snapshot) or spoken
    facts = Facts(str(path), catalogue(language or shown), local=True)
    rehearsed = play(MemoryWorkbook(snapshot), facts.words.language)
    inputs = Inputs(language=shown, located=locate_inputs(snapshot), rehearsed=rehearsed)
    kind = facts.finding("kind", Level.OK, "local", name=path.name)
    looks = (look(facts, inputs) for look in (tabs, columns, refresh, twins))
    return facts, [kind, *(finding for found in looks for finding in found or ())]
