"""What a spreadsheet's tabs hold, as far as the checks go."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from abm_sheets.errors.google import GoogleError
from abm_sheets.language import Catalogue
from abm_sheets.language.catalogue import catalogues
from abm_sheets.tables.locate import Located, recognised, workbook_language
from abm_sheets.tables.reader import People, locate_inputs, read_people, setting_cells
from abm_sheets.tables.regional import regional
from abm_sheets.tables.settings import peek_setting
from abm_sheets.upkeep.access.desired import desire
from abm_sheets.upkeep.access.plan import Plan, make_plan
from abm_sheets.upkeep.doctor.facts import Content
from abm_sheets.workbook.google.present import Present
from abm_sheets.workbook.google.protection import shared_tabs
from abm_sheets.workbook.interface import Snapshot, Tab
from abm_sheets.workbook.sharing import Grant, Sharing


def read_content(
    present: Present, snapshot: Snapshot, grants: Sequence[Grant] | GoogleError, email: str, spoken: str
) -> Content:
    """What the tabs hold.

    `email` is our own account's; `spoken` is the language of a spreadsheet that shows none.
    """
    located = locate_inputs(snapshot)
    people = read_people(snapshot)
    dashboard = dict(recognised(snapshot)).get("dashboard")
    return Content(
        present=present,
        language=workbook_language(snapshot) or spoken,
        located=located,
        people=people.team["email"].str.casefold().nunique(),
        left_out=len({issue.row for issue in people.issues}),
        plan=grants if isinstance(grants, GoogleError) else _plan(present, snapshot, people, grants, email),
        settings=_settings(located.get("settings")),
        stamp=_line(dashboard, _stamp_opening),
        stale=_line(dashboard, _stale_opening),
    )


def _plan(present: Present, snapshot: Snapshot, people: People, grants: Sequence[Grant], email: str) -> Plan:
    sharing = Sharing(email, shared_tabs(present), grants)
    return make_plan(desire(snapshot, sharing, people.team), sharing)


def _settings(located: Located | None) -> Mapping[str, str]:
    names, values = setting_cells(located)
    # No number is looked for: any country's will do.
    habits = regional("fr_FR")
    asked = {key: peek_setting(names, values, key, habits) for key in ("locale", "time_zone")}
    return {key: str(value) for key, value in asked.items() if value}


def _line(dashboard: Tab | None, opening: Callable[[Catalogue], str]) -> str:
    """The line of the dashboard that begins so in whichever language, "" where there is none."""
    openings = tuple(map(opening, catalogues()))
    cells = (cell for cells in (dashboard.columns if dashboard else ()) for cell in cells)
    return next((cell for cell in cells if isinstance(cell, str) and cell.startswith(openings)), "")


def _stamp_opening(words: Catalogue) -> str:
    """How the line begins that says when the dashboard was computed."""
    return str(words.find("overview.computed.other")).partition("{")[0]


def _stale_opening(words: Catalogue) -> str:
    """How the one does that shows once it is too old."""
    sign = words.text("overview.stale_sign")
    return words.text("overview.stale", sign=sign, moment="\n").partition("\n")[0]
