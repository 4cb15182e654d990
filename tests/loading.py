"""Workbooks loaded into the local Google as a person would have typed them, and shared with an account."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import requests
from google.oauth2.service_account import Credentials as ServiceAccount

from abm_sheets.workbook.google.address import Use
from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.google.session import Patience
from abm_sheets.workbook.google.spreadsheet import GoogleWorkbook
from abm_sheets.workbook.interface import Cell, CellError, Snapshot
from tests.google.launch import LocalGoogle

Json = dict[str, Any]

OWNER = "proprietaire@exemple.fr"
ROBOT = "abm-sheets@exemple.iam.gserviceaccount.com"

_EPOCH = date(1899, 12, 30).toordinal()
_FAILING = {
    "#N/A": "=NA()",
    "#DIV/0!": "=1/0",
    "#REF!": "=#REF!",
    "#NAME?": "=INCONNUE()",
    "#VALUE!": '=1+"a"',
    "#NUM!": "=10^400",
}


@dataclass(frozen=True)
class Person:
    """Somebody at work on a spreadsheet, through the API and with their own token."""

    google: LocalGoogle
    email: str

    def call(self, method: str, path: str, body: Any = None, **query: str) -> requests.Response:
        """Call the API as that person."""
        return requests.request(
            method,
            f"{self.google.url}{path}",
            json=body,
            params=query,
            headers={"Authorization": f"Bearer user:{self.email}"},
            timeout=60,
        )

    def done(self, method: str, path: str, body: Any = None, **query: str) -> Json:
        """Call the API, which must accept."""
        answer = self.call(method, path, body, **query)
        assert answer.ok, answer.text
        found: Json = answer.json() if answer.content else {}
        return found

    def batch(self, spreadsheet_id: str, *requested: Json) -> Json:
        """Change a spreadsheet."""
        return self.done("POST", f"/v4/spreadsheets/{spreadsheet_id}:batchUpdate", {"requests": requested})

    def share(self, spreadsheet_id: str, email: str, role: str = "writer") -> None:
        """Give somebody access."""
        body = {"type": "user", "role": role, "emailAddress": email}
        self.done("POST", f"/drive/v3/files/{spreadsheet_id}/permissions", body)

    def unshare(self, spreadsheet_id: str, email: str = ROBOT) -> None:
        """Take somebody's access away."""
        path = f"/drive/v3/files/{spreadsheet_id}/permissions"
        found = self.done("GET", path, fields="permissions(id,emailAddress)")["permissions"]
        (number,) = [each["id"] for each in found if each["emailAddress"] == email]
        self.done("DELETE", f"{path}/{number}")

    def tabs(self, spreadsheet_id: str) -> dict[str, int]:
        """The ids of the tabs by their titles."""
        path = f"/v4/spreadsheets/{spreadsheet_id}"
        found = self.done("GET", path, fields="sheets.properties(sheetId,title)")
        return {each["properties"]["title"]: each["properties"].get("sheetId", 0) for each in found["sheets"]}


def load_file(google: LocalGoogle, path: Path, locale: str = "fr_FR") -> str:
    """The tabs of an `.xlsx` in a new spreadsheet of the owner's, shared with the robot; its id."""
    return load(google, path.name, read_file(path), locale)


def read_file(path: Path) -> Sequence[tuple[str, Sequence[Sequence[Json]]]]:
    """The tabs of an `.xlsx`, as `load` takes them."""
    book = openpyxl.load_workbook(path, data_only=True)
    return [(sheet.title, [[_typed(cell) for cell in row] for row in sheet.iter_rows()]) for sheet in book]


def load_snapshot(google: LocalGoogle, snapshot: Snapshot) -> str:
    """The tabs of a snapshot in such a spreadsheet; its id."""
    tabs = [(tab.title, _rows(tab.columns)) for tab in snapshot.tabs]
    return load(google, snapshot.name, tabs, snapshot.locale or "fr_FR", snapshot.time_zone)


