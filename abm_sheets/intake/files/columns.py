"""Their headers and our columns: which is which, by the source's names and by what people answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from abm_sheets.errors.incoming import ColumnNotFoundError, HeaderNotFoundError
from abm_sheets.intake.files.headings import Heading
from abm_sheets.intake.sources import Source
from abm_sheets.language.catalogue import catalogues
from abm_sheets.language.folding import squeeze
from abm_sheets.tables.labels import column_names

Answers = Mapping[str, str | None]
"""Their header and our column, by key or by header in any language, or one of `FURTHER`; None for neither."""

FURTHER = ("record_id", "domain")
"""What people may also say that a header is, besides our columns."""

_LIKENESS = 75
_SUGGESTIONS = 3


@dataclass(frozen=True)
class Unknown:
    """A header that no column is known for, and our columns whose names are like it, the most alike first."""

    header: str
    suggestions: Sequence[str]


@dataclass(frozen=True)
class ColumnMap:
    """Where what we look for stands in a file.

    - `positions`: of each of the source's fields and each column that people mapped, the positions of its
      cells, from 0, the most telling first.
    - `mapped`: the columns that people mapped.
    - `unknown`: the headers that nothing is known of; `ignored`: those of no use, `unknown` included.
    """

    positions: Mapping[str, Sequence[int]]
    mapped: frozenset[str]
    unknown: Sequence[Unknown]
    ignored: Sequence[str]


def resolve_answers(source: Source, answers: Answers) -> dict[str, str | None]:
    """Answers by their header, squeezed, with the key of our column.

    Raises:
        ColumnNotFoundError: the tab has no such column.

    """
    return {squeeze(header): _column(source.tab, name) for header, name in answers.items()}


def check_headers(answers: Answers, headers: Sequence[str]) -> None:
    """Refuse answers about headers that a file does not have.

    Raises:
        HeaderNotFoundError: there is one.

    """
    there = {squeeze(header) for header in headers if header}
    for header in answers:
        if squeeze(header) not in there:
            raise HeaderNotFoundError(value=header, choices=", ".join(filter(None, headers)))


def map_columns(source: Source, heading: Heading, answers: Mapping[str, str | None]) -> ColumnMap:
    """Find what each header stands for; `answers`, resolved, come before what the source's names say."""
    answers = {key: column for key, column in answers.items() if key and key in heading.keys}
    meanings = _meanings(source, answers)
    pairs = zip(heading.keys, heading.names, strict=True)
    keys = [key if key in meanings else name for key, name in pairs]
    found: dict[str, list[tuple[int, int]]] = {}
    unknown, ignored = [], []
    for position, (key, header) in enumerate(zip(keys, heading.headers, strict=True)):
        field, rank = meanings.get(key, (None, 0))
        if field is not None and keys.index(key) == position:
            found.setdefault(field, []).append((rank, position))
        elif header:
            ignored.append(header)
            if key not in meanings:
                unknown.append(Unknown(header, suggest(source, header)))
    positions = {field: [position for _, position in sorted(ranked)] for field, ranked in found.items()}
    return ColumnMap(positions, frozenset(filter(None, answers.values())), unknown, ignored)


def suggest(source: Source, header: str) -> Sequence[str]:
    """Our columns whose names are like a header, the most alike first."""
    theirs = {name: field for name, (field, *_) in source.headers().items() if field in source.columns}
    names = {**theirs, **column_names(source.tab)}
    alike = process.extract(squeeze(header), list(names), scorer=fuzz.WRatio, score_cutoff=_LIKENESS)
    return list(dict.fromkeys(names[name] for name, *_ in alike))[:_SUGGESTIONS]


def _meanings(source: Source, answers: Mapping[str, str | None]) -> dict[str, tuple[str | None, int]]:
    """The field that each header stands for, if any, and its rank among the headers of that field."""
    names = {name: (field, rank) for name, (field, _, rank) in source.headers().items()}
    # Where people say which header is a column's, no other is.
    kept = {name: found for name, found in names.items() if found[0] not in answers.values()}
    return {**dict.fromkeys(names, (None, 0)), **kept, **{key: (answers[key], 0) for key in answers}}


def _column(tab: str, name: str | None) -> str | None:
    if not name:
        return None
    if name in FURTHER:
        return name
    column = column_names(tab).get(squeeze(name))
    if column is None:
        listed = {
            words.language: ", ".join(words.header(tab, each) for each in words.columns(tab))
            for words in catalogues()
        }
        raise ColumnNotFoundError(value=name, **listed)
    return column
