"""Dropdowns and highlights; lists of words too long for a dropdown wait on a hidden tab."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from abm_sheets.workbook.excel.cells import quoted
from abm_sheets.workbook.excel.formats import ExcelFormats
from abm_sheets.workbook.sheet import Area, Dropdown, Highlight

_LAST_ROW = 1_048_575
_LONGEST_LIST, _LONGEST_TITLE, _LONGEST_HELP = 255, 32, 255
_HELPER = "_abm_sheets"


class ExcelChoices:
    """The dropdowns of a workbook and the hidden tab that holds their longest lists."""

    def __init__(self, book: Workbook, titles: Mapping[str, str]) -> None:
        """Bind the workbook and the titles of its tabs."""
        self._book = book
        self._titles = titles
        self._helper: Worksheet | None = None
        self._lists: dict[tuple[str, ...], str] = {}

    def add(self, worksheet: Worksheet, dropdown: Dropdown) -> None:
        """Offer a dropdown's choices in its area."""
        validation = {
            "validate": "list",
            "source": self._source(dropdown.choices),
            "show_error": dropdown.strict,
            "input_title": dropdown.title[:_LONGEST_TITLE],
            "input_message": dropdown.help[:_LONGEST_HELP],
        }
        worksheet.data_validation(*_corners(dropdown.area), _filled(validation))

    def _source(self, choices: Sequence[str] | Area) -> list[str] | str:
        if isinstance(choices, Area):
            return f"={quoted(self._titles[choices.tab])}!{xl_range_abs(*_corners(choices))}"
        words = tuple(choices)
        if len(",".join(words)) <= _LONGEST_LIST and not any("," in word for word in words):
            return list(words)
        if words not in self._lists:
            self._lists[words] = self._store(words)
        return self._lists[words]

    def _store(self, words: Sequence[str]) -> str:
        """Write a list in the hidden tab's next column and say where it is."""
        if self._helper is None:
            self._helper = self._book.add_worksheet(_HELPER)
            self._helper.hide()
        column = len(self._lists)
        for row, word in enumerate(words):
            self._helper.write_string(row, column, word)
        return f"={quoted(_HELPER)}!{xl_range_abs(0, column, len(words) - 1, column)}"


def highlight(worksheet: Worksheet, each: Highlight, formats: ExcelFormats) -> None:
    """Colour the cells of an area by the word that they hold."""
    first = xl_rowcol_to_cell(each.area.first_row, each.area.first_column)
    for word, tone in each.words.items():
        text = '"' + word.replace('"', '""') + '"'
        rule = (
            {"type": "formula", "criteria": f"=LEFT({first},{len(word)})={text}"}
            if each.begins
            else {"type": "cell", "criteria": "==", "value": text}
        )
        worksheet.conditional_format(*_corners(each.area), {**rule, "format": formats.highlight(tone)})


def _corners(area: Area) -> tuple[int, int, int, int]:
    last_row = _LAST_ROW if area.last_row is None else area.last_row
    return area.first_row, area.first_column, last_row, area.last_column


def _filled(options: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in options.items() if value != ""}