def load(
    google: LocalGoogle,
    title: str,
    tabs: Sequence[tuple[str, Sequence[Sequence[Json]]]],
    locale: str = "fr_FR",
    time_zone: str | None = None,
) -> str:
    """Tabs of cells, as CellData, in a new spreadsheet of the owner's, shared with the robot; its id."""
    owner = Person(google, OWNER)
    properties = {"title": title, "locale": locale, "timeZone": time_zone or "Europe/Paris"}
    sheets = [
        {
            "properties": {"title": name, "gridProperties": _grid(rows)},
            "data": [{"rowData": [{"values": list(row)} for row in rows]}],
        }
        for name, rows in tabs
    ]
    made = owner.done("POST", "/v4/spreadsheets", {"properties": properties, "sheets": sheets})
    spreadsheet_id: str = made["spreadsheetId"]
    owner.share(spreadsheet_id, ROBOT)
    return spreadsheet_id


def _grid(rows: Sequence[Sequence[Json]]) -> Json:
    return {"rowCount": max(len(rows), 1) + 20, "columnCount": max([8, *map(len, rows)]) + 2}


def _rows(columns: Sequence[Sequence[Cell]]) -> list[list[Json]]:
    height = max(map(len, columns), default=0)
    return [
        [cell_data(cells[row] if row < len(cells) else None) for cells in columns] for row in range(height)
    ]


def _typed(cell: Any) -> Json:
    return cell_data(CellError(cell.value) if cell.data_type == "e" else cell.value)


def cell_data(value: Any) -> Json:
    """A value as the API takes it, typed; dates are serial numbers that look like dates."""
    match value:
        case None | "":
            return {}
        case CellError():
            return {"userEnteredValue": {"formulaValue": _FAILING[value.code]}}
        case bool():
            return {"userEnteredValue": {"boolValue": value}}
        case int() | float():
            return {"userEnteredValue": {"numberValue": value}}
        case datetime() | date():
            serial = value.toordinal() - _EPOCH + _share_of_day(value)
            looks = {"numberFormat": {"type": "DATE", "pattern": "dd/mm/yyyy"}}
            return {"userEnteredValue": {"numberValue": serial}, "userEnteredFormat": looks}
        case _:
            return {"userEnteredValue": {"stringValue": str(value)}}


def _share_of_day(value: date) -> float:
    if not isinstance(value, datetime):
        return 0
    return (value.hour * 3600 + value.minute * 60 + value.second) / 86_400


def key_file(google: LocalGoogle, folder: Path, email: str = ROBOT) -> Path:
    """The key of a service account, in a file that nobody else may read."""
    path = folder / f"{email.partition('@')[0]}.json" if email != ROBOT else folder / "key.json"
    path.write_text(json.dumps(google.credentials(email)), encoding="utf-8")
    path.chmod(0o600)
    return path


def values(google: LocalGoogle, spreadsheet_id: str, title: str) -> list[list[Any]]:
    """The rows of a tab as its owner reads them, unformatted."""
    path = f"/v4/spreadsheets/{spreadsheet_id}/values/{title}"
    found = Person(google, OWNER).done("GET", path, valueRenderOption="UNFORMATTED_VALUE")
    rows: list[list[Any]] = found.get("values", [])
    return rows


def titles(google: LocalGoogle, spreadsheet_id: str) -> Iterator[str]:
    """The tabs' titles in order."""
    found = Person(google, OWNER).done(
        "GET", f"/v4/spreadsheets/{spreadsheet_id}", fields="sheets.properties"
    )
    for sheet in found["sheets"]:
        yield sheet["properties"]["title"]


def open_robot(google: LocalGoogle, spreadsheet_id: str, **bounds: Any) -> GoogleWorkbook:
    """A spreadsheet as the robot opens it, with a patience that never sleeps for long."""
    scoped = account(google).with_scopes(Use.WRITE.scopes)
    patience = Patience(**{"minute": 0.2, "longest_pause": 0.02, **bounds})
    return GoogleWorkbook(GoogleClient(scoped, patience), spreadsheet_id)


@cache
def account(google: LocalGoogle, email: str = ROBOT) -> ServiceAccount:
    """A service account, whose key is read once for each server."""
    read: ServiceAccount = ServiceAccount.from_service_account_info(google.credentials(email))
    return read
