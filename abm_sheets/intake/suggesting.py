"""Accounts that are called much like one that is there: people are told, and nothing is decided for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from abm_sheets.intake.files import Record
from abm_sheets.intake.standing import Standing
from abm_sheets.tables.matching import name_key, nearest

_MOST_COMPARED = 2_000_000
"""Pairs of names compared at most, which takes a few seconds."""


@dataclass(frozen=True, slots=True)
class Near:
    """An account of the tab and its row, and what the file calls the new one."""

    new: str
    name: str
    row: int


def near_accounts(new: Sequence[Record], standing: Standing, taken: Collection[int]) -> Mapping[int, Near]:
    """The account of the tab whose name is most like each new one's, by the new one's row in the file.

    The rows of the tab at the positions `taken` are known to be others.
    """
    names = standing.values["account"]
    rows = [at for at in standing.filled if at not in taken and names[at] is not None]
    known = {name_key(str(names[at])): at for at in reversed(rows)}
    near: dict[int, Near] = {}
    for record in new[: _MOST_COMPARED // max(len(known), 1)]:
        account = str(record.values["account"])
        if found := nearest(name_key(account), known):
            near[record.row] = Near(account, str(names[known[found]]), standing.row(known[found]))
    return near
