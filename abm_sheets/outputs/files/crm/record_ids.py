"""The record ids that a team keeps in a column of its own, beside its accounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from abm_sheets.language.catalogue import catalogues
from abm_sheets.language.folding import squeeze
from abm_sheets.outputs.files.crm.layouts import Crm
from abm_sheets.tables.reader import locate_inputs
from abm_sheets.tables.rows import as_text, is_formula_error
from abm_sheets.workbook.interface import Cell, Snapshot

_OF_ANY = "any"


def record_ids(snapshot: Snapshot, accounts: pd.DataFrame, crm: Crm) -> list[str]:
    """The id of each account of the frame, "" where there is none.

    A column that names the CRM, or the id as the CRM does, is taken before one that names any CRM.
    """
    cells = _id_column(snapshot, crm)
    return [_id(cells, row) for row in accounts["row"].tolist()]


def _id(cells: Sequence[Cell], row: int) -> str:
    """The text of a cell by its row as people see it."""
    cell = cells[row - 1] if row <= len(cells) else None
    return "" if is_formula_error(cell) else as_text(cell)


def _id_column(snapshot: Snapshot, crm: Crm) -> Sequence[Cell]:
    located = locate_inputs(snapshot)["accounts"]
    header, columns = located.header, located.tab.columns
    theirs = {
        squeeze(as_text(columns[at][header.row])): columns[at]
        for at in reversed(header.foreign)
        if header.row < len(columns[at])
    }
    return next((theirs[name] for name in _names(crm) if name in theirs), ())


def _names(crm: Crm) -> Iterator[str]:
    """The headers that such a column may have, squeezed, the most telling first."""
    for owner in (crm, _OF_ANY):
        for words in catalogues():
            yield from map(squeeze, words.find(f"export.crm.ids.{owner}"))
