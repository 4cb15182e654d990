"""What every workbook promises, whatever it is kept in: one suite over memory, `.xlsx` and Google."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from abm_sheets.errors import NoUsableTabError
from abm_sheets.language import catalogue
from abm_sheets.refresh import examine, refresh, run
from abm_sheets.workbook.contents import plain, shown
from abm_sheets.workbook.excel import ExcelWorkbook
from abm_sheets.workbook.interface import CellError, Look, Snapshot, Tab, Workbook
from abm_sheets.workbook.memory import MemoryWorkbook
from abm_sheets.workbook.sheet import Block, Item, Sheet, Style, Table, TableColumn, Value
from tests.google.launch import LocalGoogle
from tests.loading import load_snapshot, open_robot, values
from tests.sheets import NOW, snapshot
from tests.tables.test_sources import mirrored

D = date(2026, 9, 27)
OUTPUTS = (
    "dashboard",
    "account_view",
    "analysis",
    "review",
    "definitions",
    "quality",
    "evidence",
    "history",
    "stage_history",
)

Grid = dict[tuple[int, int], Any]
"""What a tab shows: its cells that are not blank, by row and column from 0."""


@dataclass(frozen=True)
class Kept:
    """A workbook kept somewhere, and how to look at one of its tabs after a write."""

    workbook: Workbook
    look_at: Callable[[str], Grid]


Keep = Callable[[Snapshot], Kept]


@pytest.fixture(params=["memory", "excel", "google"])
def keep(request: pytest.FixtureRequest, tmp_path: Path) -> Keep:
    """Keep a snapshot in each kind of workbook in turn."""
    if request.param == "memory":
        return _in_memory
    if request.param == "excel":
        return lambda snapshot: in_a_file(snapshot, tmp_path)
    google: LocalGoogle = request.getfixturevalue("google")
    return lambda snapshot: _on_google(snapshot, google)


def _in_memory(content: Snapshot) -> Kept:
    book = MemoryWorkbook(content)
    return Kept(book, lambda title: _sheet_grid(next(s for s in book.sheets if s.title == title)))


def in_a_file(content: Snapshot, folder: Path) -> Kept:
    """A workbook kept in an `.xlsx` file of a folder."""
    path = folder / "suivi.xlsx"
    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"}) as file:
        for tab in content.tabs:
            _write_tab(file.add_worksheet(tab.title), tab)
    book = ExcelWorkbook(path)
    return Kept(book, lambda title: _file_grid(book.output, title))


def _write_tab(sheet: Any, tab: Tab) -> None:
    for column, cells in enumerate(tab.columns):
        for row, cell in enumerate(cells):
            if isinstance(cell, CellError):
                sheet.write_formula(row, column, "=NA()", None, cell.code)
            elif isinstance(cell, str):
                sheet.write_string(row, column, cell)
            elif cell is not None:
                sheet.write(row, column, cell)


def _on_google(content: Snapshot, google: LocalGoogle) -> Kept:
    spreadsheet = load_snapshot(google, content)
    return Kept(open_robot(google, spreadsheet), lambda title: _rows_grid(values(google, spreadsheet, title)))


def _rows_grid(rows: list[list[Any]]) -> Grid:
    """The cells as plain values: dates as serial numbers, figures to a billionth."""
    return {
        (row, column): round(cell, 9) if isinstance(cell, float) else cell
        for row, cells in enumerate(rows)
        for column, value in enumerate(cells)
        if (cell := plain(value, 50_000)) is not None
    }


def _file_grid(path: Path, title: str) -> Grid:
    sheet = openpyxl.load_workbook(path)[title]
    return _rows_grid([[cell.value for cell in row] for row in sheet.iter_rows()])


def _sheet_grid(sheet: Sheet) -> Grid:
    cells: dict[tuple[int, int], Any] = {}
    for block in sheet.blocks:
        for row, items in enumerate(block.rows, block.row):
            for column, item in enumerate(items, block.column):
                if item is not None:
                    cells[row, column] = shown([item.value], item.style)[0]
    for table in sheet.tables:
        for column, each in table.placed():
            for row, value in enumerate([each.header, *shown(each.values, each.style)], table.row):
                cells[row, column] = value
    height, width = (max(place[axis] for place in cells) + 1 for axis in (0, 1))
    return _rows_grid([[cells.get((row, column)) for column in range(width)] for row in range(height)])


BUSY = {
    "accounts": """
        account      | domains   | industry | targeted | targeted_from
        Alizé        | alize.fr  | Tech     | oui      | 2026-07-01
        Boréal SAS   | boreal.fr | Énergie  | TRUE     |
        |
        '=1+1 & Fils | fils.fr   | Tech     | x        | '1er août 2026
    """,
    "interactions": """
        date        | account              | type       | asset         | id
        2026-09-01  | Alizé                | Webinaire  | Guide         | a
        '15/09/2026 | lea@alize.fr         | LinkedIn   |               | b
        2026-09-20  | https://www.alize.fr | Livre blanc| @import       | c
        2026-09-21  | Zéphyr               | Webinaire  |               | d
        #N/A        | Alizé                | Webinaire  |               | e
    """,
    "opportunities": """
        id | account | name        | amount      | stage       | created    | closed
        O1 | Alizé   | +33 6 00 00 | 12000.5     | Gagnée      | 2026-07-10 | 2026-09-22
        O2 | Boréal  | '=IMPORTXML("http://x","//a") | '1 234,50 € | Proposition | 2026-08-01 |
    """,
    "marketing_costs": """
        date       | label | amount
        2026-08-05 | Salon | 1500
    """,
    "settings": """
        setting  | value
        language | fr
    """,
}
"""A workbook that a person filled: typed dates, texts that look like formulas, errors, blank rows."""


def titled(keys: Iterable[str]) -> list[str]:
    """The titles of some tabs."""
    return [catalogue("fr").title(key) for key in keys]


def busy() -> Snapshot:
    return snapshot("fr_FR", time_zone="Europe/Paris", **BUSY)


def test_the_tabs_are_read_in_order(keep: Keep) -> None:
    assert [tab.title for tab in keep(busy()).workbook.read().tabs] == [tab.title for tab in busy().tabs]


def test_the_report_is_the_same_wherever_the_workbook_is_kept(keep: Keep) -> None:
    expected = examine(MemoryWorkbook(busy()), D, now=NOW).report

    assert examine(keep(busy()).workbook, D, now=NOW).report == expected


def test_every_output_tab_shows_the_same_wherever_it_is_kept(keep: Keep) -> None:
    reference = MemoryWorkbook(busy())
    refresh(reference, D, now=NOW, by="Léa")
    kept = keep(busy())

    refresh(kept.workbook, D, now=NOW, by="Léa")

    for sheet in reference.sheets:
        shown_there, wanted = kept.look_at(sheet.title), _sheet_grid(sheet)
        assert _without_names(shown_there) == _without_names(wanted), sheet.title


def _without_names(grid: Grid) -> Grid:
    """The line that names the workbook differs with its name."""
    return {place: re.sub("sur «.*»", "", v) if isinstance(v, str) else v for place, v in grid.items()}


@pytest.mark.parametrize(
    "text", ['=IMPORTXML("http://x","//a")', "+33 6 00 00 00 00", "@import", "-5", "007", "'x"]
)
def test_text_arrives_as_text(keep: Keep, text: str) -> None:
    table = Table(1, 0, [TableColumn("=1+1", [text])])
    sheet = Sheet("quality", "Qualité", blocks=[Block(0, 0, [[Item(text)]])], tables=[table])
    kept = keep(busy())

    kept.workbook.write([sheet], Look("fr", "EUR"))

    assert kept.look_at("Qualité") == {(0, 0): text, (1, 0): "=1+1", (2, 0): text}


def test_values_of_every_type_arrive_as_they_are(keep: Keep) -> None:
    typed: list[Value] = [1, 2.5, True, date(2026, 9, 27), None]
    row = [Item(value, Style.DATE if isinstance(value, date) else Style.TEXT) for value in typed]
    ticks = Table(1, 0, [TableColumn("Fait", [True, False], Style.TICK)])
    kept = keep(busy())

    kept.workbook.write(
        [Sheet("quality", "Qualité", blocks=[Block(0, 0, [row])], tables=[ticks])], Look("fr", "EUR")
    )

    serial = plain(date(2026, 9, 27), 10)
    expected = {(0, 0): 1, (0, 1): 2.5, (0, 2): True, (0, 3): serial, (1, 0): "Fait", (2, 0): "✓"}
    assert kept.look_at("Qualité") == expected


def test_a_second_write_replaces_the_first_whole(keep: Keep) -> None:
    kept, look = keep(busy()), Look("fr", "EUR")
    long = Sheet(
        "quality", "Qualité", tables=[Table(0, 0, [TableColumn("A", [1, 2, 3]), TableColumn("B", [4, 5, 6])])]
    )
    short = Sheet("quality", "Qualité", tables=[Table(0, 0, [TableColumn("A", [7])])])

    kept.workbook.write([long], look)
    kept.workbook.read()
    kept.workbook.write([short], look)

    assert kept.look_at("Qualité") == {(0, 0): "A", (1, 0): 7}


def test_a_write_leaves_what_people_typed(keep: Keep) -> None:
    kept = keep(busy())
    refresh(kept.workbook, D, now=NOW)

    again = examine(kept.workbook, D, now=NOW).report

    assert again == examine(MemoryWorkbook(busy()), D, now=NOW).report


def test_a_workbook_without_a_usable_tab_is_not_written(keep: Keep) -> None:
    kept = keep(Snapshot("vide", [Tab("Notes", [["rien"]])], "fr_FR", "Europe/Paris"))

    with pytest.raises(NoUsableTabError):
        refresh(kept.workbook, D, now=datetime(2026, 9, 28, tzinfo=UTC))


DEALS = """
    id   | account | name  | amount | stage       | created    | expected   | link
    D501 | Alizé   | Socle | 20000  | Négociation | 2026-08-01 | 2026-12-01 | https://crm.example/501
    D502 | Nobody  | Autre | 1      | Négociation | 2026-08-01 |            |
