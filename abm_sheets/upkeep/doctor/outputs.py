"""Checks of what we write: the output tabs, their last refresh, the next one, and copies of tabs of ours."""

from __future__ import annotations

from collections.abc import Iterator

from abm_sheets.errors import AbmSheetsError
from abm_sheets.issues import Severity
from abm_sheets.upkeep.doctor.facts import Content, Facts, Inputs
from abm_sheets.upkeep.doctor.findings import Finding, Level
from abm_sheets.upkeep.doctor.inputs import KEYS
from abm_sheets.workbook.google.present import Json
from abm_sheets.workbook.google.ranges import column_letters

_DASHBOARD = "dashboard"
_TWICE = "duplicate_tab"
_TOLD_ELSEWHERE = ("missing_tab", "missing_column", "duplicate_column", _TWICE)

_PASSING = ("lost_history",)
"""Rules of what the next refresh puts right by itself."""


def outputs(facts: Facts, content: Content) -> Iterator[Finding]:
    """Whether the output tabs are there, and what the dashboard says of its last refresh."""
    words = content.words
    there = [key for key in words.titles() if key not in KEYS and content.present.tab(key)]
    if not there:
        yield facts.finding("outputs", Level.WARNING, "none")
    elif _DASHBOARD not in there:
        yield facts.finding("outputs", Level.WARNING, "no_dashboard", title=words.title(_DASHBOARD))
    else:
        stamp = content.stamp or facts.words.text("doctor.outputs.no_stamp")
        yield facts.finding("outputs", Level.OK, "refreshed", len(there), stamp=stamp)
        if content.stale:
            yield facts.finding("outputs", Level.WARNING, "stale", stale=content.stale)


def refresh(facts: Facts, content: Inputs) -> Iterator[Finding]:
    """Whether a refresh could write what it would, and what it would say of whole tabs."""
    rehearsed = content.rehearsed
    if isinstance(rehearsed, AbmSheetsError):
        yield facts.failure("refresh", Level.ERROR, rehearsed)
        return
    for barred in rehearsed.barred:
        where = _place(barred.protection) or facts.words.text("doctor.refresh.whole_tab")
        named = barred.protection.get("description") or where
        yield facts.finding("refresh", Level.ERROR, "barred", title=barred.title, protection=named)
    if not rehearsed.barred:
        yield facts.finding("refresh", Level.OK, "ready")
    for issue in rehearsed.issues:
        whole = issue.row is None or issue.column is None
        if whole and issue.severity is not Severity.INFO and issue.rule not in _TOLD_ELSEWHERE:
            key, title = "passing" if issue.rule in _PASSING else "issue", _title(content, issue.tab)
            yield facts.finding("refresh", Level.WARNING, key, title=title, message=issue.message)


def _title(content: Inputs, key: str) -> str:
    """A tab as people named it."""
    located = content.located.get(key)
    return located.tab.title if located else content.words.titles().get(key, key)


def _place(protection: Json) -> str:
    """The cells that a protection covers, as people write them; "" for a whole tab."""
    place = protection.get("range", {})
    bounds = [place.get(f"{side}{axis}Index") for side in ("start", "end") for axis in ("Column", "Row")]
    if bounds == [None] * 4:
        return ""
    left, top, right, bottom = bounds
    start = f"{column_letters(left or 0)}{(top or 0) + 1}"
    return start + ":" + ("" if right is None else column_letters(right - 1)) + str(bottom or "")


def twins(facts: Facts, content: Inputs) -> Iterator[Finding] | None:
    """Whether a tab of ours is there twice, where a refresh could tell."""
    if isinstance(content.rehearsed, AbmSheetsError):
        return None
    copies = [
        facts.finding("twins", Level.WARNING, "copied", title=issue.value, message=issue.message)
        for issue in content.rehearsed.issues
        if issue.rule == _TWICE
    ]
    return iter(copies or [facts.finding("twins", Level.OK, "none")])
