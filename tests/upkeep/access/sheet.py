"""A spreadsheet with every input tab and a team, and what its people may do with it."""

from __future__ import annotations

from typing import Any

from abm_sheets.language import catalogue
from abm_sheets.tables.roles import EDITORS
from abm_sheets.workbook.google.address import Use
from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.google.session import Patience
from abm_sheets.workbook.google.spreadsheet import GoogleWorkbook
from abm_sheets.workbook.interface import Snapshot
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, Person, account, load_snapshot
from tests.sheets import snapshot

Json = dict[str, Any]

TEAM = """
    email              | name  | role
    marie@exemple.fr   | Marie | marketing
    simon@exemple.fr   | Simon | commercial
    diane@exemple.fr   | Diane | direction
    adele@exemple.fr   | Adèle | admin
"""

PEOPLE = {
    "marketing": "marie@exemple.fr",
    "sales": "simon@exemple.fr",
    "leadership": "diane@exemple.fr",
    "admin": "adele@exemple.fr",
}

WORDS = catalogue("fr")

ACCOUNTS_HEADER = 2
"""The row (from 0) of the accounts' header: people wrote a title above it."""


def content(team: str | None = TEAM, **tabs: str) -> Snapshot:
    """Every input tab, empty but for a team and the tabs given."""
    empty: dict[str, Any] = {key: [_headers(key)] for key in EDITORS}
    accounts = [["Nos comptes"], [], *empty["accounts"], ["Alizé", "alize.fr"]]
    return snapshot(**{**empty, "accounts": accounts, "team": team, **tabs})


def _headers(key: str) -> list[str]:
    return [WORDS.header(key, each) for each in WORDS.columns(key)]


def make(google: LocalGoogle, team: str | None = TEAM, **tabs: str) -> str:
    """Such a spreadsheet, the owner's, shared with the robot; its id."""
    return load_snapshot(google, content(team, **tabs))


def open_sharer(google: LocalGoogle, spreadsheet_id: str) -> GoogleWorkbook:
    """A spreadsheet as the robot opens it to share it, with a patience that never sleeps for long."""
    scoped = account(google).with_scopes(Use.SHARE.scopes)
    return GoogleWorkbook(GoogleClient(scoped, Patience(minute=0.05, longest_pause=0.02)), spreadsheet_id)


def owner(google: LocalGoogle) -> Person:
    """Whose spreadsheet it is."""
    return Person(google, OWNER)


def grants(google: LocalGoogle, spreadsheet_id: str) -> dict[str, str]:
    """Who has which role on the file; sharing that names nobody goes by its type."""
    fields = "permissions(type,role,emailAddress)"
    found = owner(google).done("GET", f"/drive/v3/files/{spreadsheet_id}/permissions", fields=fields)
    return {each.get("emailAddress", each["type"]): each["role"] for each in found["permissions"]}


def protections(google: LocalGoogle, spreadsheet_id: str) -> list[Json]:
    """The protected ranges, each with the title of its tab."""
    fields = "sheets(properties(title),protectedRanges)"
    found = owner(google).done("GET", f"/v4/spreadsheets/{spreadsheet_id}", fields=fields)
    return [
        {**each, "tab": sheet["properties"]["title"]}
        for sheet in found["sheets"]
        for each in sheet.get("protectedRanges", [])
    ]


def tab_id(google: LocalGoogle, spreadsheet_id: str, title: str) -> int:
    """The id of a tab."""
    fields = "sheets.properties(sheetId,title)"
    found = owner(google).done("GET", f"/v4/spreadsheets/{spreadsheet_id}", fields=fields)
    ids = {each["properties"]["title"]: each["properties"].get("sheetId", 0) for each in found["sheets"]}
    return int(ids[title])


def a1(title: str, cells: str) -> str:
    """Cells of a tab as the API names them."""
    quoted = title.replace("'", "''")
    return f"'{quoted}'!{cells}"


def may_write(person: Person, spreadsheet_id: str, title: str, row: int) -> bool:
    """Whether somebody may type in a row (from 0) of a tab; what is refused must be for want of rights."""
    path = f"/v4/spreadsheets/{spreadsheet_id}/values/{a1(title, f'B{row + 1}')}"
    answer = person.call("PUT", path, {"values": [["essai"]]}, valueInputOption="RAW")
    assert answer.ok or "protected cell" in answer.text or answer.status_code == 403, answer.text
    return answer.ok
