"""The Google path, timed against a local server: a refresh, the bare download, and the usual script."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import gspread
import orjson
import pandas as pd
import requests
from google.oauth2.service_account import Credentials

from abm_sheets.refresh import refresh
from abm_sheets.tables.settings import Settings
from abm_sheets.workbook.google.address import Use
from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.google.spreadsheet import GoogleWorkbook
from benchmarks.large import AS_OF, Rows, Sizes, tables
from tests.google.launch import LocalGoogle, local_google

OWNER, ROBOT = "owner@example.com", "robot@example.iam.gserviceaccount.com"
SIZES = Sizes(interactions=500_000)

_EPOCH = date(1899, 12, 30).toordinal()
_ROWS_AT_ONCE = 40_000
_OUTPUTS = 7


@dataclass(frozen=True)
class Target:
    """A spreadsheet on a local server, and the key of the account that reads it."""

    url: str
    spreadsheet: str
    key: dict[str, Any]

    @classmethod
    def load(cls, path: Path) -> Target:
        """Read a target from its file."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))

    def credentials(self) -> Credentials:
        """The account's credentials."""
        found: Credentials = Credentials.from_service_account_info(self.key, scopes=Use.WRITE.scopes)
        return found


@contextmanager
def served(folder: Path) -> Iterator[Path]:
    """The large workbook on a local server; the file that says where."""
    with local_google() as google:
        spreadsheet = _load(google, tables(SIZES))
        target = {"url": google.url, "spreadsheet": spreadsheet, "key": google.credentials(ROBOT)}
        path = folder / "target.json"
        path.write_text(json.dumps(target), encoding="utf-8")
        yield path


def _load(google: LocalGoogle, content: dict[str, Rows]) -> str:
    """The tabs as people have them: dates look like dates."""
    properties = {"title": "large", "locale": "fr_FR", "timeZone": "Europe/Paris"}
    sheets = [
        {"properties": _tab(number, title, rows)} for number, (title, rows) in enumerate(content.items())
    ]
    made = _post(google, "/v4/spreadsheets", {"properties": properties, "sheets": sheets})
    spreadsheet: str = made["spreadsheetId"]
    for title, rows in content.items():
        for first in range(0, len(rows), _ROWS_AT_ONCE):
            _type(google, spreadsheet, f"'{title}'!A{first + 1}", rows[first : first + _ROWS_AT_ONCE])
    requested = [each for number, rows in enumerate(content.values()) for each in _dates(number, rows)]
    _post(google, f"/v4/spreadsheets/{spreadsheet}:batchUpdate", {"requests": requested})
    share = {"type": "user", "role": "writer", "emailAddress": ROBOT}
    _post(google, f"/drive/v3/files/{spreadsheet}/permissions", share)
    return spreadsheet


def _tab(number: int, title: str, rows: Rows) -> dict[str, Any]:
    grid = {"rowCount": len(rows), "columnCount": len(rows[0])}
    return {"sheetId": number, "title": title, "gridProperties": grid}


def _dates(tab: int, rows: Rows) -> Iterator[dict[str, Any]]:
    look = {"userEnteredFormat": {"numberFormat": {"type": "DATE", "pattern": "dd/mm/yyyy"}}}
    for column, cell in enumerate(rows[1]):
        if isinstance(cell, date):
            place = {
                "sheetId": tab,
                "startRowIndex": 1,
                "startColumnIndex": column,
                "endColumnIndex": column + 1,
            }
            yield {"repeatCell": {"range": place, "cell": look, "fields": "userEnteredFormat.numberFormat"}}


def _type(google: LocalGoogle, spreadsheet: str, place: str, rows: Rows) -> None:
    cells = [[each.toordinal() - _EPOCH if isinstance(each, date) else each for each in row] for row in rows]
    body = {"valueInputOption": "RAW", "data": [{"range": place, "values": cells}]}
    _post(google, f"/v4/spreadsheets/{spreadsheet}/values:batchUpdate", body)


def _post(google: LocalGoogle, path: str, body: dict[str, Any]) -> Any:
    headers = {"Authorization": f"Bearer user:{OWNER}", "Content-Type": "application/json"}
    answer = requests.post(google.url + path, orjson.dumps(body), headers=headers, timeout=120)
    answer.raise_for_status()
    return answer.json()


def google_refresh(path: Path) -> tuple[float, int]:
    """The whole refresh; the seconds and the calls to Sheets."""
    target = Target.load(path)
    client = GoogleClient(target.credentials())
    started = time.perf_counter()
    refresh(GoogleWorkbook(client, target.spreadsheet), AS_OF)
    return time.perf_counter() - started, len(client.calls)


