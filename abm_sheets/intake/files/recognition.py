"""Where a file's header is, and which source it is from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import islice, pairwise

from abm_sheets.errors.incoming import SourceNotRecognisedError
from abm_sheets.intake import EVERY_MODEL
from abm_sheets.intake.files.grid import Cells, Grid, is_blank, is_blank_row, shown
from abm_sheets.intake.files.text import HEADER_ROWS, header_key
from abm_sheets.intake.sources import Source, every_source, known_headers, money_headers, recognisable
from abm_sheets.language import LANGUAGES
from abm_sheets.language.folding import fold, squeeze
from abm_sheets.tables.labels import column_names, read_label
from abm_sheets.tables.rows import as_text
from abm_sheets.workbook.sheet import column_letters

_FEW = 2
"""Headers of ours that a file of several columns must have at least: one alone may mean anything."""

Answers = Mapping[str, str | None]
"""Their header, or a column's letters, and our column, by key or by header in any language; None for none."""


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

    def label(self, position: int) -> str:
        """What to call a column: its header, or its letters where it has none."""
        return self.headers[position] or column_letters(position)


@dataclass(frozen=True)
class Said:
    """What people say of a file: which columns are which of ours, and what fills others throughout."""

    answers: Answers
    constants: Mapping[str, str]

    def fields(self, source: Source, heading: Heading) -> set[str]:
        """The columns of a source's tab that are given so, as far as it has them."""
        names = column_names(source.tab)
        there = {*heading.keys, *(squeeze(column_letters(at)) for at in range(len(heading.keys)))}
        mapped = [column for header, column in self.answers.items() if column and squeeze(header) in there]
        return {names[key] for key in map(squeeze, (*mapped, *self.constants)) if key in names}


def recognise(grid: Grid, said: Said) -> tuple[Source, Heading]:
    """The source that a file is from, and its header.

    Other systems come before our own headers, which many files share some of.

    Raises:
        SourceNotRecognisedError: no source's names are there, or as many of several sources'.

    """
    headings = list(_headings(grid))
    found = [
        ((bool(source.signature), _score(source, heading, said)), source, heading)
        for source in recognisable()
        if (heading := _best(source, headings, said)) is not None
    ]
    best = max((rank for rank, *_ in found), default=None)
    likely = [(source, heading) for rank, source, heading in found if rank == best]
    if len(likely) != 1:
        keys = [source.key for source, _ in likely] or [source.key for source in recognisable()]
        raise SourceNotRecognisedError(path=grid.name, choices=", ".join(keys))
    source, heading = likely[0]
    return source, _widened(grid, heading)


def find_heading(grid: Grid, source: Source, given: Iterable[str]) -> Heading:
    """The header of a file whose source is known; `given` are further headers, squeezed, that it may have.

    Where no header is known it is the longest of the first rows, so that people can say what it means.
    """
    names = {*source.headers(), *given}

    def likelihood(heading: Heading) -> tuple[int, int]:
        return len(names.intersection(heading.names)), sum(map(bool, heading.headers))

    return _widened(grid, max(_headings(grid), key=likelihood))


def _headings(grid: Grid) -> Iterator[Heading]:
    shown = ((position, row) for position, row in enumerate(grid.rows) if not is_blank_row(row))
    for position, row in islice(shown, HEADER_ROWS):
        headers = [as_text(cell) for cell in row]
        yield Heading(position, headers, [header_key(header) for header in headers])


def _widened(grid: Grid, heading: Heading) -> Heading:
    """The header with a blank cell for each column that all rows have beyond its end."""
    widths = [_width(row) for row in grid.rows[heading.row + 1 :] if not is_blank_row(row)]
    lacking = min(widths, default=0) - len(heading.headers)
    if lacking <= 0 or len(widths) < _FEW:
        return heading
    blanks = [""] * lacking
    return replace(heading, headers=[*heading.headers, *blanks], keys=[*heading.keys, *blanks])


def _width(row: Cells) -> int:
    return max((at + 1 for at, cell in enumerate(row) if not is_blank(cell)), default=0)


def _best(source: Source, headings: Sequence[Heading], said: Said) -> Heading | None:
    fitting = (heading for heading in headings if _fits(source, heading, said))
    return max(fitting, key=lambda heading: _score(source, heading, said), default=None)


def _fits(source: Source, heading: Heading, said: Said) -> bool:
    there = set(filter(None, heading.names))
    if not there.isdisjoint(map(squeeze, source.unless)):
        return False
    if source.signature:
        return all(not there.isdisjoint(map(squeeze, group)) for group in source.signature)
    fields = _fields(source, heading, said)
    required = EVERY_MODEL[source.tab].required_columns()
    return fields.issuperset(required) and (len(fields) >= _FEW or len(there) == 1)


def _score(source: Source, heading: Heading, said: Said) -> int:
    """How many different things the row names."""
    return len(_fields(source, heading, said))


def _fields(source: Source, heading: Heading, said: Said) -> set[str]:
    names = source.headers()
    return {names[key][0] for key in heading.names if key in names} | said.fields(source, heading)


def section_end(grid: Grid, source: Source, heading: Heading) -> int | None:
    """Where the next list of a report begins, by the line of its title; None where there is only one."""
    names = source.headers()
    rows = [(at, row) for at, row in enumerate(grid.rows) if at > heading.row and not is_blank_row(row)]
    if source.reader != "attendance":
        return None
    for (at, title), (_, under) in pairwise(rows):
        known = sum(header_key(as_text(cell)) in names for cell in under)
        if len(shown(title)) == 1 and known >= _FEW:
            return at
    return None


def find_language(source: Source, heading: Heading, otherwise: str) -> str:
    """The language that most headers are in: by the source's own names, else by the words of all sources'."""
    names = source.headers()
    votes = Counter(names[key][1] for key in heading.names if key in names)
    if (found := _leading(votes)) is not None:
        return found
    words = _words()
    told = (words.get(word, "") for header in heading.headers for word in fold(header).split())
    return _leading(Counter(told)) or otherwise


def _leading(votes: Mapping[str, int]) -> str | None:
    most = max(votes.get(language, 0) for language in LANGUAGES)
    leading = [language for language in LANGUAGES if votes.get(language, 0) == most]
    return leading[0] if len(leading) == 1 else None


def _is_word(text: str) -> bool:
    """Whether a text may tell a language: some letters are words of one and abbreviations in another."""
    return len(text) > _FEW


@cache
def _words() -> Mapping[str, str]:
    """The words that headers have in one language only, with that language."""
    found: dict[str, str] = {}
    for source in every_source():
        for names in source.fields.values():
            for header, language, _ in names.all():
                for word in filter(_is_word, fold(header).split()):
                    found[word] = language if found.get(word, language) == language else ""
    return {word: language for word, language in found.items() if language}
