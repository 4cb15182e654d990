"""The people of a company at work in their sheet, through Google's API and with the owner's token."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from tests.google.launch import LocalGoogle
from tests.loading import OWNER, Person, cell_data, values
from tests.requested import area, cleared, deleted, inserted, moved, sorted_by, span
from tests.soak.company import TABS, WORDS, Row

Json = dict[str, Any]

HISTORY = "history"
KEPT = frozenset({HISTORY, "stage_history"})


class RefusedError(Exception):
    """Google does not let people do that to a sheet in its present state."""


@dataclass
class People:
    """Who types, and the tabs as they know them: each one's id, and what its headers are called today."""

    google: LocalGoogle
    spreadsheet: str
    chance: random.Random
    ids: dict[str, int]
    ours: dict[str, int] = field(default_factory=dict)
    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    copies: list[int] = field(default_factory=list)
    voided: set[str] = field(default_factory=set)

    def do(self, *requested: Json) -> None:
        """Change the sheet as its owner."""
        path = f"/v4/spreadsheets/{self.spreadsheet}:batchUpdate"
        answer = Person(self.google, OWNER).call("POST", path, {"requests": requested})
        if answer.status_code == HTTPStatus.BAD_REQUEST:
            raise RefusedError(answer.json()["error"]["message"])
        answer.raise_for_status()

    def seen(self, fields: str, **query: str) -> Json:
        """The spreadsheet as its owner reads it."""
        return Person(self.google, OWNER).done(
            "GET", f"/v4/spreadsheets/{self.spreadsheet}", fields=fields, **query
        )

    def titles(self) -> Mapping[int, str]:
        """The tabs' titles by their ids."""
        found = self.seen("sheets.properties(sheetId,title)")
        properties = (each["properties"] for each in found["sheets"])
        return {each.get("sheetId", 0): each["title"] for each in properties}

    def grid(self, key: str) -> list[list[Any]]:
        """The rows of a tab."""
        tab = {**self.ids, **self.ours}[key]
        title = self.titles()[tab].replace("'", "''")
        return values(self.google, self.spreadsheet, f"'{title}'")

    def columns(self, key: str) -> Mapping[str, int]:
        """Where each column that people fill stands today."""
        called = {label: column for column, label in self._called(key).items()}
        return {called[text]: at for at, text in enumerate(self.grid(key)[0]) if text in called}

    def _called(self, key: str) -> dict[str, str]:
        usual = {column: WORDS.header(key, column) for column in TABS[key]}
        return self.headers.setdefault(key, usual)

    def type_rows(self, key: str, rows: Sequence[Row]) -> None:
        """Type rows under those that are there."""
        if not rows:
            return
        places = self.columns(key)
        width = max(places.values()) + 1
        lines = []
        for row in rows:
            line: list[Json] = [{} for _ in range(width)]
            for column, at in places.items():
                line[at] = cell_data(row.get(column))
            lines.append({"values": line})
        tab = {
            "sheetId": self.ids[key],
            "rows": lines,
            "fields": "userEnteredValue,userEnteredFormat.numberFormat",
        }
        self.do({"appendCells": tab})

    def correct(self, key: str, row_id: str, cells: Row) -> None:
        """Change cells of the row that bears an id."""
        places, grid = self.columns(key), self.grid(key)
        at = places["id"]
        row = next(number for number, line in enumerate(grid) if len(line) > at and line[at] == row_id)
        for column, value in cells.items():
            self._type(self.ids[key], row, places[column], cell_data(value))

    def set(self, label: str, value: int) -> None:
        """Type the value of a setting."""
        grid = self.grid("settings")
        row = next(number for number, line in enumerate(grid) if line and line[0] == label)
        self._type(self.ids["settings"], row, 1, cell_data(value))

    def _type(self, tab: int, row: int, column: int, cell: Json) -> None:
        start = {"sheetId": tab, "rowIndex": row, "columnIndex": column}
        fields = "userEnteredValue,userEnteredFormat.numberFormat"
        self.do({"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": fields}})

    def order(self) -> list[str]:
        """The accounts in the order of their tab."""
        at = self.columns("accounts")["account"]
        return [str(line[at]) for line in self.grid("accounts")[1:] if len(line) > at and line[at]]

    def meddle(self) -> str:
        """Do one of the things that people do to a sheet, and say which; some Google refuses them."""
        what = self.chance.choice(list(EDITS))
        try:
            EDITS[what](self)
        except RefusedError:
            return f"{what}, refused"
        return what

    def any_tab(self) -> str:
        """One of the tabs that people fill all year."""
        return self.chance.choice(("accounts", "interactions", "opportunities", "marketing_costs"))

    def our_tab(self, *, kept: bool = True) -> int:
        """One of the program's own tabs, those that only grow among them or not."""
        tabs = [tab for key, tab in self.ours.items() if kept or key not in KEPT]
        return self.chance.choice(tabs)


