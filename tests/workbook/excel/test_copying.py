"""A copy of a workbook with an import in it: the rest as it was, and the original untouched."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.table import Table

from abm_sheets.errors.incoming import CopyNotMadeError, CopyNotWrittenError, WorkbookChangedError
from abm_sheets.intake import InputTab
from abm_sheets.workbook.edits import Left, NewRow, RowUpdate
from abm_sheets.workbook.excel import ExcelWorkbook
from abm_sheets.workbook.excel.copies import Copied, TabChange, digest, write_copy
from abm_sheets.workbook.excel.package import LOSSES, find_losses
from abm_sheets.workbook.excel.writer import read_stamp

TAB = "Opportunités"
HEADERS = ["Identifiant", "Compte", "Montant", "Étape", "Créée le", "Suivi"]
ROWS: list[list[Any]] = [
    ["D1", "Alizé", 1000, "Proposition", date(2026, 9, 1), "à relancer"],
    ["D2", "Boréal", 2000, "Découverte", date(2026, 9, 2), "=C3*2"],
]

UPDATES = [
    RowUpdate(
        2, {"id": "D1"}, {"stage": "Proposition", "amount": 1000}, {"stage": "Gagnée", "amount": 1250.5}
    ),
    RowUpdate(3, {"id": "D2"}, {"created": date(2026, 9, 2)}, {"created": date(2026, 9, 12)}),
]
NEW: list[NewRow] = [
    {"id": "D3", "account": "=1+1", "stage": "#N/A", "created": date(2026, 9, 3), "amount": 3, "name": "x"},
    {"id": "D4", "account": "Alizé", "stage": "+33", "created": date(2026, 9, 4)},
]


def made(folder: Path, change: Callable[[Any, Any], None] | None = None) -> Path:
    """A workbook that people keep, changed further by a test."""
    path = folder / "suivi.xlsx"
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = TAB
    for row in (HEADERS, *ROWS):
        sheet.append(row)
    book.create_sheet("Notes")["A1"] = "à nous"
    if change:
        change(book, sheet)
    book.save(path)
    return path


def copied(
    path: Path,
    updates: Sequence[RowUpdate] = (),
    rows: Sequence[NewRow] = (),
    first: int = 4,
    stamp: str = "abc",
) -> tuple[Copied, Any]:
    """What became of changes, and the tab of the copy."""
    target, snapshot = InputTab("opportunities"), ExcelWorkbook(path).read()
    tab = snapshot.tabs[target.find_tab(snapshot)]
    change = TabChange(digest(path), tab.title, target.find_columns(tab), updates, rows, first)
    output = path.with_name("copie.xlsx")
    told: list[int] = []
    done = write_copy(path, change, output, stamp, told.append)
    assert sum(told) == len(updates) + len(rows)
    return done, openpyxl.load_workbook(output)[TAB]


def rows_of(sheet: Any) -> list[list[Any]]:
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    return [[each.date() if isinstance(each, datetime) else each for each in row] for row in cells]


def test_cells_change_and_rows_are_added(tmp_path: Path) -> None:
    path = made(tmp_path)
    before = path.read_bytes()

    done, sheet = copied(path, UPDATES, NEW)

    assert rows_of(sheet) == [
        HEADERS,
        ["D1", "Alizé", 1250.5, "Gagnée", date(2026, 9, 1), "à relancer"],
        ["D2", "Boréal", 2000, "Découverte", date(2026, 9, 12), "=C3*2"],
        ["D3", "=1+1", 3, "#N/A", date(2026, 9, 3), None],
        ["D4", "Alizé", None, "+33", date(2026, 9, 4), None],
    ]
    assert path.read_bytes() == before
    assert (done.updated.rows, done.updated.left) == ({0: 2, 1: 3}, {})
    assert (done.appended.rows, done.appended.unplaced) == ({0: 4, 1: 5}, ["name"])
    assert sheet.parent["Notes"]["A1"].value == "à nous"


def test_text_is_never_a_formula_nor_an_error(tmp_path: Path) -> None:
    _, sheet = copied(made(tmp_path), UPDATES, NEW)

    assert [sheet["B4"].data_type, sheet["D4"].data_type, sheet["D5"].data_type] == ["s", "s", "s"]
    assert sheet["F3"].data_type == "f"
    read = ExcelWorkbook(tmp_path / "copie.xlsx").read().tabs[0]
    assert [column[3] for column in read.columns[:4]] == ["D3", "=1+1", 3, "#N/A"]


def test_new_rows_look_like_the_ones_above_and_dates_like_dates(tmp_path: Path) -> None:
    def dress(_: Any, sheet: Any) -> None:
        sheet["C3"].number_format = "#,##0.00 €"
        sheet["E3"].number_format = "dd/mm/yyyy"

    _, sheet = copied(made(tmp_path, dress), UPDATES, NEW)

    assert (sheet["C4"].number_format, sheet["E4"].number_format) == ("#,##0.00 €", "dd/mm/yyyy")
    assert sheet["E3"].number_format == "dd/mm/yyyy"


def test_the_first_rows_of_an_empty_tab_have_dates_that_look_so(tmp_path: Path) -> None:
    path = made(tmp_path, lambda _, sheet: sheet.delete_rows(2, 2))

    _, sheet = copied(path, (), NEW, first=2)

    assert rows_of(sheet)[1][4] == date(2026, 9, 3)
    assert sheet["E2"].is_date


def test_a_date_typed_over_a_text_looks_like_a_date(tmp_path: Path) -> None:
    path = made(tmp_path, lambda _, sheet: sheet.__setitem__("E2", "bientôt"))

    _, sheet = copied(
        path, [RowUpdate(2, {"id": "D1"}, {"created": "bientôt"}, {"created": date(2026, 9, 9)})]
    )

    assert sheet["E2"].is_date


LEFT = {
    "another value": (lambda _, sheet: sheet.__setitem__("D2", "Perdue"), Left.CHANGED),
    "another key": (lambda _, sheet: sheet.__setitem__("A2", "D9"), Left.CHANGED),
    "a formula": (lambda _, sheet: sheet.__setitem__("C2", "=500*2"), Left.COMPUTED),
    "merged cells": (lambda _, sheet: sheet.merge_cells("C2:D2"), Left.COMPUTED),
}


@pytest.mark.parametrize("what", LEFT)
def test_a_row_that_is_not_what_was_read_is_left_alone(what: str, tmp_path: Path) -> None:
    change, reason = LEFT[what]
    path = made(tmp_path, change)
    before = rows_of(openpyxl.load_workbook(path)[TAB])

    done, sheet = copied(path, UPDATES[:1])

    assert (done.updated.rows, done.updated.left) == ({}, {0: reason})
    assert rows_of(sheet) == before


def test_a_row_known_by_a_formula_is_changed(tmp_path: Path) -> None:
    path = made(tmp_path, lambda _, sheet: sheet.__setitem__("A2", '="D"&1'))

    done, sheet = copied(path, UPDATES[:1])

    assert done.updated.rows == {0: 2}
    assert sheet["D2"].value == "Gagnée"


def test_a_table_and_a_filter_grow_with_the_rows(tmp_path: Path) -> None:
    def tabulate(book: Any, sheet: Any) -> None:
        sheet.add_table(Table(displayName="Affaires", ref="A1:F3"))
        book["Notes"].auto_filter.ref = "A1:A3"

    _, sheet = copied(made(tmp_path, tabulate), (), NEW)

    assert sheet.tables["Affaires"].ref == "A1:F5"
    assert sheet.tables["Affaires"].autoFilter.ref == "A1:F5"
    assert sheet.parent["Notes"].auto_filter.ref == "A1:A3"


TABLES = {
    "a table with totals": ("A1:F3", 1, "A1:F3"),
    "a table of something else": ("A1:B3", 0, "A1:B3"),
    "a table with blank rows": ("A1:F30", 0, "A1:F30"),
}


@pytest.mark.parametrize("what", TABLES)
def test_other_tables_stay_as_they_are(what: str, tmp_path: Path) -> None:
    ref, totals, expected = TABLES[what]
    table = Table(displayName="Affaires", ref=ref, totalsRowCount=totals or None)

    _, sheet = copied(made(tmp_path, lambda _, sheet: sheet.add_table(table)), (), NEW)

    assert sheet.tables["Affaires"].ref == expected


def test_the_filter_of_the_tab_grows(tmp_path: Path) -> None:
    path = made(tmp_path, lambda _, sheet: setattr(sheet.auto_filter, "ref", "A1:F3"))

    _, sheet = copied(path, (), NEW)

    assert sheet.auto_filter.ref == "A1:F5"


def test_a_filter_of_whole_columns_stays_as_it_is(tmp_path: Path) -> None:
    path = made(tmp_path, lambda _, sheet: setattr(sheet.auto_filter, "ref", "A:F"))

    _, sheet = copied(path, (), NEW)

    assert sheet.auto_filter.ref == "A:F"


def test_a_copy_bears_a_stamp_that_the_next_copy_replaces(tmp_path: Path) -> None:
    path = made(tmp_path)
    assert read_stamp(path) is None

    copied(path, stamp="first")
    copy = tmp_path / "copie.xlsx"
    assert read_stamp(copy) == "first"

    other = copy.rename(tmp_path / "renommé.xlsx")
    copied(other, stamp="second")
    assert read_stamp(tmp_path / "copie.xlsx") == "second"
    assert read_stamp(other) == "first"


def test_a_property_that_nobody_can_read_is_no_stamp(tmp_path: Path) -> None:
    path = made(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("docProps/custom.xml", "<a")

    assert read_stamp(path) is None


def no_change(path: Path) -> TabChange:
    """Nothing to change in a workbook as it is."""
    head = InputTab("opportunities").find_columns(ExcelWorkbook(path).read().tabs[0])
    return TabChange(digest(path), TAB, head, (), (), 4)


def test_a_workbook_saved_meanwhile_is_not_copied(tmp_path: Path) -> None:
    path = made(tmp_path)
    change = no_change(path)
    made(tmp_path, lambda _, sheet: sheet.__setitem__("A2", "D9"))

    with pytest.raises(WorkbookChangedError, match=r"suivi\.xlsx"):
        write_copy(path, change, tmp_path / "copie.xlsx", "")

    assert not (tmp_path / "copie.xlsx").exists()


def test_what_cannot_be_copied_is_told_in_a_sentence(tmp_path: Path) -> None:
    path = made(tmp_path)
    change = no_change(path)
    path.write_bytes(b"PK")

    with pytest.raises(CopyNotMadeError, match="BadZipFile"):
        write_copy(path, replace(change, digest=digest(path)), tmp_path / "copie.xlsx", "")


def test_a_copy_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    path = made(tmp_path)
    change = no_change(path)

    with pytest.raises(CopyNotWrittenError):
        write_copy(path, change, tmp_path / "absent" / "copie.xlsx", "")
    (tmp_path / "copie.xlsx").mkdir()
    with pytest.raises(CopyNotWrittenError):
        write_copy(path, change, tmp_path / "copie.xlsx", "")

    assert sorted(each.name for each in tmp_path.iterdir()) == ["copie.xlsx", "suivi.xlsx"]


PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def picture() -> dict[str, Any]:
    return {"image_data": io.BytesIO(PICTURE)}


THINGS: dict[str, Callable[[Any, Any], Any]] = {
    "charts": lambda book, sheet: sheet.insert_chart("J1", _chart(book)),
    "pictures": lambda _, sheet: sheet.insert_image("J1", "x.png", picture()),
    "shapes": lambda _, sheet: sheet.insert_textbox("J1", "lisez-moi"),
    "controls": lambda _, sheet: sheet.insert_button("J1", {"macro": "x"}),
    "sparklines": lambda _, sheet: sheet.add_sparkline("J1", {"range": f"'{TAB}'!C2:C3"}),
    "rules": lambda _, sheet: sheet.conditional_format("C2:C3", {"type": "data_bar", "data_bar_2010": True}),
    "rich_data": lambda _, sheet: sheet.embed_image("J1", "x.png", picture()),
    "dynamic_arrays": lambda _, sheet: sheet.write_dynamic_array_formula("J1:J2", "=SORT(C2:C3)"),
    "formulas": lambda _, sheet: sheet.write_formula("J1", "=C2", None, 1000),
}


def _chart(book: Any) -> Any:
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": f"='{TAB}'!$C$2:$C$3"})
    return chart


@pytest.mark.parametrize("thing", THINGS)
def test_what_the_copy_does_not_keep_is_told(thing: str, tmp_path: Path) -> None:
    path = tmp_path / "suivi.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet(TAB)
    for number, row in enumerate((HEADERS, *ROWS)):
        sheet.write_row(number, 0, row[:5])
    THINGS[thing](book, sheet)
    book.close()

    assert thing in find_losses(path)
    copied(path, (), NEW)
    found = find_losses(tmp_path / "copie.xlsx")
    assert (thing in found) == (thing in {"charts", "pictures", "formulas"})


MEMBERS = {
    "macros": "xl/vbaProject.bin",
    "slicers": "xl/slicers/slicer1.xml",
    "objects": "xl/embeddings/oleObject1.bin",
    "threads": "xl/threadedComments/threadedComment1.xml",
    "queries": "xl/connections.xml",
    "new_charts": "xl/charts/chartEx1.xml",
}


@pytest.mark.parametrize("thing", MEMBERS)
def test_other_members_are_told_and_lost(thing: str, tmp_path: Path) -> None:
    path = made(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(MEMBERS[thing], "<x/>")

    assert find_losses(path) == [thing, "formulas"]
    copied(path)
    assert find_losses(tmp_path / "copie.xlsx") == ["formulas"]


def test_every_loss_is_tried() -> None:
    assert {*THINGS, *MEMBERS} == set(LOSSES)


def test_a_plain_workbook_loses_nothing(tmp_path: Path) -> None:
    path = made(tmp_path, lambda _, sheet: sheet.__setitem__("F3", None))

    assert find_losses(path) == []
