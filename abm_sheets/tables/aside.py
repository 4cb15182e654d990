"""The rows under a header that are no data: totals, the header once more, blanks under merged cells."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isclose

from abm_sheets.language.folding import fold, squeeze
from abm_sheets.tables.rows import as_text
from abm_sheets.workbook.interface import Cell

Cells = Mapping[str, Sequence[Cell]]

_TOTAL = re.compile(r"(?:(?:grand|sous|sub) )?tota(?:l|ls|ux)\b|subtotals?\b|sommes?\b")
_MAY_BE_TOTAL = re.compile(r"[\W_]*(?:t.{1,2}t|grand|so(?:us|m)|sub)", re.IGNORECASE | re.DOTALL)
"""A quick look at the first letters spares folding every text."""

_TOLD_APART_BY = ("account", "label", "metric", "date")
_LEADING = ("id", "name", "stage", "type", "industry")
"""Where people write "Total" on a row that names no account."""

_MANY = 2_000


@dataclass(frozen=True)
class Aside:
    """Why a row is left aside: the rule that tells people, if any, and the cell that shows it."""

    rule: str | None
    column: str | None = None
    value: str | None = None
    sentence: str | None = None


def rows_aside(cells: Cells, typed: Cells, names: Mapping[str, frozenset[str]]) -> dict[int, Aside]:
    """The rows to leave aside by their positions under the header.

    `cells` are the columns with what merged cells give, `typed` without; `names` are the labels of each,
    squeezed.
    """
    return {
        **dict.fromkeys(_covered(cells, typed), Aside(None)),
        **dict.fromkeys(_headers(cells, names), Aside("repeated_header")),
        **_totals(cells),
    }


def _covered(cells: Cells, typed: Cells) -> Iterator[int]:
    """The rows on which nothing stands but what merged cells above give."""
    changed = [name for name in cells if cells[name] is not typed[name]]
    given = {
        at
        for name in changed
        for at, (cell, own) in enumerate(zip(cells[name], typed[name], strict=True))
        if cell is not own
    }
    return (at for at in sorted(given) if not any(as_text(each[at]) for each in typed.values()))


def _headers(cells: Cells, names: Mapping[str, frozenset[str]]) -> Iterator[int]:
    """The rows whose filled cells all name their own column."""
    distinct = {name: found for name, each in cells.items() if (found := _few(each)) is not None}
    # Of columns with many values another tells, for a header fills more than one, unless all have many.
    for name, found in (distinct or {name: set(each) for name, each in cells.items()}).items():
        heads = {each for each in found if isinstance(each, str) and squeeze(each) in names[name]}
        rows = (at for at, cell in enumerate(cells[name]) if cell in heads) if heads else ()
        yield from (at for at in rows if _repeats(cells, names, at))


def _few(cells: Sequence[Cell]) -> set[Cell] | None:
    """The distinct cells of a column, None where they are many, as the first ones mostly tell."""
    if len(set(cells[: 2 * _MANY])) > _MANY:
        return None
    distinct = set(cells)
    return distinct if len(distinct) <= _MANY else None


def _repeats(cells: Cells, names: Mapping[str, frozenset[str]], row: int) -> bool:
    filled = ((name, text) for name, each in cells.items() if (text := as_text(each[row])))
    return all(squeeze(text) in names[name] for name, text in filled)


def _totals(cells: Cells) -> dict[int, Aside]:
    """The rows of totals: those that say so where they would give a day, or name an account or what was paid.

    One that has a web domain is a company: `Total` was one for long.
    """
    found = {at: Aside("total_row", *told) for at, told in _saying_total(cells, _TOLD_APART_BY)}
    # Costs may have no column of accounts at all.
    accounts = cells.get("account", [None] * len(cells.get("amount", ())))
    if not {None, ""}.isdisjoint(accounts):
        for at, told in _saying_total(cells, _LEADING):
            if not as_text(accounts[at]):
                found.setdefault(at, Aside("total_row", *told))
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
    if amounts is None or days is None or {None, ""}.isdisjoint(days):
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
        each = cells.get(name, ())
        texts = {text for text in set(each) if isinstance(text, str) and is_total(text)}
        if texts:
            yield from ((at, (name, as_text(cell))) for at, cell in enumerate(each) if cell in texts)


def is_total(text: str) -> bool:
    """Whether a text begins as the label of a total does; "TotalEnergies" and "Totale" are other words."""
    return bool(_MAY_BE_TOTAL.match(text) and _TOTAL.match(fold(text)))
