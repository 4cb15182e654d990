"""Their headers and our columns: where the header is, and which column each name is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from rapidfuzz import fuzz, process

from abm_sheets.errors.incoming import ColumnNotFoundError, HeaderNotFoundError, SourceNotRecognisedError
from abm_sheets.intake import EVERY_MODEL
from abm_sheets.intake.files.grid import Grid, is_blank_row
from abm_sheets.intake.files.text import HEADER_ROWS, header_key
from abm_sheets.intake.sources import Source, known_headers, money_headers, recognisable
from abm_sheets.language.catalogue import catalogues
from abm_sheets.language.folding import squeeze
from abm_sheets.tables.labels import column_names, read_label
from abm_sheets.tables.rows import as_text

_FEW = 2
"""Headers of ours that a file of several columns must have at least: one alone may mean anything."""

Answers = Mapping[str, str | None]
"""Their header and our column, by key or by header in any language, or one of `FURTHER`; None for neither."""

FURTHER = ("record_id", "domain")
"""What people may also say that a header is, besides our columns."""

_LIKENESS = 75
_SUGGESTIONS = 3


@dataclass(frozen=True)
class Heading:
    """A row taken for the header: its position in the grid, from 0, and what its cells say.

    `keys` are the same squeezed, as headers are compared, and `names` without the currency where only so a
    source may know them (`Amount (USD)`).
    """

    row: int
    headers: Sequence[str]
    keys: Sequence[str]

    @cached_property
    def names(self) -> Sequence[str]:
        """The keys by which a source may know the headers, without the currency that some name."""
        sought = money_headers().difference(self.keys)
        return [
            key if not key or key in known_headers() else read_label(header, sought).name
            for key, header in zip(self.keys, self.headers, strict=True)
        ]

    def currency(self, position: int) -> str:
        """The currency that a header names, "" if none."""
        header = self.headers[position]
        return read_label(header, money_headers()).currency or read_label(header).currency


def recognise(grid: Grid) -> tuple[Source, Heading]:
    """The source that a file is from, and its header.

    Other systems come before our own headers, which many files share some of.

    Raises:
        SourceNotRecognisedError: no source's names are there, or as many of several sources'.

    """
    headings = list(_headings(grid))
    found = [
        ((bool(source.signature), _score(source, heading)), source, heading)
        for source in recognisable()
        if (heading := _best(source, headings)) is not None
    ]
    best = max((rank for rank, *_ in found), default=None)
    likely = [(source, heading) for rank, source, heading in found if rank == best]
    if len(likely) != 1:
        keys = [source.key for source, _ in likely] or [source.key for source in recognisable()]
        raise SourceNotRecognisedError(path=grid.name, choices=", ".join(keys))
    return likely[0]


def find_heading(grid: Grid, source: Source, given: Iterable[str]) -> Heading:
    """The header of a file whose source is known; `given` are further headers, squeezed, that it may have.

    Where no header is known it is the longest of the first rows, so that people can say what it means.
    """
    names = {*source.headers(), *given}

    def likelihood(heading: Heading) -> tuple[int, int]:
        return len(names.intersection(heading.names)), sum(map(bool, heading.headers))

    return max(_headings(grid), key=likelihood)


def _headings(grid: Grid) -> Iterator[Heading]:
    shown = ((position, row) for position, row in enumerate(grid.rows) if not is_blank_row(row))
    for position, row in islice(shown, HEADER_ROWS):
        headers = [as_text(cell) for cell in row]
        yield Heading(position, headers, [header_key(header) for header in headers])


def _best(source: Source, headings: Sequence[Heading]) -> Heading | None:
    fitting = (heading for heading in headings if _fits(source, heading))
    return max(fitting, key=lambda heading: _score(source, heading), default=None)


def _fits(source: Source, heading: Heading) -> bool:
    there = set(filter(None, heading.names))
    if not there.isdisjoint(map(squeeze, source.unless)):
        return False
    if source.signature:
        return all(not there.isdisjoint(map(squeeze, group)) for group in source.signature)
    fields = {field for header, (field, *_) in source.headers().items() if header in there}
    required = EVERY_MODEL[source.tab].required_columns()
    return fields.issuperset(required) and (len(fields) >= _FEW or len(there) == 1)


def _score(source: Source, heading: Heading) -> int:
    """How many different things the row names."""
    names = source.headers()
    return len({names[key][0] for key in heading.names if key in names})


@dataclass(frozen=True)
class Unknown:
    """A header that no column is known for, and our columns whose names are like it, the most alike first."""

    header: str
    suggestions: Sequence[str]


@dataclass(frozen=True)
class ColumnMap:
    """Where what we look for stands in a file.

    - `positions`: of each of the source's fields and each column that people mapped, the positions of its
      cells, from 0, the most particular first.
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
