"""Every check in the order in which problems must be put right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from abm_sheets.errors.google import GoogleError
from abm_sheets.upkeep.doctor import entry
from abm_sheets.upkeep.doctor.facts import Content, Facts, known
from abm_sheets.upkeep.doctor.findings import Finding, Level
from abm_sheets.upkeep.doctor.inputs import columns, tabs
from abm_sheets.upkeep.doctor.outputs import outputs, refresh, twins
from abm_sheets.upkeep.doctor.region import region
from abm_sheets.upkeep.doctor.roles import drift, roles
from abm_sheets.upkeep.doctor.size import size

Look = Callable[[Facts], Iterator[Finding] | None]
"""Looks at the facts; None where those that it needs are not there."""


_GRAVITY = (Level.ERROR, Level.WARNING, Level.SKIPPED, Level.OK)


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
    Check("credentials", entry.credentials),
    Check("sheets_api", _when(entry.signed_in, entry.sheets_api)),
    Check("drive_api", _when(entry.signed_in, entry.drive_api)),
    Check("sharing", _when(entry.reached, entry.sharing)),
    Check("kind", _when(entry.described, entry.kind)),
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
