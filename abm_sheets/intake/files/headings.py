"""Their headers and our columns: which column each header is, by its name, its shape or people's answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from abm_sheets.errors.incoming import ColumnNotFoundError, HeaderNotFoundError
from abm_sheets.intake import EVERY_MODEL
from abm_sheets.intake.files.grid import Cells, cell_at, is_blank
from abm_sheets.intake.files.recognition import Answers, Heading
from abm_sheets.intake.files.records import headed
from abm_sheets.intake.sources import FURTHER, Source
from abm_sheets.language import LANGUAGES, catalogue
from abm_sheets.language.catalogue import catalogues
from abm_sheets.language.folding import fold, squeeze
from abm_sheets.tables.labels import column_names
from abm_sheets.tables.rows import as_text
from abm_sheets.workbook.sheet import column_letters

_LIKENESS = 75
_SUGGESTIONS = 3
_PARTS = re.compile(r"(?<=[a-z])(?=[A-Z])|['\u2019]")
"""Where words end besides spaces: `AccountId`, `l'affaire`."""


@dataclass(frozen=True)
class Unknown:
    """A header that no column is known for, and our columns whose names are like it, the most alike first.

    A column that has no header of its own is known by its letters.
    """

    header: str
    suggestions: Sequence[str]


@dataclass(frozen=True)
class Repeated:
    """A header of a field that several columns have, by their letters, with different values."""

    field: str
    header: str
    columns: Sequence[str]


@dataclass(frozen=True)
class ColumnMap:
    """Where what we look for stands in a file.

    - `positions`: of each of the source's fields and each column that people mapped, the positions of its
      cells, from 0, the most particular first.
    - `mapped`: the columns that people mapped.
    - `unknown`: the headers that nothing is known of; `aside`: the positions of columns of no use, those of
      `unknown` included.
    - `repeated`: the headers of which people must say which is meant.
    """

    positions: Mapping[str, Sequence[int]]
    mapped: frozenset[str]
    unknown: Sequence[Unknown]
    aside: Sequence[int]
    repeated: Sequence[Repeated] = ()


def resolve_answers(source: Source, answers: Answers) -> dict[str, str | None]:
    """Answers by their header, squeezed, with the key of our column.

    Raises:
        ColumnNotFoundError: the tab has no such column.

    """
    return {squeeze(header): resolve_column(source.tab, name) for header, name in answers.items()}


def resolve_column(tab: str, name: str | None) -> str | None:
    """The key of one of a tab's columns, or of what may be said besides, from its name in any language.

    Raises:
        ColumnNotFoundError: the tab has no such column.

    """
    if not name:
        return None
    column = nameable(tab).get(squeeze(name))
    if column is None:
        raise ColumnNotFoundError(value=name, **headed(tab, catalogue(LANGUAGES[0]).columns(tab)))
    return column


@cache
def nameable(tab: str) -> Mapping[str, str]:
    """Everything that people may say a header is, by its names, squeezed: our columns come first."""
    named = {
        squeeze(words.text(f"imports.fields.{field}")): field for words in catalogues() for field in FURTHER
    }
    return {**{squeeze(field): field for field in FURTHER}, **named, **column_names(tab)}


def check_headers(answers: Answers, headers: Sequence[str]) -> None:
    """Refuse answers about headers or columns that a file does not have.

    Raises:
        HeaderNotFoundError: there is one.

    """
    there = {squeeze(header) for header in (*headers, *map(column_letters, range(len(headers)))) if header}
    for header in answers:
        if squeeze(header) not in there:
            raise HeaderNotFoundError(value=header, choices=", ".join(filter(None, headers)))


def map_columns(
    source: Source, heading: Heading, answers: Mapping[str, str | None], rows: Sequence[Cells]
) -> ColumnMap:
    """Find what each header stands for; `answers`, resolved, come before what the source's names say.

    Columns with the same header are one column unless some of `rows`, those under the header, have different
    values in them.
    """
    said = dict(_said(heading, answers))
    meanings = _named(source, heading, said)
    meanings |= _identified(source, heading, meanings)
    found: dict[str, list[tuple[int, int]]] = {}
    for position, (field, rank) in meanings.items():
        if field is not None:
            found.setdefault(field, []).append((rank, position))
    positions = {field: [position for _, position in sorted(ranked)] for field, ranked in found.items()}
    used = {each for listed in positions.values() for each in listed}
    repeated = [each for field in positions for each in _repeated(field, positions[field], heading, rows)]
    return ColumnMap(
        positions=positions,
        mapped=frozenset(filter(None, said.values())),
        unknown=[
            *_unknown(source, heading, meanings, rows),
            *(Unknown(letters, [each.field]) for each in repeated for letters in each.columns),
        ],
        aside=[position for position in range(len(heading.headers)) if position not in used],
        repeated=repeated,
    )


def _said(heading: Heading, answers: Mapping[str, str | None]) -> Iterator[tuple[int, str | None]]:
    """What people say of columns, by position: a header comes before the letters of a column."""
    letters = {squeeze(column_letters(at)): at for at in range(len(heading.keys))}
    for key, column in answers.items():
        named = [at for at, header in enumerate(heading.keys) if header == key]
        for position in named or ([letters[key]] if key in letters else []):
            yield position, column


Meaning = tuple[str | None, int]
"""The field of a column that is known, None if it is of no use, and its rank among those of the field."""


def _named(source: Source, heading: Heading, said: Mapping[int, str | None]) -> dict[int, Meaning]:
    """What people or the source's names say of each header."""
    names = source.headers()
    meanings: dict[int, Meaning] = {at: (column, 0) for at, column in said.items()}
    for position, (key, name) in enumerate(zip(heading.keys, heading.names, strict=True)):
        known = names.get(key) or names.get(name)
        if known and position not in said:
            # Where people say which header is a column's, no other is.
            field = known[0] if known[0] not in said.values() else None
            meanings[position] = (field, known[2])
    return meanings


