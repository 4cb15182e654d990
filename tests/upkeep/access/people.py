"""Small tables of accesses, protections and teams, as values."""

from __future__ import annotations

from typing import Any

import pandas as pd

from abm_sheets.outputs.tabs import TABS
from abm_sheets.tables.access_plan import AccessPlan, make_plan
from abm_sheets.tables.reader import read_people
from abm_sheets.tables.roles import Desired, desire
from abm_sheets.workbook.interface import Grant, Protection, SharedTab, Sharing, Snapshot
from tests.loading import OWNER, ROBOT
from tests.upkeep.access.sheet import content

OWNED = Grant("1", "user", "owner", OWNER)
RUNNING = Grant("2", "user", "writer", ROBOT)


def user(email: str, role: str = "writer", **more: Any) -> Grant:
    """Somebody's access."""
    return Grant(email, "user", role, email, **more)


def team_of(snapshot: Snapshot) -> pd.DataFrame:
    """The team of a workbook."""
    return read_people(snapshot).team


def shared(
    snapshot: Snapshot, *grants: Grant, account: str = ROBOT, **protections: list[Protection]
) -> Sharing:
    """The sharing of a workbook, the owner's and our own included; our protections by the tab's title."""
    tabs = [
        SharedTab(number, tab.title, tab.identity, protections.get(tab.title, ()))
        for number, tab in enumerate(snapshot.tabs)
    ]
    return Sharing(account, tabs, [OWNED, RUNNING, *grants])


def desired(*grants: Grant, team: str | None = None) -> tuple[Desired, Sharing]:
    """What a team asks for in a workbook with every input tab, and how the workbook is shared."""
    snapshot = content(team) if team else content()
    sharing = shared(snapshot, *grants)
    return desire(snapshot, sharing, team_of(snapshot), TABS), sharing


def planned(*grants: Grant, team: str | None = None, prune: bool = False) -> AccessPlan:
    """The plan for such a workbook."""
    wanted, sharing = desired(*grants, team=team)
    return make_plan(wanted, sharing, prune=prune)
