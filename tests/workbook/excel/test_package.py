"""The parts of an `.xlsx`: under any name that is read elsewhere, and never more than memory holds."""

from __future__ import annotations

import resource
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from abm_sheets.errors import UnpacksTooLargeError
from abm_sheets.workbook.excel import ExcelWorkbook, package
from abm_sheets.workbook.interface import CellError
from tests.workbook.excel.made_files import SHEET, changed, read, rows, written

RELATIONS = "xl/_rels/workbook.xml.rels"


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A workbook with a text and an error."""
    return written(
        tmp_path, lambda _, tab: (tab.write(0, 0, "Compte"), tab.write_formula(0, 1, "=NA()", None, "#N/A"))
    )


NAMES: dict[str, Callable[[str], str]] = {
    "capitals": lambda name: name.replace("xl/worksheets/sheet", "XL/Worksheets/Sheet"),
    "all capitals": str.upper,
    "small letters": str.lower,
    "backslashes": lambda name: name.replace("/", "\\"),
}


@pytest.mark.parametrize("case", NAMES)
def test_parts_whose_names_are_written_in_another_way(case: str, workbook: Path, tmp_path: Path) -> None:
    with ZipFile(workbook) as source, ZipFile(tmp_path / "copy.xlsx", "w") as target:
        for name in source.namelist():
            target.writestr(NAMES[case](name), source.read(name))
    assert rows(tmp_path / "copy.xlsx") == [("Compte", CellError("#N/A"))]


@pytest.mark.parametrize("target", [b"/xl/worksheets/sheet1.xml", b"/XL/Worksheets/Sheet1.xml"])
def test_parts_that_are_targeted_in_another_way(target: bytes, workbook: Path) -> None:
    made = changed(workbook, b"worksheets/sheet1.xml", target, RELATIONS)
    assert rows(made) == [("Compte", CellError("#N/A"))]


def _filled(path: Path, part: str, megabytes: int) -> Path:
    """A copy of a workbook one part of which unpacks to much more than it takes."""
    copy, blank = path.with_name("bomb.xlsx"), b" " * 1_000_000
    with ZipFile(path) as source, ZipFile(copy, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            with target.open(name, "w") as stream:
                stream.write(source.read(name))
                if name == part:
                    for _ in range(megabytes):
                        stream.write(blank)
    return copy


@pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml", "xl/styles.xml"])
def test_a_small_file_that_holds_much_is_refused_before_memory_is_used(
    part: str, workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "MOST_UNPACKED", 70_000_000)
    bomb = _filled(workbook, part, 80)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(UnpacksTooLargeError, match=r"bomb\.xlsx.*70 Mo"):
        read(bomb)
    assert bomb.stat().st_size < 1_000_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 40_000


def test_what_an_archive_says_of_its_size_is_not_believed(
    workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "MOST_UNPACKED", 1_000_000)
    bomb = _filled(workbook, SHEET, 2)
    content = bomb.read_bytes()
    with ZipFile(bomb) as archive:
        size = archive.getinfo(SHEET).file_size.to_bytes(4, "little")
    bomb.write_bytes(content.replace(size, (100).to_bytes(4, "little")))
    with pytest.raises(UnpacksTooLargeError):
        read(bomb)


def test_what_other_tabs_hold_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_UNPACKED", 1_000_000)
    path = written(
        tmp_path, lambda book, tab: (tab.write(0, 0, 1), book.add_worksheet("Notes").write(0, 0, 1))
    )
    bomb = _filled(path, "xl/worksheets/sheet2.xml", 2)
    assert [tab.columns for tab in ExcelWorkbook(bomb).read().tabs] == [[[1]], []]
