"""The rows under a header that are no data: totals, the header once more, blanks under merged cells."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isclose

from abm_sheets.language.folding import fold, squeeze
from abm_sheets.tables.rows import as_text
from abm_sheets.workbook.coded import Coded
from abm_sheets.workbook.interface import Cell

Cells = Mapping[str, Coded]
"""Columns, each of which holds nothing but what stands in it."""

_TOTAL = re.compile(r"(?:(?:grand|sous|sub) )?tota(?:l|ls|ux)\b|subtotals?\b|sommes?\b")
_MAY_BE_TOTAL = re.compile(r"[\W_]*(?:t.{1,2}t|grand|so(?:us|m)|sub)", re.IGNORECASE | re.DOTALL)
"""A quick look at the first letters spares folding every text."""

_DISTINCT_BY = ("account", "label", "metric", "date")
_LEADING = ("id", "name", "stage", "type", "industry")
"""Where people write "Total" on a row that names no account."""

_MANY = 2_000


@dataclass(frozen=True)
class Aside:
    """Why a row is left aside: the rule of its issue, if any, and the cell that shows it."""

    rule: str | None
    column: str | None = None
    value: str | None = None
    sentence: str | None = None


def rows_aside(cells: Cells, covered: Iterable[int], names: Mapping[str, frozenset[str]]) -> dict[int, Aside]:
    """The rows to leave aside by their positions under the header.

    `cells` are the columns with what merged cells give, `covered` the rows on which nothing else stands;
    `names` are the labels of each, squeezed.
    """
    return {
        **dict.fromkeys(covered, Aside(None)),
        **dict.fromkeys(_headers(cells, names), Aside("repeated_header")),
        **_totals(cells),
    }


def rows_covered(given: Sequence[Sequence[Cell]], typed: Sequence[Sequence[Cell]]) -> Iterator[int]:
    """The rows on which nothing stands but what merged cells above give: columns with it, and without."""
    rows = {
        at
        for cells, own in zip(given, typed, strict=True)
        for at, (cell, there) in enumerate(zip(cells, own, strict=True))
        if cell is not there
    }
    return (at for at in sorted(rows) if not any(as_text(each[at]) for each in typed))


def _headers(cells: Cells, names: Mapping[str, frozenset[str]]) -> Iterator[int]:
    """The rows whose filled cells all name their own column."""
    few = {name: each for name, each in cells.items() if len(each.held) <= _MANY}
    # Of columns with many values another decides, for a header fills more than one, unless all have many.
    for name, each in (few or cells).items():
        heads = {cell for cell in each.held if isinstance(cell, str) and squeeze(cell) in names[name]}
        yield from (at for at in each.rows(heads) if _repeats(cells, names, at))


def _repeats(cells: Cells, names: Mapping[str, frozenset[str]], row: int) -> bool:
    filled = ((name, text) for name, each in cells.items() if (text := as_text(each[row])))
    return all(squeeze(text) in names[name] for name, text in filled)


def _totals(cells: Cells) -> dict[int, Aside]:
    """The rows of totals: those that say so where they would give a day, or name an account or what was paid.

    One that has a web domain is a company: `Total` was one for long.
    """
    found = {at: Aside("total_row", *cell) for at, cell in _saying_total(cells, _DISTINCT_BY)}
    # Costs may have no column of accounts at all.
    accounts = cells.get("account")
    if ("amount" in cells) if accounts is None else _has_blanks(accounts):
        for at, cell in _saying_total(cells, _LEADING):
            if accounts is None or not as_text(accounts[at]):
                found.setdefault(at, Aside("total_row", *cell))
    for at in list(_sums(cells, found)):
        found[at] = Aside("total_row", "amount", as_text(cells["amount"][at]), "total_row_unnamed")
    domains = cells.get("domains")
    return {at: aside for at, aside in found.items() if domains is None or "." not in as_text(domains[at])}


def _sums(cells: Cells, totals: Container[int]) -> Iterator[int]:
    """The rows on which nothing stands but the sum of the amounts above, or of those since the last total.

    `totals` are the rows that say that they are totals.
    """
    amounts, others = cells.get("amount"), [each for name, each in cells.items() if name != "amount"]
    days = cells.get("date", cells.get("created"))
    if amounts is None or days is None or not _has_blanks(days):
        return
    whole = part = 0.0
    for at, cell in enumerate(amounts):
        if isinstance(cell, bool) or not isinstance(cell, int | float):
            continue
        alone = not any(as_text(each[at]) for each in others)
        if at in totals:
            part = 0.0
        elif cell and alone and any(isclose(cell, each) for each in (whole, part)):
            yield at
            part = 0.0
        else:
            whole, part = whole + cell, part + cell


def _saying_total(cells: Cells, columns: Sequence[str]) -> Iterator[tuple[int, tuple[str, str]]]:
    for name in columns:
        if (each := cells.get(name)) is not None:
            texts = {text for text in each.held if isinstance(text, str) and is_total(text)}
            yield from ((at, (name, as_text(each[at]))) for at in each.rows(texts))


def _has_blanks(cells: Coded) -> bool:
    return not {None, ""}.isdisjoint(cells.held)


def is_total(text: str) -> bool:
    """Whether a text begins as the label of a total does; "TotalEnergies" and "Totale" are other words."""
    return bool(_MAY_BE_TOTAL.match(text) and _TOTAL.match(fold(text)))
