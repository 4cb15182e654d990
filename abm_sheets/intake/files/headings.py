"""Where a file's header is and whose it is: the row and the source whose names it holds most of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from abm_sheets.errors.incoming import SourceNotRecognisedError
from abm_sheets.intake.files.grid import Grid, is_blank_row
from abm_sheets.intake.files.separating import HEADER_ROWS, header_key
from abm_sheets.intake.sources import Source, recognisable
from abm_sheets.intake.sources.known import MODELS, known_headers, money_headers
from abm_sheets.language.folding import squeeze
from abm_sheets.tables.labels import read_label
from abm_sheets.tables.rows import as_text

_FEW = 2
"""Headers of ours that a file of several columns must have at least: one alone may mean anything."""


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
        """The keys by which a source may know the headers, without the currency that some tell."""
        sought = money_headers().difference(self.keys)
        return [
            key if not key or key in known_headers() else read_label(header, sought).name
            for key, header in zip(self.keys, self.headers, strict=True)
        ]

    def currency(self, position: int) -> str:
        """The currency that a header tells, "" if none."""
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
    required = MODELS[source.tab].required_columns()
    return fields.issuperset(required) and (len(fields) >= _FEW or len(there) == 1)


def _score(source: Source, heading: Heading) -> int:
    """How many different things the row names."""
    names = source.headers()
    return len({names[key][0] for key in heading.names if key in names})
