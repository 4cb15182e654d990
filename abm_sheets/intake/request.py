"""The file that people ask to import: read, its columns proposed, and what they answer kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path

from abm_sheets.errors.incoming import (
    FileTabNotFoundError,
    InvalidConstantError,
    InvalidMappingError,
    InvalidPeriodError,
    MemoryNotWrittenError,
    NothingToImportError,
    SourceNotRecognisedError,
    UnknownLocaleError,
)
from abm_sheets.intake.files.grid import Grid, grid_of
from abm_sheets.intake.files.meetings import read_calendar
from abm_sheets.intake.files.proposal import (
    KnownColumns,
    Proposal,
    propose,
    read_remembered,
    with_answers,
    write_remembered,
)
from abm_sheets.intake.files.recognition import Answers
from abm_sheets.intake.files.text import read_grid
from abm_sheets.language.folding import squeeze
from abm_sheets.tables.regional import parse_locale
from abm_sheets.tables.rows import as_text
from abm_sheets.workbook.excel import ExcelWorkbook
from abm_sheets.workbook.sheet import column_letters

_WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}
_CALENDARS = {".ics", ".ical"}
_COLUMNS_FILE = "columns.json"
_EXAMPLES = 3

Days = tuple[date, date]


@dataclass(frozen=True)
class Asked:
    """What people say of the file: its source, its columns, how it writes, and which days it is about.

    `constants` fill our columns, by their names, where the file does not; what is dated after `today` has not
    happened yet.
    """

    path: Path
    source: str | None
    answers: Answers
    tab: str | None
    locale: str | None
    period: Days | None
    constants: Mapping[str, str] = field(default_factory=dict)
    today: date | None = None


def parse_answers(mappings: Sequence[str]) -> dict[str, str | None]:
    """Their headers and our columns, from texts such as `Their header=our column`.

    Raises:
        InvalidMappingError: a text has not that form.

    """
    answers: dict[str, str | None] = {}
    for text in mappings:
        # A header may hold the sign; none of our columns does.
        header, sign, column = text.rpartition("=")
        if not sign or not header.strip():
            raise InvalidMappingError(value=text)
        answers[header.strip()] = column.strip() or None
    return answers


def parse_constants(texts: Sequence[str]) -> dict[str, str]:
    """What fills our columns where a file does not, from texts such as `type=webinaire`.

    Raises:
        InvalidConstantError: a text has not that form.

    """
    constants: dict[str, str] = {}
    for text in texts:
        # A value may hold the sign; none of our columns does.
        column, _, value = text.partition("=")
        if not column.strip() or not value.strip():
            raise InvalidConstantError(value=text)
        constants[column.strip()] = value.strip()
    return constants


def parse_period(text: str | None) -> Days | None:
    """A first and a last day, from a text such as `2026-04-01/2026-04-30`.

    Raises:
        InvalidPeriodError: it is none.

    """
    if text is None:
        return None
    first, _, last = text.partition("/")
    try:
        days = date.fromisoformat(first.strip()), date.fromisoformat(last.strip())
    except ValueError:
        raise InvalidPeriodError(value=text) from None
    if days[1] < days[0]:
        raise InvalidPeriodError(value=text)
    return days


def check_locale(locale: str | None) -> str | None:
    """A locale that there is.

    Raises:
        UnknownLocaleError: there is no such one.

    """
    if locale is not None and parse_locale(locale) is None:
        raise UnknownLocaleError(value=locale)
    return locale


class ImportFile:
    """A file read, with what is remembered of the columns of files before it."""

    def __init__(self, asked: Asked, memory: Path) -> None:
        """Read the file, and what the folder `memory` remembers.

        Raises:
            ImportFileError: it cannot be read, or is no table. WorkbookError: the same, of a workbook.
            FileTabNotFoundError: a workbook has no tab of that title.

        """
        self._asked = asked
        self._columns = memory / _COLUMNS_FILE
        self._remembered: KnownColumns = read_remembered(self._columns)
        self.grid = self._recognised(_read(asked))

    def propose(self, language: str, answers: Answers | None = None) -> Proposal:
        """How the file is to be read, with further answers; see `propose`."""
        given = {**self._asked.answers, **(answers or {})}
        asked = self._asked
        found = propose(self.grid, asked.source, given, self._remembered, language, asked.constants)
        return replace(found, today=asked.today)

    def examples(self, proposal: Proposal, header: str) -> Iterator[str]:
        """The first values under a header."""
        headers = proposal.heading.headers
        at = next(at for at, each in enumerate(headers) if header in {each, column_letters(at)})
        below = self.grid.rows[proposal.heading.row + 1 :]
        values = (as_text(row[at]) for row in below if at < len(row))
        yield from islice(filter(None, values), _EXAMPLES)

    def _recognised(self, grids: Sequence[Grid]) -> Grid:
        """Of a workbook's tabs the first whose headers are a source's, else the first."""
        for grid in grids:
            with suppress(SourceNotRecognisedError):
                propose(grid, self._asked.source, {}, self._remembered, constants=self._asked.constants)
                return grid
        return grids[0]

    def keep(self, proposal: Proposal, answers: Answers) -> None:
        """Remember what people answered about the columns of this source, by their headers.

        Raises:
            MappingsNotWrittenError, MemoryNotWrittenError: it could not be.

        """
        known = set(proposal.heading.keys)
        # The letters of a column mean nothing in the next file.
        given = {**self._asked.answers, **answers}
        given = {header: column for header, column in given.items() if squeeze(header) in known}
        if not given:
            return
        try:
            self._columns.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise MemoryNotWrittenError(path=self._columns, reason=error.strerror or error) from None
        write_remembered(self._columns, with_answers(self._remembered, proposal.source.key, given))


def _read(asked: Asked) -> Sequence[Grid]:
    """The file's rows; those of each tab that may be meant, where it is a workbook."""
    kind = asked.path.suffix.lower()
    if kind in _CALENDARS:
        return [read_calendar(asked.path, asked.today)]
    if kind not in _WORKBOOKS:
        return [read_grid(asked.path)]
    there = ExcelWorkbook(asked.path).read(wanted=lambda title: _is_meant(title, asked.tab)).tabs
    tabs = [tab for tab in there if tab.columns]
    if asked.tab is not None and not tabs:
        raise FileTabNotFoundError(value=asked.tab, choices=", ".join(tab.title for tab in there))
    if not tabs:
        raise NothingToImportError(path=asked.path.name)
    return [grid_of(asked.path.name, tab) for tab in tabs]


def _is_meant(title: str, asked: str | None) -> bool:
    """Whether a tab may be the one to import: all are, where none was named."""
    return asked is None or squeeze(title) == squeeze(asked)
