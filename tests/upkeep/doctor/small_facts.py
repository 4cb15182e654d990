"""Facts for the checks, made of small workbooks: what Google would have answered about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from abm_sheets.errors.google import GoogleError
from abm_sheets.language import catalogue
from abm_sheets.tables.access_plan import AccessPlan
from abm_sheets.upkeep.doctor.answers import read_content
from abm_sheets.upkeep.doctor.facts import Content, Facts, Finding
from abm_sheets.workbook.google.credentials import Identity
from abm_sheets.workbook.google.drive import GOOGLE_SHEET, AccountFacts, FileFacts
from abm_sheets.workbook.google.present import TAB_KEY, Mark, Present, PresentTab
from abm_sheets.workbook.interface import Grant, Snapshot, Tab
from tests.commands import plain
from tests.sheets import snapshot

ROBOT = "robot@exemple.iam.gserviceaccount.com"
OWNER = Grant("1", "user", "owner", "chef@exemple.fr")
GRANTS = (OWNER, Grant("2", "user", "writer", ROBOT))
SHEET = "1aBcD"

FILE = FileFacts(SHEET, "Suivi", GOOGLE_SHEET, owners=("chef@exemple.fr",), can_edit=True, can_share=True)
IDENTITY = Identity("service_account", None, ROBOT)


def facts(language: str = "fr", **changes: Any) -> Facts:
    """A spreadsheet with nothing wrong on the way to it, but for some changes."""
    sound = Facts(
        sheet=SHEET,
        words=catalogue(language),
        identity=IDENTITY,
        account=AccountFacts(ROBOT),
        file=FILE,
        present=Present(SHEET, "Suivi", "fr_FR", "Europe/Paris", []),
    )
    return replace(sound, **changes)


def marked(found: Snapshot) -> Snapshot:
    """The same workbook once set up: its tabs have their identities."""
    titles = {title: key for key, title in catalogue("fr").titles().items()}
    tabs = [replace(tab, identity=titles.get(tab.title)) for tab in found.tabs]
    return replace(found, tabs=tabs)


def present(found: Snapshot, protections: Mapping[str, Sequence[Any]] | None = None) -> Present:
    """What Google would say of a workbook, with the protected ranges on some of its tabs by title."""
    tabs = [
        _present_tab(number, tab, (protections or {}).get(tab.title, ()))
        for number, tab in enumerate(found.tabs)
    ]
    return Present(SHEET, found.name, found.locale, found.time_zone, tabs)


def _present_tab(number: int, tab: Tab, protections: Sequence[Any]) -> PresentTab:
    marks = {TAB_KEY: Mark(number, tab.identity)} if tab.identity else {}
    return PresentTab(number, tab.title, 100, 10, marks=marks, protections=protections)


def content(
    found: Snapshot | None = None,
    grants: Sequence[Grant] | GoogleError = GRANTS,
    protections: Mapping[str, Sequence[Any]] | None = None,
    **tabs: Any,
) -> Content:
    """The content of a workbook of these tabs."""
    found = found or snapshot(time_zone="Europe/Paris", **tabs)
    return read_content(present(found, protections), found, grants, ROBOT, "fr")


def with_plan(known: Content, **changes: Any) -> Content:
    """The same content, its plan changed."""
    assert isinstance(known.plan, AccessPlan)
    return replace(known, plan=replace(known.plan, **changes))


def reported(findings: Iterator[Finding]) -> list[tuple[str, str]]:
    """The findings as their levels and what was found."""
    return [(each.level.value, plain(each.found)) for each in findings]
