"""How a file is proposed to be read: its source, its header, its columns, and what is still to be asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from abm_sheets.intake.files.columns import (
    FURTHER,
    Answers,
    ColumnMap,
    check_headers,
    map_columns,
    resolve_answers,
)
from abm_sheets.intake.files.grid import Grid
from abm_sheets.intake.files.headings import Heading, find_heading, recognise
from abm_sheets.intake.sources import Source, find_source
from abm_sheets.intake.sources.known import MODELS, identity
from abm_sheets.language import LANGUAGES
from abm_sheets.language.folding import squeeze
from abm_sheets.tables.labels import column_names

Remembered = Mapping[str, Answers]
"""What people answered before, by the key of the source."""


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
        model, there = MODELS[self.source.tab], {*self.columns.positions, *self.source.filled}
        required = model.required_columns() or ([] if there else list(model.model_fields))
        return [column for column in required if column not in there]

    def owned(self, filled: AbstractSet[str]) -> Sequence[str]:
        """Our columns that this file may change on rows that are there already.

        They are those of the source, and those that people mapped, that have a header or that some record
        fills.
        """
        there = filled | self.columns.positions.keys()
        owns = {*self.source.owns, *self.columns.mapped}.difference(identity(self.source.tab))
        return [column for column in MODELS[self.source.tab].model_fields if column in owns & there]


def propose(
    grid: Grid,
    source: str | None = None,
    answers: Answers | None = None,
    remembered: Remembered | None = None,
    language: str = LANGUAGES[0],
) -> Proposal:
    """Propose how to read a file.

    `source` is the key of the one that it is from, where people say so. `answers` are theirs for this file
    and `remembered` those for the files before; `language` is taken where the headers tell none.

    Raises:
        NoSuchSourceError: no source is called so. ColumnNotFoundError: an answer names none of our columns.
        HeaderNotFoundError: an answer is about a header that is not there.
        SourceNotRecognisedError: the headers tell no source.

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
    source: Source, answers: Answers | None, remembered: Remembered | None
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
    first, second = LANGUAGES
    if votes[first] == votes[second]:
        return otherwise
    return first if votes[first] > votes[second] else second
