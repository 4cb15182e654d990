"""What the tests of rows added to a spreadsheet share: a sheet that people keep, rows that a tool sends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from abm_sheets.intake import append
from abm_sheets.workbook.contents import Plain
from abm_sheets.workbook.edits import Appended
from abm_sheets.workbook.google.spreadsheet import GoogleWorkbook
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, Person, load_snapshot, open_robot, values
from tests.sheets import snapshot

Json = dict[str, Any]

TAB = "Interactions"

THEIRS = """
    date       | account | type      | Remarque   | asset
    2026-09-01 | Alizé   | Webinaire | à rappeler | Guide
    2026-09-02 | Boréal  | LinkedIn  |            |
"""
"""The interactions that people typed, with a column of their own."""

ROWS: Sequence[dict[str, Plain]] = (
    {"date": "2026-09-10", "account": "=1+1", "type": "Webinaire", "asset": "007"},
    {"date": "2026-09-11", "account": "Alizé", "type": "@x"},
    {
        "date": "2026-09-12",
        "account": "+33 6 00",
        "type": "LinkedIn",
        "asset": '=IMPORTXML("http://x";"//a")',
    },
)
"""The rows that a tool sends."""

SHOWN = [
    [46275, "=1+1", "Webinaire", "", "007"],
    [46276, "Alizé", "@x"],
    [46277, "+33 6 00", "LinkedIn", "", '=IMPORTXML("http://x";"//a")'],
]
"""The same as the sheet holds them."""


def shared(google: LocalGoogle, interactions: str = THEIRS) -> str:
    """A spreadsheet of the people's."""
    return load_snapshot(google, snapshot("fr_FR", interactions=interactions))


def feed(
    book: GoogleWorkbook,
    rows: Sequence[dict[str, Plain]] = ROWS,
    batch: str = "b1",
    tab: str = "interactions",
) -> Appended:
    """Add rows as a job does."""
    return append(book, tab, rows, batch)


def fed(google: LocalGoogle, spreadsheet: str, batch: str = "b1", **bounds: Any) -> Appended:
    """Add the usual rows by a process of its own."""
    return feed(open_robot(google, spreadsheet, **bounds), batch=batch)


def added(google: LocalGoogle, spreadsheet: str, title: str = TAB) -> list[list[Any]]:
    """The rows of a tab under the people's own."""
    return values(google, spreadsheet, title)[3:]


def shown(google: LocalGoogle, spreadsheet: str, title: str = TAB, how: str = "FORMATTED_VALUE") -> Any:
    """The rows of a tab as people see them, or with their formulas."""
    path = f"/v4/spreadsheets/{spreadsheet}/values/{title}"
    return Person(google, OWNER).done("GET", path, valueRenderOption=how)["values"]


def calls(book: GoogleWorkbook) -> list[str]:
    """What was asked of Google, by the method's verb or the end of its path."""
    return ["get" if call.method == "GET" else call.path.rpartition("/")[2] for call in book.client.calls]


def times(google: LocalGoogle, spreadsheet: str, title: str = TAB) -> Counter[str]:
    """How often each of the usual rows stands in a tab, whatever the columns."""
    rows = values(google, spreadsheet, title)
    wanted = [{str(cell) for cell in row if cell != ""} for row in SHOWN]
    found = [{str(cell) for cell in row} for row in rows]
    return Counter(str(at) for at, row in enumerate(wanted) for there in found if row <= there)


ONCE = Counter({"0": 1, "1": 1, "2": 1})


def tab_id(google: LocalGoogle, spreadsheet: str, title: str = TAB) -> int:
    """The id of a tab."""
    return Person(google, OWNER).tabs(spreadsheet)[title]


def marks(google: LocalGoogle, spreadsheet: str) -> list[Json]:
    """The marks of batches on the spreadsheet's tabs."""
    found = Person(google, OWNER).done(
        "GET", f"/v4/spreadsheets/{spreadsheet}", fields="sheets.developerMetadata"
    )
    every = [mark for sheet in found["sheets"] for mark in sheet.get("developerMetadata", [])]
    return [mark for mark in every if mark["metadataKey"] == "abm_sheets.batch"]
