"""Local files as people leave them: typed cells, odd tabs, and files that are no workbook."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from unittest.mock import Mock

import pytest
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from abm_sheets.errors import AbmSheetsError, NotAWorkbookError, PasswordProtectedError, WorkbookNotFoundError
from abm_sheets.workbook.excel import OLE_MAGIC, ExcelWorkbook
from abm_sheets.workbook.interface import CellError
from tests.workbook.excel.made_files import SHEET, read, remade, rows, written

GOLDEN = Path(__file__).parents[2] / "golden" / "article.xlsx"


def test_cells_keep_their_types(tmp_path: Path) -> None:
    def fill(book: Workbook, tab: Worksheet) -> None:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        tab.write_row(0, 0, ["Compte", 12, 12.5, True])
        tab.write_datetime(1, 0, datetime(2026, 3, 15), day)  # noqa: DTZ001
        tab.write_datetime(1, 1, datetime(2026, 3, 15, 14, 30), day)  # noqa: DTZ001
        tab.write_formula(1, 2, "=1+1", None, 2)

    found = rows(written(tmp_path, fill))
    assert found[0] == ("Compte", 12, 12.5, True)
    assert found[1][0] == date(2026, 3, 15)
    assert found[1][1:] == (datetime(2026, 3, 15, 14, 30), 2, "")  # noqa: DTZ001


def test_dates_counted_from_1904_are_the_same_dates(tmp_path: Path) -> None:
    def fill(book: Workbook, tab: Worksheet) -> None:
        tab.write_datetime(0, 0, date(2026, 3, 15), book.add_format({"num_format": "dd/mm/yyyy"}))

    assert rows(written(tmp_path, fill, date_1904=True)) == [(date(2026, 3, 15),)]


def test_each_tab_by_its_title_hidden_ones_too_and_chart_sheets_aside(tmp_path: Path) -> None:
    path = tmp_path / "suivi.xlsx"
    with Workbook(path) as book:
        book.add_worksheet("Notes & co").write(0, 0, "n")
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "='Notes & co'!$A$1"})
        book.add_chartsheet("Courbe").set_chart(chart)
        hidden = book.add_worksheet("Comptes")
        hidden.write(0, 0, "Compte")
        hidden.write_formula(1, 0, "=NA()", None, "#N/A")
        hidden.hide()
        book.add_worksheet("Vide")
        very_hidden = book.add_worksheet("Réglages")
        very_hidden.write(0, 0, "Paramètre")
        very_hidden.very_hidden()
    tabs = {tab.title: tab.columns for tab in read(path)}
    assert tabs == {
        "Notes & co": [["n"]],
        "Comptes": [["Compte", CellError("#N/A")]],
        "Vide": [],
        "Réglages": [["Paramètre"]],
    }


def test_leading_blank_rows_and_columns_are_kept(tmp_path: Path) -> None:
    found = rows(written(tmp_path, lambda _, tab: tab.write(2, 1, "Compte")))
    assert found == [("", ""), ("", ""), ("", "Compte")]


def test_the_file_lends_its_name(tmp_path: Path) -> None:
    book = ExcelWorkbook(written(tmp_path, lambda _, tab: tab.write(0, 0, "x")))
    assert book.name == book.read().name == "suivi.xlsx"
    assert book.output == tmp_path / "suivi-dashboard.xlsx"
    assert (book.read().locale, book.read().time_zone) == (None, None)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(WorkbookNotFoundError, match="nulle-part"):
        read(tmp_path / "nulle-part.xlsx")
    with pytest.raises(WorkbookNotFoundError):
        read(tmp_path)


CONTENTS: Mapping[str, bytes] = {
    "text": b"Compte;Domaines\nAliz\xe9;alize.fr\n",
    "empty": b"",
    "zip": b"PK\x05\x06" + bytes(18),
    "half a workbook": GOLDEN.read_bytes()[:5000],
    "old .xls": OLE_MAGIC + bytes(500) + "Workbook".encode("utf-16-le") + bytes(500),
}


@pytest.mark.parametrize("kind", CONTENTS)
def test_a_file_that_is_no_workbook(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "suivi.xlsx"
    path.write_bytes(CONTENTS[kind])
    with pytest.raises(NotAWorkbookError, match=re.escape(str(path))):
        read(path)


def test_an_encrypted_file(tmp_path: Path) -> None:
    path = tmp_path / "suivi.xlsx"
    path.write_bytes(OLE_MAGIC + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500))
    with pytest.raises(PasswordProtectedError):
        read(path)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", SHEET])
def test_a_zip_without_a_part_that_counts(part: str, tmp_path: Path) -> None:
    path = written(tmp_path, lambda _, tab: tab.write(0, 0, "x"))
    with pytest.raises(NotAWorkbookError):
        read(remade(path, lambda name, content: None if name == part else content))


def test_damage_anywhere_is_one_sentence(tmp_path: Path) -> None:
    sound = GOLDEN.read_bytes()
    chance = random.Random(2026)  # noqa: S311
    path = tmp_path / "suivi.xlsx"
    outcomes = set()
    for _ in range(150):
        damaged = bytearray(sound)
        for _ in range(chance.choice([1, 5, 20])):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        path.write_bytes(damaged)
        outcomes.add(_outcome(path))
    assert outcomes <= {"read", "NotAWorkbookError"}
    assert len(outcomes) == 2


def _outcome(path: Path) -> str:
    try:
        read(path)
    except AbmSheetsError as error:
        return type(error).__name__
    return "read"


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, lambda _, tab: tab.write(0, 0, "x"))
    monkeypatch.setattr("pathlib.Path.read_bytes", Mock(side_effect=PermissionError))
    monkeypatch.setattr("abm_sheets.workbook.excel.ZipFile", Mock(side_effect=PermissionError))
    with pytest.raises(NotAWorkbookError):
        read(path)
