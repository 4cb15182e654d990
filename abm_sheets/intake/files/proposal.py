"""How a file is to be read, and what people answered about the files before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

import orjson
from pydantic import TypeAdapter, ValidationError

from abm_sheets.errors.incoming import MappingsNotReadableError, MappingsNotWrittenError
from abm_sheets.files import replace_file
from abm_sheets.intake import EVERY_MODEL
from abm_sheets.intake.files.grid import Grid
from abm_sheets.intake.files.headings import (
    FURTHER,
    Answers,
    ColumnMap,
    Heading,
    check_headers,
    find_heading,
    map_columns,
    recognise,
    resolve_answers,
)
from abm_sheets.intake.sources import Source, find_source, identity
from abm_sheets.language import LANGUAGES
from abm_sheets.language.folding import squeeze
from abm_sheets.tables.labels import column_names

KnownColumns = Mapping[str, Answers]
"""What people answered before, by the key of the source."""

_READABLE = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
_FORM: TypeAdapter[dict[str, dict[str, str | None]]] = TypeAdapter(dict[str, dict[str, str | None]])


@dataclass(frozen=True)
class Proposal:
    """A file's source, its header, its columns, and the language that its headers are in."""

    source: Source
    heading: Heading
    columns: ColumnMap
    language: str

    @property
    def missing(self) -> Sequence[str]:
        """Our columns that every row needs and that no header gives: they must be mapped to go on.

        Where no header is known at all, it is any of the columns of a tab that needs none in particular.
        """
        model, there = EVERY_MODEL[self.source.tab], {*self.columns.positions, *self.source.filled}
        required = model.required_columns() or ([] if there else list(model.model_fields))
        return [column for column in required if column not in there]

    def owned(self, filled: AbstractSet[str]) -> Sequence[str]:
        """Our columns that this file may change on rows that are there already.

        They are those of the source, and those that people mapped, that have a header or that some record
        fills.
        """
        there = filled | self.columns.positions.keys()
        owns = {*self.source.owns, *self.columns.mapped}.difference(identity(self.source.tab))
        return [column for column in EVERY_MODEL[self.source.tab].model_fields if column in owns & there]


def propose(
    grid: Grid,
    source: str | None = None,
    answers: Answers | None = None,
    remembered: KnownColumns | None = None,
    language: str = LANGUAGES[0],
) -> Proposal:
    """Propose how to read a file.

    `source` is the key of the one that it is from, where people say so. `answers` are theirs for this file
    and `remembered` those for the files before; `language` is taken where the headers show none.

    Raises:
        NoSuchSourceError: no source is called so. ColumnNotFoundError: an answer names none of our columns.
        HeaderNotFoundError: an answer is about a header that is not there.
        SourceNotRecognisedError: the headers are those of no source.

    """
    if source is None:
        found, heading = recognise(grid)
        answered = _answered(found, answers, remembered)
    else:
        found = find_source(source)
        answered = _answered(found, answers, remembered)
        heading = find_heading(grid, found, answered)
    check_headers(answers or {}, heading.headers)
    columns = map_columns(found, heading, answered)
    return Proposal(found, heading, columns, _language(found, heading, language))


def _answered(
    source: Source, answers: Answers | None, remembered: KnownColumns | None
) -> dict[str, str | None]:
    names = column_names(source.tab)
    before = (remembered or {}).get(source.key, {})
    # What was answered about a column that is no more is as good as forgotten.
    known = {
        header: column
        for header, column in before.items()
        if not column or squeeze(column) in names or column in FURTHER
    }
    return resolve_answers(source, known) | resolve_answers(source, answers or {})


def _language(source: Source, heading: Heading, otherwise: str) -> str:
    """The language that most headers are in."""
    names = source.headers()
    votes = Counter(names[key][1] for key in heading.names if key in names)
    most = max(votes[language] for language in LANGUAGES)
    leading = [language for language in LANGUAGES if votes[language] == most]
    return leading[0] if len(leading) == 1 else otherwise


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
