"""Past weeks keep their frozen figures, and what today gives is shown beside them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from abm_sheets.history.changes import restatements
from abm_sheets.refresh import examine, refresh
from abm_sheets.workbook.memory import MemoryWorkbook
from abm_sheets.workbook.sheet import Sheet
from tests.commands import plain, run
from tests.google.launch import LocalGoogle
from tests.history.test_weeks_that_stay import SETTINGS, at, content
from tests.loading import OWNER, Person, load_snapshot, open_robot
from tests.workbook.test_contract import in_a_file

FEWER = "date | account | type\n2026-09-01 | Alizé | Webinaire"


@pytest.fixture
def corrected() -> MemoryWorkbook:
    """A workbook whose rows were corrected after its week was frozen."""
    book = MemoryWorkbook(content())
    refresh(book, now=at("2026-09-07"))
    book.snapshot = content(interactions=FEWER)
    return book


def sheet(book: MemoryWorkbook, key: str) -> Sheet:
    return next(each for each in book.sheets if each.key == key)


def shown(book: MemoryWorkbook, key: str) -> str:
    """All the texts of a tab."""
    found = sheet(book, key)
    items = [item for block in found.blocks for row in block.rows for item in row if item]
    columns = [column for table in found.tables for column in table.columns]
    cells = [value for column in columns for value in column.values]
    return plain(" ".join(str(each) for each in [*(item.value for item in items), *cells]))


def test_the_table_shows_the_frozen_figure_and_marks_it(corrected: MemoryWorkbook) -> None:
    refresh(corrected, now=at("2026-09-08"))

    weeks = sheet(corrected, "dashboard").tables[0]
    engaged = weeks.columns[2]
    place = list(weeks.columns[0].values).index("S36")
    assert engaged.values[place] == 1
    assert list(engaged.special) == [place]
    assert plain(str(engaged.special[place].note)).startswith("Retraité : 1 au moment de figer la semaine, 0")
    assert "Retraité dans une case" in shown(corrected, "dashboard")


def test_a_day_within_a_frozen_week_is_shown_as_of_that_day(corrected: MemoryWorkbook) -> None:
    wednesday = at("2026-09-02").date()

    refresh(corrected, wednesday, now=at("2026-09-08"))

    weeks = sheet(corrected, "dashboard").tables[0]
    assert weeks.columns[0].values[-1] == "S36 *"
    assert weeks.columns[2].values[-1] == 0
    assert not any(column.special for column in weeks.columns)


def test_the_report_gives_what_today_gives(corrected: MemoryWorkbook) -> None:
    view = examine(corrected, now=at("2026-09-08"))
    found = restatements(view.history, view.figures.weeks)

    assert [(each.week, each.metric, each.frozen, each.recomputed) for each in found] == [
        ("2026-W36", "engaged_accounts", 1, 0)
    ]
    assert view.report.weeks[-2].engaged_accounts == 0


def test_nothing_is_marked_where_nothing_changed() -> None:
    book = MemoryWorkbook(content())
    refresh(book, now=at("2026-09-07"))

    refresh(book, now=at("2026-09-08"))

    assert all(not column.special for column in sheet(book, "dashboard").tables[0].columns)
    assert "Retraité" not in shown(book, "dashboard")


def test_the_definitions_say_what_changed_since_the_version_before() -> None:
    book = MemoryWorkbook(content())
    refresh(book, now=at("2026-09-07"))
    assert "C'est la première version connue." in shown(book, "definitions")
    first = book.read()
    changed = content(settings=f"{SETTINGS}\nengagement_min_interactions | 4\ncycle | moyenne")
    kept = next(each for each in first.tabs if each.identity == "history")
    book.snapshot, book.sheets = replace(changed, tabs=[*changed.tabs, kept]), ()

    refresh(book, now=at("2026-09-08"))

    reported = shown(book, "definitions")
    assert "Ce qui a changé depuis la version" in reported
    assert "3 → 4" in reported
    assert "médiane → moyenne" in reported


def test_the_past_may_be_shown_recomputed(tmp_path: Path) -> None:
    kept = in_a_file(content(), tmp_path)
    refresh(kept.workbook, now=at("2026-09-07"))
    in_a_file(content(interactions=FEWER), tmp_path)

    done = run("refresh", tmp_path / "suivi.xlsx", "--as-of", "2026-09-08", "--recomputed")

    lines = [plain(line) for line in done.output.splitlines()]
    assert "2026-W36 │ Comptes engagés │ 1 │ 0 │ retraité" in lines
    assert "2026-W36 │ Comptes ciblés │ 2 │ 2 │" in lines


def test_an_explanation_may_show_the_past_of_its_metric(tmp_path: Path) -> None:
    kept = in_a_file(content(), tmp_path)
    refresh(kept.workbook, now=at("2026-09-07"))
    in_a_file(content(interactions=FEWER), tmp_path)
    book, day = tmp_path / "suivi.xlsx", ("--as-of", "2026-09-08", "--recomputed")

    engaged = [plain(line) for line in run("explain", book, "Comptes engagés", *day).output.splitlines()]
    account = run("explain", book, "Alizé", *day)

    assert engaged[-1] == "2026-W36 │ Comptes engagés │ 1 │ 0 │ retraité"
    assert account.output.rstrip().endswith("pas les comptes.")


def test_without_a_history_there_is_nothing_to_recompute(tmp_path: Path) -> None:
    in_a_file(content(), tmp_path)

    done = run("refresh", tmp_path / "suivi.xlsx", "--as-of", "2026-09-08", "--recomputed")

    assert done.output.rstrip().endswith("Aucune semaine n'est encore figée.")


def test_a_marked_cell_keeps_its_figure_in_a_file(tmp_path: Path) -> None:
    kept = in_a_file(content(), tmp_path)
    refresh(kept.workbook, now=at("2026-09-07"))
    in_a_file(content(interactions=FEWER), tmp_path)

    refresh(kept.workbook, now=at("2026-09-08"))

    written = openpyxl.load_workbook(tmp_path / "suivi-dashboard.xlsx")["Tableau de bord"]
    marked = [cell for row in written.iter_rows() for cell in row if cell.comment]
    assert [cell.value for cell in marked] == [1]
    assert "Retraité" in str(marked[0].comment)


def test_a_marked_cell_carries_its_note_on_a_google_sheet(google: LocalGoogle) -> None:
    spreadsheet = load_snapshot(google, content())
    refresh(open_robot(google, spreadsheet), now=at("2026-09-07"))
    interactions = "Interactions!A3:Z9"
    Person(google, OWNER).done("POST", f"/v4/spreadsheets/{spreadsheet}/values/{interactions}:clear", {})

    refresh(open_robot(google, spreadsheet), now=at("2026-09-08"))

    path = f"/v4/spreadsheets/{spreadsheet}"
    fields = "sheets.data.rowData.values(note,userEnteredValue,userEnteredFormat.backgroundColorStyle)"
    found = Person(google, OWNER).done("GET", path, ranges="Tableau de bord", fields=fields)
    cells = [cell for row in found["sheets"][0]["data"][0]["rowData"] for cell in row.get("values", [])]
    marked = [cell for cell in cells if "note" in cell]
    assert [cell["userEnteredValue"] for cell in marked] == [{"numberValue": 1}]
    assert plain(marked[0]["note"]).startswith("Retraité : 1 au moment de figer la semaine, 0")
    assert "backgroundColorStyle" in marked[0]["userEnteredFormat"]
