"""A worksheet that writes its common cells in one go: XlsxWriter looks at each attribute of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import Worksheet

_CONTENTS: Mapping[str, Callable[[Any], str]] = {
    "Number": lambda cell: f"><v>{cell.number:.16G}</v></c>",
    "Datetime": lambda cell: f"><v>{cell.number:.16G}</v></c>",
    "String": lambda cell: f' t="s"><v>{cell.string}</v></c>',
    "Blank": lambda _: "/>",
}
"""What follows the format of a cell of each kind; its text is in the list of all texts."""


class QuickWorksheet(Worksheet):  # type: ignore[misc] # (XlsxWriter has no types)
    """The same worksheet, byte by byte."""

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        content = _CONTENTS.get(type(cell).__name__)
        if content is None or not cell.format:
            super()._write_cell(row, col, cell)
        else:
            style = cell.format._get_xf_index()  # noqa: SLF001 (XlsxWriter has no other name for it)
            self.fh.write(f'<c r="{xl_rowcol_to_cell_fast(row, col)}" s="{style}"{content(cell)}')
