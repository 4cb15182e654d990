"""A spreadsheet in memory: tabs of cells, and everything that is attached to them.

Objects that clients send and read back whole (charts, tables, protected ranges, filters, rules) are
kept as the JSON that the API defines; cells are kept apart, for they are many.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Json = dict[str, Any]


class Failure(NamedTuple):
    """The result of a formula that failed: `kind` is Google's ErrorValue type (`N_A`), and its message."""

    kind: str
    message: str


Plain = str | float | int | bool
"""A typed-in value; dates are serial numbers."""

Result = Plain | Failure | None
"""What a cell shows: a typed-in value, or what its formula gives."""


@dataclass(slots=True)
class Formula:
    """A formula as typed (`=A1*2`), what it gives, and the NumberFormat that its result brings."""

    text: str
    result: Result = None
    format: Json | None = None


Content = Plain | Formula | None
"""What a cell holds; None where it is empty."""


def result_of(value: Content) -> Result:
    """What a cell shows: its value, or what its formula gives."""
    return value.result if isinstance(value, Formula) else value


@dataclass
class Sheet:
    """One tab.

    `rows[r][c]` is a cell's content, ragged: rows and cells beyond the end are empty. `extras[r][c]`
    is the rest of a cell's CellData as the API names it (`userEnteredFormat`, `note`, `dataValidation`,
    `textFormatRuns`, `chipRuns`), sparse. `spills[r][c]` is what an array formula elsewhere shows in a cell
    (a Formula without text), as of the last calculation. `properties` is SheetProperties with every default
    written out.
    """

    properties: Json
    rows: list[list[Content]] = field(default_factory=list)
    spills: dict[int, dict[int, Formula]] = field(default_factory=dict)
    extras: dict[int, dict[int, Json]] = field(default_factory=dict)
    row_metadata: dict[int, Json] = field(default_factory=dict)
    column_metadata: dict[int, Json] = field(default_factory=dict)
    merges: list[Json] = field(default_factory=list)
    charts: list[Json] = field(default_factory=list)
    conditional_formats: list[Json] = field(default_factory=list)
    filter_views: list[Json] = field(default_factory=list)
    protected_ranges: list[Json] = field(default_factory=list)
    banded_ranges: list[Json] = field(default_factory=list)
    tables: list[Json] = field(default_factory=list)
    slicers: list[Json] = field(default_factory=list)
    row_groups: list[Json] = field(default_factory=list)
    column_groups: list[Json] = field(default_factory=list)
    basic_filter: Json | None = None

    @property
    def id(self) -> int:
        """The tab's id."""
        return int(self.properties["sheetId"])

    @property
    def title(self) -> str:
        """The tab's title."""
        return str(self.properties["title"])

    @property
    def row_count(self) -> int:
        """How many rows the grid has."""
        return int(self.properties["gridProperties"]["rowCount"])

    @property
    def column_count(self) -> int:
        """How many columns the grid has."""
        return int(self.properties["gridProperties"]["columnCount"])


@dataclass
class Book:
    """A spreadsheet: its properties (title, locale, timeZone, autoRecalc…), tabs in order and metadata.

    `metadata` holds every DeveloperMetadata of the file, wherever it is attached. `formulas` says where the
    formulas stand (tab, row, column); None from a change until the next reading. `groups` are the members of
    the groups that protected ranges may name among their editors, and `results` what a test says that some
    formulas give, both as the last caller found them.
    """

    id: str
    properties: Json
    sheets: list[Sheet] = field(default_factory=list)
    metadata: list[Json] = field(default_factory=list)
    formulas: list[tuple[Sheet, int, int]] | None = None
    groups: Mapping[str, AbstractSet[str]] = field(default_factory=dict)
    results: Mapping[str, Any] = field(default_factory=dict)