def google_download(path: Path) -> tuple[float, int]:
    """The answers that a refresh reads, downloaded and decoded, and nothing else."""
    target = Target.load(path)
    recorder = _Recorder(target.credentials())
    GoogleWorkbook(recorder, target.spreadsheet).read()
    started = time.perf_counter()
    calls = recorder.replay()
    return time.perf_counter() - started, calls


class _Recorder(GoogleClient):
    """A client that remembers the requests that it sends."""

    def __init__(self, credentials: Credentials) -> None:
        super().__init__(credentials)
        self.sent: list[tuple[str, str, dict[str, Any]]] = []
        send = self.session.request

        def remember(method: str, url: str, **options: Any) -> requests.Response:
            self.sent.append((method, url, options))
            return send(method, url, **options)

        self._send = send
        self.session.request = remember  # type: ignore[method-assign, assignment]

    def replay(self) -> int:
        """Send the same requests again and decode their answers; how many they are."""
        sent = tuple(self.sent)
        for method, url, options in sent:
            orjson.loads(self._send(method, url, **options).content)
        return len(sent)


def usual_script(path: Path) -> tuple[float, int]:
    """What teams write by hand: every record of every tab, pandas, one update per output tab."""
    target = Target.load(path)
    calls: list[str] = []

    class Redirected(gspread.HTTPClient):
        def request(self, method: str, endpoint: str, *args: Any, **options: Any) -> Any:
            calls.append(endpoint)
            for host in ("https://sheets.googleapis.com", "https://www.googleapis.com"):
                endpoint = endpoint.replace(host, target.url)
            return super().request(method, endpoint, *args, **options)

    started = time.perf_counter()
    book = gspread.Client(auth=target.credentials(), http_client=Redirected).open_by_key(target.spreadsheet)
    titles = ("Comptes", "Interactions", "Opportunités", "Coûts marketing", "Coûts commerciaux")
    shown = usual_figures(*(pd.DataFrame(book.worksheet(title).get_all_records()) for title in titles))
    cells = [shown.columns.tolist(), *shown.to_numpy().tolist()]
    for number in range(_OUTPUTS):
        title = f"Sortie {number + 1}"
        known = {each.title: each for each in book.worksheets()}
        sheet = known.get(title) or book.add_worksheet(title, len(cells), len(cells[0]))
        sheet.update(cells, "A1")
    return time.perf_counter() - started, len(calls)


def usual_figures(
    accounts: pd.DataFrame,
    met: pd.DataFrame,
    deals: pd.DataFrame,
    marketing: pd.DataFrame,
    sales: pd.DataFrame,
) -> pd.DataFrame:
    """The five metrics by account, as a script that nobody hardened computes them."""
    for frame, columns in (
        (met, ["Date"]),
        (deals, ["Créée le", "Clôturée le"]),
        (marketing, ["Date"]),
        (sales, ["Date"]),
    ):
        for column in columns:
            frame[column] = pd.to_datetime(frame[column], dayfirst=True)
    start, end = pd.Timestamp(2026, 7, 1), pd.Timestamp(AS_OF)
    recent = met[met["Date"] > end - pd.Timedelta(days=30)]
    won = deals[(deals["Étape"] == "Gagnée") & deals["Clôturée le"].between(start, end)]
    seen = deals[["Identifiant", "Compte", "Clôturée le"]].merge(
        met[["Compte", "Date", "Contenu"]], on="Compte"
    )
    before = seen[seen["Date"] < seen["Clôturée le"].fillna(end)]
    assets = before.groupby(["Compte", "Identifiant"])["Contenu"].nunique().reset_index()
    costs = pd.concat([marketing, sales])
    parts = {
        "engagement": recent.groupby("Compte").size(),
        "created": deals[deals["Créée le"].between(start, end)].groupby("Compte").size(),
        "open": deals[deals["Clôturée le"].isna()].groupby("Compte")["Montant"].sum(),
        "revenue": won.groupby("Compte")["Montant"].sum(),
        "influenced": (assets["Contenu"] >= Settings().influence_min_assets).groupby(assets["Compte"]).sum(),
        "costs": costs[costs["Date"].between(start, end)].groupby("Compte")["Montant"].sum(),
    }
    return accounts[["Compte"]].join(pd.DataFrame(parts), on="Compte").fillna(0)