def _identified(
    source: Source, heading: Heading, meanings: Mapping[int, Meaning]
) -> Iterator[tuple[int, Meaning]]:
    """The headers that look like those of ids, of records and companies whose ids have no header yet."""
    there = {field for field, _ in meanings.values()}
    for position, header in enumerate(heading.headers):
        if position not in meanings and (field := id_field(source.tab, header)) and field not in there:
            there.add(field)
            yield position, (field, 0)


def id_field(tab: str, header: str) -> str | None:
    """Whose id a header gives by its shape, if any: the record's (`System ID`), or its company's."""
    told = _tokens(header) - _words("beside")
    named = told - _words("id")
    own = "id" if "id" in EVERY_MODEL[tab].model_fields else "record_id"
    if told == named or (own == "record_id" and tab != "accounts"):
        return None
    if named <= _words(tab):
        return own
    return "company_id" if named <= _words("accounts") else None


@cache
def _words(kind: str) -> frozenset[str]:
    """The words of headers of ids in any language: those for an id, for what it is of, and those beside."""
    listed = (words.find("connectors.ids").get(kind, ()) for words in catalogues())
    return frozenset(token for words in listed for word in words for token in _tokens(word))


def _tokens(text: str) -> set[str]:
    return set(fold(_PARTS.sub(" ", text)).split())


def _repeated(
    field: str, positions: Sequence[int], heading: Heading, rows: Sequence[Cells]
) -> Iterator[Repeated]:
    """The headers of a field that several columns have with different values."""
    for key in dict.fromkeys(heading.names[at] for at in positions):
        alike = [at for at in positions if heading.names[at] == key]
        texts = ({as_text(cell_at(row, at)) for at in alike} - {""} for row in rows)
        if len(alike) > 1 and any(len(each) > 1 for each in texts):
            yield Repeated(field, heading.headers[alike[0]], [column_letters(at) for at in alike])


def _unknown(
    source: Source, heading: Heading, meanings: Mapping[int, Meaning], rows: Sequence[Cells]
) -> Iterator[Unknown]:
    """The columns that nothing is known of, but for those without header and values."""
    used = {field for field, _ in meanings.values()}
    for position, header in enumerate(heading.headers):
        if position in meanings:
            continue
        if header:
            yield Unknown(header, suggest(source, header))
        elif any(not is_blank(cell_at(row, position)) for row in rows):
            lacking = [column for column in EVERY_MODEL[source.tab].model_fields if column not in used]
            yield Unknown(column_letters(position), lacking[:_SUGGESTIONS])


def suggest(source: Source, header: str) -> Sequence[str]:
    """Our columns whose names are like a header, the most alike first."""
    theirs = {name: field for name, (field, *_) in source.headers().items() if field in source.columns}
    names = {**theirs, **column_names(source.tab)}
    alike = process.extract(squeeze(header), list(names), scorer=fuzz.WRatio, score_cutoff=_LIKENESS)
    return list(dict.fromkeys(names[name] for name, *_ in alike))[:_SUGGESTIONS]
