"""The workbook that a path names."""

from __future__ import annotations

from pathlib import Path

import pytest

from abm_sheets.errors import OutputIsInputError, OutputNotXlsxError
from abm_sheets.workbook.excel import ExcelWorkbook
from abm_sheets.workbook.opener import open_workbook


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
