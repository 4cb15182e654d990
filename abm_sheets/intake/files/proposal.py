"""How a file is to be read, and what people answered about the files before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import orjson
from pydantic import TypeAdapter, ValidationError

from abm_sheets.errors.incoming import InvalidConstantError, MappingsNotReadableError, MappingsNotWrittenError
from abm_sheets.files import replace_file
from abm_sheets.intake import EVERY_MODEL
from abm_sheets.intake.files.grid import Grid
from abm_sheets.intake.files.headings import (
    ColumnMap,
    check_headers,
    map_columns,
    nameable,
    resolve_answers,
    resolve_column,
)
from abm_sheets.intake.files.recognition import (
    Answers,
    Heading,
    Said,
    find_heading,
    find_language,
    recognise,
)
from abm_sheets.intake.sources import Source, find_source, identity
from abm_sheets.language import LANGUAGES
from abm_sheets.language.folding import squeeze
from abm_sheets.tables.columns import read_column
from abm_sheets.tables.regional import spoken
from abm_sheets.tables.rows import Kind

KnownColumns = Mapping[str, Answers]
"""What people answered before, by the key of the source."""

_COMPANIES = {"domain": "account", "email": "account"}
"""What names a company without its name."""

_READABLE = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
_FORM: TypeAdapter[dict[str, dict[str, str | None]]] = TypeAdapter(dict[str, dict[str, str | None]])


@dataclass(frozen=True)
class Proposal:
    """A file's source, its header, its columns, and the language that its headers are in.

    `constants` fill columns, by their keys, on the rows where the file does not; what is dated after `today`
    has not happened yet.
    """

    source: Source
    heading: Heading
    columns: ColumnMap
    language: str
    constants: Mapping[str, str] = field(default_factory=dict)
    today: date | None = None

    @property
    def given(self) -> set[str]:
        """What the file or people give, or the source fills by itself.

        A status stands for a stage, and where an event names a company, its web domain for its name.
        """
        there = {*self.columns.positions, *self.constants, *self.source.filled}
        standing = {"status": "stage"} | ({} if self.source.tab == "accounts" else _COMPANIES)
        return there | {column for given, column in standing.items() if given in there}

    @property
    def missing(self) -> Sequence[str]:
        """Our columns that every row needs and that no header gives: they must be mapped to go on.

        Where no header is known at all, it is any of the columns of a tab that needs none in particular.
        """
        model, there = EVERY_MODEL[self.source.tab], self.given
        required = model.required_columns() or ([] if there else list(model.model_fields))
        return [column for column in required if column not in there]

    def owned(self, filled: AbstractSet[str]) -> Sequence[str]:
        """Our columns that this file may change on rows that are there already.

        They are those of the source, and those that people mapped, that have a header or that some record
        fills.
        """
        there = filled | self.columns.positions.keys()
        owns = {*self.source.owns, *self.columns.mapped, *self.constants} - set(identity(self.source.tab))
        return [column for column in EVERY_MODEL[self.source.tab].model_fields if column in owns & there]


def propose(
    grid: Grid,
    source: str | None = None,
    answers: Answers | None = None,
    remembered: KnownColumns | None = None,
    language: str = LANGUAGES[0],
    constants: Mapping[str, str] | None = None,
) -> Proposal:
    """Propose how to read a file.

    `source` is the key of the one that it is from, where people say so. `answers` are theirs for this file
    and `remembered` those for the files before; `language` is taken where the headers show none.
    `constants` are what people say of columns, by their names, that the file lacks or leaves blank.

    Raises:
        NoSuchSourceError: no source is called so. ColumnNotFoundError: people name none of our columns.
        HeaderNotFoundError: an answer is about a header that is not there.
        InvalidConstantError: what is to fill a column is nothing that it may hold.
        SourceNotRecognisedError: the headers are those of no source.

    """
    if source is None:
        found, heading = recognise(grid, Said(answers or {}, constants or {}))
        answered = _answered(found, answers, remembered)
    else:
        found = find_source(source)
        answered = _answered(found, answers, remembered)
        heading = find_heading(grid, found, answered)
    check_headers(answers or {}, heading.headers)
    columns = map_columns(found, heading, answered, grid.rows[heading.row + 1 :])
    tongue = find_language(found, heading, language)
    return Proposal(found, heading, columns, tongue, _filling(found, constants or {}, language))


def _filling(source: Source, constants: Mapping[str, str], language: str) -> Mapping[str, str]:
    """What fills columns, by their keys; a day is written as machines do."""
    model, filling = EVERY_MODEL[source.tab], dict[str, str]()
    for name, value in constants.items():
        column = str(resolve_column(source.tab, name))
        filling[column] = value
        if column in model.model_fields:
            read = read_column(model, column, [value], spoken(language))
            if read.unreadable[0] or read.blank[0]:
                raise InvalidConstantError(value=value)
            if model.kind_of(column) is Kind.DAY:
                filling[column] = str(read.values[0].astype("datetime64[D]"))
    return filling


def _answered(
    source: Source, answers: Answers | None, remembered: KnownColumns | None
) -> dict[str, str | None]:
    names, before = nameable(source.tab), (remembered or {}).get(source.key, {})
    # What was answered about a column that is no more is as good as forgotten.
    known = {header: column for header, column in before.items() if not column or squeeze(column) in names}
    return resolve_answers(source, known) | resolve_answers(source, answers or {})


def read_remembered(path: Path) -> KnownColumns:
    """What the file remembers, nothing where there is none.

    Raises:
        MappingsNotReadableError: the file is damaged.

    """
    try:
        content = path.read_bytes() if path.exists() else b"{}"
        return _FORM.validate_json(content, strict=True)
    except (OSError, ValidationError):
        raise MappingsNotReadableError(path=path) from None


def with_answers(remembered: KnownColumns, source: str, answers: Answers) -> KnownColumns:
    """What is remembered once people gave answers about the headers of a source; the last one counts."""
    answered = {squeeze(header) for header in answers}
    kept = {h: column for h, column in remembered.get(source, {}).items() if squeeze(h) not in answered}
    return {**remembered, source: {**kept, **answers}}


def write_remembered(path: Path, remembered: KnownColumns) -> None:
    """Replace the file, whole or not at all.

    Raises:
        MappingsNotWrittenError: it could not be written, and is as it was.

    """
    answers = {source: dict(mapped) for source, mapped in remembered.items()}
    try:
        replace_file(path, orjson.dumps(answers, option=_READABLE))
    except (OSError, TypeError):
        raise MappingsNotWrittenError(path=path) from None
