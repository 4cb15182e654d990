"""The workbook that a path names."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from abm_sheets.errors import (
    LocalFileError,
    NotASpreadsheetError,
    OutputIsInputError,
    OutputNotXlsxError,
    OwnDashboardError,
    ShortcutFileError,
)
from abm_sheets.refresh import refresh
from abm_sheets.workbook.excel import ExcelWorkbook
from abm_sheets.workbook.opener import find_id, open_spreadsheet, open_workbook

GOLDEN = Path(__file__).parents[1] / "golden"


def _opened(location: str | Path, output: str | Path | None = None) -> ExcelWorkbook:
    workbook = open_workbook(location, output)
    assert isinstance(workbook, ExcelWorkbook)
    return workbook


def test_the_dashboard_goes_beside_the_workbook() -> None:
    assert _opened("dossier/suivi.xlsx").output == Path("dossier/suivi-dashboard.xlsx")
    assert _opened(Path("suivi.v2.xlsx")).output == Path("suivi.v2-dashboard.xlsx")


@pytest.mark.parametrize("output", ["ailleurs/bord.xlsx", Path("BORD.XLSX")])
def test_the_dashboard_goes_where_it_is_told(output: str | Path) -> None:
    assert _opened("suivi.xlsx", output).output == Path(output)


@pytest.mark.parametrize("output", ["bord.csv", "bord", "bord.xls", "suivi.xlsx.zip"])
def test_the_dashboard_is_an_xlsx(output: str) -> None:
    with pytest.raises(OutputNotXlsxError):
        open_workbook("suivi.xlsx", output)


@pytest.mark.parametrize("output", ["suivi.xlsx", "./suivi.xlsx", "../{here}/suivi.xlsx", "lien.xlsx"])
def test_the_people_s_file_is_never_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "suivi.xlsx").touch()
    (tmp_path / "lien.xlsx").symlink_to("suivi.xlsx")
    with pytest.raises(OutputIsInputError):
        open_workbook("suivi.xlsx", output.format(here=tmp_path.name))


ID = "1aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789"


@pytest.mark.parametrize(
    "address",
    [
        f"docs.google.com/spreadsheets/d/{ID}",
        f"docs.google.com/spreadsheets/d/{ID}/edit#gid=0",
        f"  DOCS.google.com/spreadsheets/u/1/d/{ID}/edit?usp=sharing",
        f"https://docs.google.com/a/agence.fr/spreadsheets/d/{ID}/edit",
        f"docs.google.com/a/agence.fr/spreadsheets/d/{ID}/edit",
    ],
)
def test_an_address_works_with_or_without_its_beginning(address: str) -> None:
    assert find_id(address) == ID


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"https://docs.google.com/spreadsheets/d/e/2PACX-{ID}/pubhtml?gid=0&single=true", "page publiée"),
        (f"docs.google.com/spreadsheets/u/0/d/e/2PACX-{ID}/pub?output=csv", "page publiée"),
        (f"https://drive.google.com/drive/u/0/folders/{ID}?usp=sharing", "dossier de Drive"),
        ("https://drive.google.com/drive/my-drive", "dossier de Drive"),
        (f"drive.google.com/file/d/{ID}/view", "fichier de Drive"),
        (f"https://drive.google.com/open?id={ID}", "fichier de Drive"),
        (f"https://docs.google.com/document/d/{ID}/edit", "document Google Docs"),
        (f"https://docs.google.com/a/agence.fr/presentation/d/{ID}/edit#slide=id.p", "Google Slides"),
        (f"https://docs.google.com/forms/d/e/{ID}/viewform", "formulaire"),
        ("forms.gle/AbCdEf", "formulaire"),
        ("https://docs.google.com/spreadsheets/u/0/", "liste de vos feuilles"),
        ("https://agence-my.sharepoint.com/:x:/g/personal/lea/Ed1", "Excel en ligne"),
        ("https://exemple.fr/feuille", "ni un fichier"),
    ],
)
def test_an_address_of_something_else_is_named_for_what_it_is(address: str, said: str) -> None:
    with pytest.raises(NotASpreadsheetError, match=said) as caught:
        open_workbook(address)
    assert address in caught.value.sentence("en")


@pytest.mark.parametrize("path", ["suivi.xlsx", "suivi.csv"])
def test_a_file_given_where_only_a_sheet_will_do_is_told_as_a_file(path: str) -> None:
    with pytest.raises(LocalFileError, match="est un fichier"):
        open_spreadsheet(path)


@pytest.mark.parametrize("path", ["Suivi.gsheet", "dossier/Suivi.GSHEET"])
def test_a_shortcut_to_a_sheet_is_named_for_what_it_is(path: str) -> None:
    with pytest.raises(ShortcutFileError) as caught:
        open_workbook(path)
    assert "raccourci" in caught.value.sentence("fr")


def test_the_dashboard_given_as_the_workbook_is_named_for_what_it_is(tmp_path: Path) -> None:
    shutil.copy(GOLDEN / "article.xlsx", tmp_path / "suivi.xlsx")
    refresh(_opened(tmp_path / "suivi.xlsx"), date(2026, 9, 27))
    with pytest.raises(OwnDashboardError) as caught:
        ExcelWorkbook(tmp_path / "suivi-dashboard.xlsx").read()
    assert "tableau de bord" in caught.value.sentence("fr")
