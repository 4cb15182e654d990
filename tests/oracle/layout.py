"""Writing drafted tabs as people leave them: notes above, columns moved, padded headers, foreign columns."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from random import Random
from typing import TypeAlias

import xlsxwriter

from tests.oracle.catalogue import TABS
from tests.oracle.folding import fold


@dataclass(frozen=True)
class ErrorCell:
    """A formula whose cached result is an error."""

    code: str = "#N/A"


Value: TypeAlias = str | int | float | bool | date | ErrorCell | None
Row: TypeAlias = dict[str, Value]


@dataclass
class Draft:
    """A workbook being drafted: its dice, its language, its date, its rows by tab."""

    dice: Random
    as_of: date
    english: bool
    locale: str
    tabs: dict[str, list[Row]] = field(default_factory=dict)
    forgotten: dict[str, str] = field(default_factory=dict)
    doubled: dict[str, str] = field(default_factory=dict)

    def chance(self, share: float) -> bool:
        """Throw the dice."""
        return self.dice.random() < share

    def word(self, french: str, english: str) -> str:
        """Choose the word of the workbook's language."""
        return english if self.english else french


def write(draft: Draft, path: str) -> None:
    """Write the drafted tabs, in any order, with a foreign tab at times."""
    book = xlsxwriter.Workbook(path)
    day_format = book.add_format({"num_format": "yyyy-mm-dd"})
    keys = list(draft.tabs)
    draft.dice.shuffle(keys)
    if draft.chance(0.4):
        book.add_worksheet("Brouillon").write_string(0, 0, "Compte, Date, Montant")
    for key in keys:
        words = TABS[key]
        title = words.english if draft.english else words.french
        if draft.chance(0.1):
            title = title.upper()
        sheet = book.add_worksheet(title)
        for row, cells in enumerate(lay_out(draft, key)):
            for column, value in enumerate(cells):
                _write_cell(sheet, row, column, value, day_format)
    book.close()


def lay_out(draft: Draft, key: str) -> list[list[Value]]:
    """Lay a tab out: notes, the header, then the rows, some of them blank."""
    columns: list[str] = [column for column in TABS[key].columns if column != draft.forgotten.get(key)]
    draft.dice.shuffle(columns)
    if key in draft.doubled:
        columns.append(draft.doubled[key])
    foreign = draft.chance(0.4)
    position = draft.dice.randrange(len(columns) + 1) if foreign else -1
    headers: list[Value] = [
        style_header(draft, TABS[key].columns[column][draft.english]) for column in columns
    ]
    if foreign:
        headers.insert(position, draft.dice.choice(["Commentaire", "Notes", "CA 2025", "MQL"]))
    grid = notes(draft)
    grid.append(headers)
    for row in draft.tabs[key]:
        cells = [row.get(column) for column in columns]
        if foreign:
            cells.insert(position, draft.dice.choice(["ok", None, 12]))
        if draft.chance(0.04):
            blank: Value = draft.dice.choice([None, "  ", "\u00a0"])
            grid.append([blank] * len(headers))
        if foreign and draft.chance(0.02):
            remark: list[Value] = [None] * position
            grid.append([*remark, "à revoir"])
        grid.append(cells)
    return grid


def notes(draft: Draft) -> list[list[Value]]:
    """Give the rows above the header: none, or a note and some blank rows."""
    if draft.chance(0.5):
        return []
    blanks: list[list[Value]] = [[] for _ in range(draft.dice.choice([0, 0, 1, 2, 5]))]
    return [["note de l'équipe"], *blanks]


def style_header(draft: Draft, header: str) -> str:
    """Write a header in capitals, padded, without accents, or as it is."""
    style = draft.dice.randrange(5)
    if style == 0:
        return header.upper()
    if style == 1:
        return f" {header}\u00a0"
    return fold(header.replace("'", " ")) if style == 2 else header


def _write_cell(
    sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: Value, day_format: object
) -> None:
    if isinstance(value, ErrorCell):
        sheet.write_formula(row, column, "=NA()", None, value.code)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, date):
        day = value if isinstance(value, datetime) else datetime.combine(value, time())
        sheet.write_datetime(row, column, day, day_format)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    elif value is not None:
        sheet.write_number(row, column, value)