def _rename_tab(people: People) -> None:
    key = people.any_tab()
    title = f"{WORDS.title(key)} {people.chance.randint(1, 99)}"
    _properties(people, people.ids[key], "title", title=title)


def _rename_back(people: People) -> None:
    key = people.any_tab()
    _properties(people, people.ids[key], "title", title=WORDS.title(key))


def _rename_ours(people: People) -> None:
    _properties(people, people.our_tab(), "title", title=f"Onglet {people.chance.randint(1, 10**6)}")


def _duplicate(people: People) -> None:
    """Duplicate a tab beside itself; the copies of last time go."""
    for tab in people.copies:
        people.do({"deleteSheet": {"sheetId": tab}})
    source = people.chance.choice([*people.ids.values(), *people.ours.values()])
    copy = people.chance.randint(10**6, 10**9)
    indexes = people.seen("sheets.properties(sheetId,index)")["sheets"]
    index = next(
        each["properties"].get("index", 0)
        for each in indexes
        if each["properties"].get("sheetId", 0) == source
    )
    made = {
        "sourceSheetId": source,
        "insertSheetIndex": index + 1,
        "newSheetId": copy,
        "newSheetName": f"Copie {copy}",
    }
    people.do({"duplicateSheet": made})
    people.copies = [copy]


def _sort(people: People) -> None:
    key = people.any_tab()
    grid = people.grid(key)
    place = {"sheetId": people.ids[key], "startRowIndex": 1, "endRowIndex": max(len(grid), 2)}
    column = people.chance.choice(list(people.columns(key).values()))
    people.do(sorted_by(column, people.chance.choice(("ASCENDING", "DESCENDING")), **place))


def _cut_column(people: People) -> None:
    """Cut a column and paste it at the end."""
    key = people.any_tab()
    tab, grid = people.ids[key], people.grid(key)
    at = people.chance.choice(list(people.columns(key).values()))
    width = _grid_size(people, tab)[1]
    source = area(tab, (0, len(grid)), (at, at + 1))
    there = {"sheetId": tab, "rowIndex": 0, "columnIndex": width}
    people.do(
        {"appendDimension": {"sheetId": tab, "dimension": "COLUMNS", "length": 1}},
        {"cutPaste": {"source": source, "destination": there, "pasteType": "PASTE_NORMAL"}},
    )


def _drag_column(people: People) -> None:
    key = people.any_tab()
    places = list(people.columns(key).values())
    source, there = people.chance.choice(places), people.chance.choice(places)
    people.do(moved(people.ids[key], "COLUMNS", source, there))


def _insert_column(people: People) -> None:
    """Insert a column of one's own."""
    tab = people.ids[people.any_tab()]
    at = people.chance.randint(0, 3)
    people.do({"insertDimension": {"range": span(tab, "COLUMNS", at, at + 1), "inheritFromBefore": at > 0}})
    people._type(tab, 0, at, cell_data("Mes notes"))


def _blank_rows(people: People) -> None:
    people.do(inserted(people.ids[people.any_tab()], "ROWS", 2, 3))


def _freeze_ours(people: People) -> None:
    rows = people.chance.randint(0, 6)
    tab = people.our_tab()
    if rows < _grid_size(people, tab)[0]:
        _properties(people, tab, "gridProperties.frozenRowCount", gridProperties={"frozenRowCount": rows})


def _hide_ours(people: People) -> None:
    _properties(people, people.our_tab(), "hidden", hidden=people.chance.random() < 0.5)


