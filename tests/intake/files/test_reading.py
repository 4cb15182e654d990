"""Files read whole, and the refusals of those that cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from abm_sheets.errors.incoming import FileNotOpenedError, FileTooLargeError, NothingToImportError
from abm_sheets.intake.files.grid import Grid, grid_of
from abm_sheets.intake.files.text import parse_grid, read_grid
from abm_sheets.workbook.interface import Tab


def test_a_file_is_read_as_rows(tmp_path: Path) -> None:
    path = tmp_path / "comptes.csv"
    path.write_bytes("Compte;Secteur\r\n\r\nAlizé;Énergie\r\n".encode("cp1252"))

    rows = [["Compte", "Secteur"], [], ["Alizé", "Énergie"]]
    assert read_grid(path) == Grid("comptes.csv", rows, "cp1252", ";")


@pytest.mark.parametrize("name", ["absent.csv", ".", "x\x00y"])
def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileNotOpenedError, match="introuvable"):
        read_grid(tmp_path / name)


def test_a_file_that_is_too_large_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "tout.csv"
    with path.open("wb") as file:
        file.truncate(200_000_001)

    with pytest.raises(FileTooLargeError, match="200"):
        read_grid(path)


@pytest.mark.parametrize("content", [b"", b"\r\n\r\n", b" \t \n\t\n", b"\xef\xbb\xbf"])
def test_a_file_that_shows_nothing_is_told(content: bytes) -> None:
    with pytest.raises(NothingToImportError, match=r"vide\.csv"):
        parse_grid(content, "vide.csv")


def test_a_tab_of_a_workbook_is_a_grid_too() -> None:
    tab = Tab("Feuille 1", [["Compte", "Alizé"], ["Effectif", 250, 12.5]])

    assert grid_of("comptes.xlsx", tab).rows == [("Compte", "Effectif"), ("Alizé", 250), (None, 12.5)]


def test_a_tab_that_is_empty_is_told() -> None:
    with pytest.raises(NothingToImportError):
        grid_of("comptes.xlsx", Tab("Feuille 1", []))
