"""A workbook in memory."""

from __future__ import annotations

from abm_sheets.workbook.interface import Look, Workbook
from abm_sheets.workbook.memory import MemoryWorkbook
from abm_sheets.workbook.sheet import Sheet
from tests.sheets import snapshot


def test_it_reads_what_it_was_given_and_keeps_what_is_written() -> None:
    book = snapshot()
    workbook: Workbook = (memory := MemoryWorkbook(book))
    assert workbook.read() == book
    sheets, look = [Sheet("dashboard", "Tableau de bord")], Look("fr", "EUR")
    assert workbook.write(sheets, look) == workbook.name == "suivi.xlsx"
    assert (memory.sheets, memory.look) == (sheets, look)
