"""Finding tabs, headers and rows, and reading their cells with the issues they give (§ 2.3 and 2.4)."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import Any

from tests.oracle.catalogue import TABS, VANITY
from tests.oracle.cells import Raw, as_boolean, as_date, as_number, as_text, is_blank, is_formula_error
from tests.oracle.folding import fold, fold_header
from tests.oracle.rows import Issue


@dataclass(frozen=True)
class Locale:
    """What a locale changes in the reading of texts."""

    name: str

    @property
    def month_first(self) -> bool:
        """Tell whether text dates give the month first."""
        return self.name == "en_US"

    @property
    def decimal_comma(self) -> bool:
        """Tell whether text numbers have a decimal comma."""
        return not self.name.startswith("en_")


@dataclass
class Line:
    """A row of a tab: its raw cells by column, and whether every required one could be read."""

    tab: str
    row: int
    raw: dict[str, Raw]
    locale: Locale
    issues: list[Issue]
    complete: bool = True

    def issue(self, rule: str) -> None:
        """Report an issue on this row."""
        self.issues.append((rule, self.tab, self.row))

    def fail(self, rule: str, *, required: bool) -> None:
        """Report an unreadable or missing cell: the row is left out when the column is required (§ 7)."""
        self.issue(rule)
        self.complete = self.complete and not required

    def readable(self, column: str) -> bool:
        """Report a formula error or a missing required value; tell whether there is something to read."""
        required = column in TABS[self.tab].required
        raw = self.raw.get(column)
        if is_blank(raw):
            if required:
                self.fail("missing_value", required=True)
            return False
        if is_formula_error(raw):
            self.fail("formula_error", required=required)
            return False
        return True

    def text(self, column: str) -> str:
        """Read a text; nothing when there is none."""
        return as_text(self.raw.get(column)) if self.readable(column) else ""

    def date(self, column: str) -> date | None:
        """Read a date."""
        if not self.readable(column):
            return None
        value, rule = as_date(self.raw.get(column), month_first=self.locale.month_first)
        self._report(column, rule, unreadable=value is None)
        return value

    def number(self, column: str) -> Decimal | None:
        """Read a number."""
        if not self.readable(column):
            return None
        value, rule = as_number(self.raw.get(column), decimal_comma=self.locale.decimal_comma)
        self._report(column, rule, unreadable=value is None)
        return value

    def boolean(self, column: str) -> bool | None:
        """Read a yes or a no."""
        if not self.readable(column):
            return None
        value, rule = as_boolean(self.raw.get(column))
        self._report(column, rule, unreadable=value is None)
        return value

    def _report(self, column: str, rule: str | None, *, unreadable: bool) -> None:
        if rule is not None:
            self.fail(rule, required=unreadable and column in TABS[self.tab].required)


@dataclass
class Grids:
    """The input tabs that were found, cell by cell."""

    tabs: dict[str, list[list[Raw]]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    def is_english(self) -> bool:
        """Tell whether more tabs have an English title than a French one (§ 2.1: French by default)."""
        english = sum(fold_header(TABS[key].english) == title for key, title in self.titles.items())
        french = sum(fold_header(TABS[key].french) == title for key, title in self.titles.items())
        return english > french

    def lines(self, key: str, locale: Locale) -> list[Line]:
        """Give the rows of a tab that are not blank, in our columns (§ 2.3)."""
        grid = self.tabs.get(key)
        if grid is None:
            return []
        header = find_header(key, grid)
        if header is None:
            self.issues.append(("missing_column", key, None))
            return []
        columns = self._columns(key, grid[header])
        found = []
        for index, cells in enumerate(grid[header + 1 :], start=header + 2):
            raw = {column: cells[position] for column, position in columns.items()}
            if not all(is_blank(cell) for cell in raw.values()):
                found.append(Line(key, index, raw, locale, self.issues))
        return found

    def _columns(self, key: str, headers: list[Raw]) -> dict[str, int]:
        columns: dict[str, int] = {}
        for position, header in enumerate(headers):
            column = column_of(key, header)
            if column in columns:
                self.issues.append(("duplicate_column", key, None))
            elif column is not None:
                columns[column] = position
            elif VANITY & set(fold(as_text(header)).split()):
                self.issues.append(("vanity_metric", key, None))
        return columns


def open_grids(path: str) -> Grids:
    """Read every input tab of a workbook, found by its title in either language."""
    openpyxl: Any = import_module("openpyxl")  # whether its stubs are installed or not
    book = openpyxl.load_workbook(path, data_only=True)
    grids = Grids()
    for sheet in book.worksheets:
        title = fold_header(sheet.title)
        for key, words in TABS.items():
            if title in (fold_header(words.french), fold_header(words.english)) and key not in grids.tabs:
                grids.tabs[key] = [list(row) for row in sheet.iter_rows(values_only=True)]
                grids.titles[key] = title
    grids.issues.extend(("missing_tab", key, None) for key in TABS if key not in grids.tabs)
    return grids


def find_header(key: str, grid: list[list[Raw]]) -> int | None:
    """Find the header: the first of the first ten rows that holds every required column (§ 2.3)."""
    for index, cells in enumerate(grid[:10]):
        present = {column_of(key, cell) for cell in cells}
        if all(column in present for column in TABS[key].required):
            return index
    return None


def column_of(key: str, header: Raw) -> str | None:
    """Tell which of our columns a header names, in either language."""
    folded = fold_header(as_text(header)) if not is_blank(header) else ""
    for column, names in TABS[key].columns.items():
        if folded and folded in {fold_header(name) for name in names}:
            return column
    return None