def _merge_ours(people: People) -> None:
    """Merge cells: what stands in all but the first is lost, so never where nothing can be computed again."""
    tab = people.our_tab(kept=False)
    rows, columns = _grid_size(people, tab)
    if rows < 12 or columns < 4:
        return
    row = people.chance.randint(8, rows - 2)
    place = area(tab, (row, row + 2), (0, 2))
    people.do(
        {"unmergeCells": {"range": {"sheetId": tab}}},
        {"mergeCells": {"range": place, "mergeType": "MERGE_ALL"}},
    )


def _filter_ours(people: People) -> None:
    tab = people.our_tab()
    people.do(
        {"clearBasicFilter": {"sheetId": tab}}, {"setBasicFilter": {"filter": {"range": {"sheetId": tab}}}}
    )


def _type_over_ours(people: People) -> None:
    people._type(people.our_tab(kept=False), 5, 1, cell_data("à moi"))


def _delete_week(people: People) -> None:
    """An administrator deletes the rows of a frozen week."""
    rows = _frozen_rows(people)
    if not rows:
        return
    week = people.chance.choice(sorted(rows))
    tab = people.ours[HISTORY]
    people.do(*(deleted(tab, "ROWS", row, row + 1) for row in sorted(rows[week], reverse=True)))
    people.voided.add(week)


def _clear_week(people: People) -> None:
    """An administrator empties the rows of a frozen week."""
    rows = _frozen_rows(people)
    if not rows:
        return
    week = people.chance.choice(sorted(rows))
    for row in rows[week]:
        people.do(cleared(people.ours[HISTORY], startRowIndex=row, endRowIndex=row + 1))
    people.voided.add(week)


def _sort_history(people: People) -> None:
    rows = [row for found in _frozen_rows(people).values() for row in found]
    if rows:
        place = {"sheetId": people.ours[HISTORY], "startRowIndex": min(rows), "endRowIndex": max(rows) + 1}
        people.do(sorted_by(2, "DESCENDING", **place))


def _go_american(people: People) -> None:
    people.do({"updateSpreadsheetProperties": {"properties": {"locale": "en_US"}, "fields": "locale"}})


def _go_french(people: People) -> None:
    people.do({"updateSpreadsheetProperties": {"properties": {"locale": "fr_FR"}, "fields": "locale"}})


def _frozen_rows(people: People) -> dict[str, list[int]]:
    """The rows of each frozen week, from 0."""
    found: dict[str, list[int]] = {}
    for number, line in enumerate(people.grid(HISTORY)):
        for week in (cell for cell in line if isinstance(cell, str) and is_week(cell)):
            found.setdefault(week, []).append(number)
    return found


def is_week(text: str) -> bool:
    """Whether a cell names a week, as 2026-W09."""
    return len(text) == len("2026-W09") and text[4:6] == "-W" and text[6:].isdecimal()


def _grid_size(people: People, tab: int) -> tuple[int, int]:
    found = people.seen("sheets.properties(sheetId,gridProperties)")["sheets"]
    properties = next(each["properties"] for each in found if each["properties"].get("sheetId", 0) == tab)
    return properties["gridProperties"]["rowCount"], properties["gridProperties"]["columnCount"]


def _properties(people: People, tab: int, fields: str, **changed: Any) -> None:
    properties = {"sheetId": tab, **changed}
    people.do({"updateSheetProperties": {"properties": properties, "fields": fields}})


EDITS: Mapping[str, Callable[[People], None]] = {
    "renames a tab": _rename_tab,
    "renames it back": _rename_back,
    "renames a tab of ours": _rename_ours,
    "duplicates a tab": _duplicate,
    "sorts a tab": _sort,
    "cuts and pastes a column": _cut_column,
    "drags a column": _drag_column,
    "inserts a column": _insert_column,
    "inserts a blank row": _blank_rows,
    "freezes rows of ours": _freeze_ours,
    "hides a tab of ours": _hide_ours,
    "merges cells of ours": _merge_ours,
    "filters a tab of ours": _filter_ours,
    "types over a cell of ours": _type_over_ours,
    "deletes a frozen week": _delete_week,
    "empties a frozen week": _clear_week,
    "sorts the history": _sort_history,
    "goes American": _go_american,
    "goes back to French": _go_french,
}
"""What people do to a sheet beside typing in it; none of it changes what the figures are."""