"""


def test_records_that_come_in_are_kept_with_the_dashboard_and_count_at_each_run(keep: Keep) -> None:
    mirror = mirrored("hubspot", "opportunities", DEALS, aside=12, on=D)
    book = keep(snapshot()).workbook

    first, _ = run(book, D, now=NOW, incoming={mirror.key: mirror})
    again, _ = run(book, D, now=NOW)

    assert again.report == first.report
    assert again.report.metrics.open_pipeline == 20_000
    assert [each.model_dump() for each in again.report.sources] == [
        {"source": "hubspot", "kind": "opportunities", "records": 1, "aside": 13, "synchronised": D}
    ]


def test_records_that_come_in_stand_in_a_tab_that_says_when_they_were_read(keep: Keep) -> None:
    mirror = mirrored("hubspot", "opportunities", DEALS, aside=12, on=D)
    kept = keep(snapshot())

    run(kept.workbook, D, now=NOW, incoming={mirror.key: mirror})
    shown = kept.look_at("HubSpot – transactions")

    assert [shown.get((1, at)) for at in (0, 2, 3)] == ["Synchronisé le", "Fiches laissées de côté", 12]
    assert [shown.get((4, at)) for at in (0, 1, 2, 3)] == ["D501", "Alizé", "Socle", 20_000]
