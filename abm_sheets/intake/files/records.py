"""What a file gives: records for an input tab, and every row that gives none with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from abm_sheets.intake import EVERY_MODEL
from abm_sheets.intake.files.grid import SideLine
from abm_sheets.language import Catalogue, catalogue
from abm_sheets.language.catalogue import catalogues
from abm_sheets.workbook.sheet import Value

REJECTIONS = (
    "too_many_cells",
    "broken_quotes",
    "repeated_header",
    "missing_value",
    "blank_record",
    "formula_error",
    "uncomputed_formula",
    "invalid_date",
    "ambiguous_date",
    "invalid_number",
    "ambiguous_number",
    "unknown_currency",
    "invalid_count",
    "invalid_boolean",
    "text_too_long",
    "mangled_id",
    "repeated_record",
    "deleted_record",
    "no_engagement",
    "no_company",
    "no_visit",
    "free_mail",
    "own_person",
    "not_attended",
    "meeting_cancelled",
    "meeting_to_come",
)
"""Why a row may give no record."""

TOTAL = "total_row"

NOTES = (TOTAL, "invalid_domain", "free_mail_domain", "several_values", "same_interaction")
"""What may be left out: a row that only adds others up, and parts of records."""

DOUBTS = ("decimal", "date_order", "mixed_dates")
"""What a file may leave uncertain."""

_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", ".": "point"}


@dataclass(frozen=True, slots=True)
class Record:
    """A row for an input tab.

    - `row`: where it stands in the file, as people see it; a row of counts gives several records.
    - `values`: by the keys of our columns: texts trimmed, blanks left out.
    - `record_id`: what the other system calls the record; an opportunity's is also its `id`.
    - `domain`: the web domain of the company that the row speaks of, where the file gives it beside the name.
    - `company_id`: what the other system calls that company, and `link` the address of the record there.
    - `stages`: the stages of a deal with the day on which it entered each, oldest first, if known.
    """

    row: int
    values: Mapping[str, Value]
    record_id: str | None = None
    domain: str | None = None
    company_id: str | None = None
    link: str | None = None
    stages: Sequence[tuple[str, date]] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a row of the file: the reason, and the header and the value of the cell it is about.

    `first` is the row that came first, where two are the same record.
    """

    row: int
    reason: str
    header: str = ""
    value: str = ""
    first: int | None = None

    kind: ClassVar[str]

    def sentence(self, language: str) -> str:
        """Why, in a language."""
        details = {"header": self.header, "value": self.value, "first": self.first}
        return catalogue(language).text(f"connectors.{self.kind}.{self.reason}", None, **details)


class Rejected(Remark):
    """A row that gives no record: one of `REJECTIONS`."""

    __slots__ = ()
    kind = "rejected"


class Noted(Remark):
    """What was left out of a row that gives a record all the same, or is none: one of `NOTES`."""

    __slots__ = ()
    kind = "noted"


@dataclass(frozen=True, slots=True)
class Aside:
    """A column of the file that is of no use: its header, "" if it has none, and its letters.

    `count` is how many values it holds, and `example` the first.
    """

    header: str
    column: str
    count: int
    example: str = ""

    def sentence(self, words: Catalogue) -> str:
        """The column, and what goes with it."""
        key = "headed" if self.header else "headless"
        told = {"header": self.header, "column": self.column, "example": self.example}
        return words.text(f"connectors.aside.{key}", self.count, **told)


@dataclass(frozen=True)
class Recognised:
    """How a file was read.

    - `source`: the key of the source; `language`: that of the headers.
    - `encoding`, `separator`: of a text file, None for a workbook's.
    - `header_row`: as people see it.
    - `decimal`: the decimal sign of the numbers, `month_first`: whether months come before days in dates in
      figures; None where nothing depends on it.
    - `period`: the first and the last day that counts are about.
    - `doubts`: those of `DOUBTS` that people should look at.
    """

    source: str
    language: str
    encoding: str | None
    separator: str | None
    header_row: int
    decimal: str | None = None
    month_first: bool | None = None
    period: tuple[date, date] | None = None
    doubts: Sequence[str] = ()


@dataclass(frozen=True)
class Imported:
    """The records of a file, for the input tab `tab`.

    Each row of data is in `records` or in `rejected`, but for totals and for what is one record with a row
    before, which are in `noted`.

    `owned` are the columns of the tab that the file may change on rows that are there already; a new row gets
    every value. `ignored` are the columns of no use, `above` and `below` the lines before the header and
    after the last row.
    """

    recognised: Recognised
    tab: str
    owned: Sequence[str]
    records: Sequence[Record]
    rejected: Sequence[Rejected]
    noted: Sequence[Noted] = ()
    ignored: Sequence[Aside] = ()
    above: Sequence[SideLine] = ()
    below: Sequence[SideLine] = ()


def headed(tab: str, columns: Iterable[str]) -> dict[str, str]:
    """The headers of a tab's columns in each language, by the language, for failures."""
    keys = list(columns)
    return {words.language: ", ".join(words.header(tab, column) for column in keys) for words in catalogues()}


def describe(recognised: Recognised, words: Catalogue) -> Iterator[str]:
    """One line for each thing that was recognised, the doubts last."""
    yield words.text("connectors.recognised.source", source=source_name(recognised.source, words))
    if recognised.encoding:
        yield words.text("connectors.recognised.encoding", encoding=recognised.encoding.upper())
    if recognised.separator:
        name = _separator(recognised.separator, words)
        yield words.text("connectors.recognised.separator", separator=name)
    yield words.text("connectors.recognised.header", row=recognised.header_row)
    if recognised.decimal:
        sign = words.text(f"connectors.decimals.{_NAMES[recognised.decimal]}")
        yield words.text("connectors.recognised.decimal", sign=sign)
    if recognised.month_first is not None:
        order = words.text(f"connectors.orders.{'month' if recognised.month_first else 'day'}_first")
        yield words.text("connectors.recognised.dates", order=order)
    if recognised.period:
        start, end = map(words.formats.day, recognised.period)
        yield words.text("connectors.recognised.period", start=start, end=end)
    for doubt in recognised.doubts:
        yield words.text(f"connectors.doubts.{doubt}")


def source_name(key: str, words: Catalogue) -> str:
    """What people call a source."""
    if key in EVERY_MODEL:
        return words.text("connectors.sources.own", title=words.title(key))
    return words.text(f"connectors.sources.{key}")


def _separator(sign: str, words: Catalogue) -> str:
    return words.text(f"connectors.separators.{_NAMES.get(sign, 'other')}", sign=sign)
