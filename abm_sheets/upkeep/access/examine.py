"""A spreadsheet examined: what to change so that accesses and protections are those of the team's roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from abm_sheets.errors import EmptyTeamError
from abm_sheets.issues import Issue
from abm_sheets.language import Catalogue, catalogue
from abm_sheets.tables.header import HEADER_ROWS
from abm_sheets.tables.reader import read_people
from abm_sheets.upkeep.access.desired import desire
from abm_sheets.upkeep.access.plan import Plan, make_plan
from abm_sheets.workbook.interface import Snapshot

WHOLE = ("team", "settings")
"""The tabs that say who is of the team, and in which language to say it."""


class SharedWorkbook(Protocol):
    """A workbook that can tell who may do what with it."""

    def read_sharing(self, whole: Sequence[str], rows: int) -> Snapshot:
        """Read who may do what: a few tabs whole, the first rows of the others that people fill."""


@dataclass(frozen=True)
class Examined:
    """The plan, the faults of the team tab, and the words to tell them in."""

    plan: Plan
    issues: Sequence[Issue]
    words: Catalogue


def examine_access(workbook: SharedWorkbook, language: str | None = None, *, prune: bool = False) -> Examined:
    """Read a spreadsheet and plan its accesses and protections; only with `prune` is any access removed.

    Raises:
        EmptyTeamError: the team tab is missing or holds nobody, so that everybody would be a stranger.
        GoogleError: the spreadsheet, or who has access to it, cannot be read.

    """
    snapshot = workbook.read_sharing(WHOLE, HEADER_ROWS)
    people = read_people(snapshot, language)
    if snapshot.sharing is None or people.team.empty:
        raise EmptyTeamError
    plan = make_plan(desire(snapshot, snapshot.sharing, people.team), snapshot.sharing, prune=prune)
    return Examined(plan, people.issues, catalogue(people.language))
