"""Panels and the digests in them, made from the small sample quarter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from unittest.mock import Mock
from zoneinfo import ZoneInfo

from abm_sheets.issues import RULES, Issue
from abm_sheets.outputs.cards.addresses import Addresses
from abm_sheets.outputs.cards.panel import LastRun, Panel, Schedule
from abm_sheets.report import Report
from abm_sheets.story.digest import Digest, digest
from tests.outputs.tabs.small_view import small_view

ADDRESSES = Addresses("https://abm-sheets.example.com")
PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime(2026, 9, 28, 9, tzinfo=PARIS)
NEXT = datetime(2026, 10, 5, 9, tzinfo=PARIS)
BEFORE = datetime(2026, 9, 21, 9, tzinfo=PARIS)


def issue(rule: str = "invalid_date", row: int | None = 12, **given: Any) -> Issue:
    """An issue of the interactions tab."""
    made = {"tab": "interactions", "column": "date", "value": "31/02/2026", "message": "Corrigez la date."}
    return Issue(**{"rule": rule, "severity": RULES[rule], "row": row, **made, **given})


TWO = (issue(), issue("future_date", 14, value="2062-09-01", message="Vérifiez l'année."))


def small_digest(language: str = "fr", issues: Sequence[Issue] = TWO, **figures: Any) -> Digest:
    """The digest of the small sample, with two issues."""
    view = replace(small_view("fr", None, **figures), report=Mock(spec=Report, issues=list(issues)))
    return digest(view, language)


def panel(language: str = "fr", **changed: Any) -> Panel:
    """A file refreshed on Monday at an admin's request, and to be refreshed the next one."""
    usual = Panel(
        file_id="1AbC",
        title="Comptes cibles T3",
        digest=small_digest(language),
        last=LastRun(MONDAY, "Ana Petit", "panel", 307, succeeded=True),
        pending=None,
        pending_since=None,
        schedule=Schedule("0 9 * * 1", "Europe/Paris", NEXT, paused=False),
        not_refreshed_since=None,
        role="admin",
        may_refresh=True,
        may_administer=True,
    )
    return replace(usual, **changed)


def failing(language: str = "fr", **changed: Any) -> Panel:
    """The same where Monday's scheduled refresh failed for good."""
    last = LastRun(MONDAY, "", "schedule", 0, succeeded=False, sentence="Partagez la feuille.")
    return panel(language, **{"last": last, "not_refreshed_since": BEFORE, **changed})


def reading(language: str = "fr", **changed: Any) -> Panel:
    """The same for somebody of leadership."""
    may_not = {"role": "leadership", "may_refresh": False, "may_administer": False}
    return panel(language, **{**may_not, **changed})
