"""The interactions tab: what accounts did, each thing once."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from abm_sheets.language import fold
from abm_sheets.tables.matching import AccountIndex, resolve_accounts, resolve_names, unknown_names
from abm_sheets.tables.merging import Likeness, same_id_anywhere
from abm_sheets.tables.reading import Mask, Positions, Reading, Rows
from abm_sheets.tables.rows import Day, Name, Row, Text
from abm_sheets.tables.vocabulary import positions_by_name


class InteractionRow(Row):
    """An interaction of an account; the same non-blank id is the same interaction."""

    tab = "interactions"

    date: Day
    account: Name
    type: Name
    asset: Name = ""
    contact: Text = ""
    source: Text = ""
    id: Text = ""


def read_interactions(reading: Reading, index: AccountIndex, types: pd.DataFrame) -> pd.DataFrame | None:
    """The interactions of known accounts and types, repeats left out; None without the tab."""
    rows = reading.rows(InteractionRow, Likeness(same_id_anywhere))
    if rows is None:
        return None
    accounts = resolve_accounts(reading, rows, index)
    kinds = resolve_names(rows, "type", positions_by_name(types, "type"))
    unknown = unknown_names(rows, "type", kinds)
    reading.note_cells("unknown_type", rows, "type", unknown, title=reading.words.title("interaction_types"))
    reading.note_future(rows, "date")
    rows.kept &= (accounts >= 0) & (kinds >= 0)
    assets = _asset_keys(rows, types, kinds)
    named = np.where(_unnamed(rows), -1, assets)
    _leave_repeats_out(reading, rows, _likeness(rows.values("date"), accounts, kinds, named))
    reading.set_aside(rows)
    meaning = {name: types[name].to_numpy(bool)[kinds] for name in ("engagement", "marketing")}
    return rows.frame(account=accounts, type=kinds, asset_key=assets, **meaning)


def _asset_keys(rows: Rows, types: pd.DataFrame, kinds: Positions) -> npt.NDArray[np.intp]:
    """A number for each asset: its folded name, or the name of the type where it is blank."""
    read = rows.columns["asset"]
    names = [fold(text) for text in (*read.distinct, *types["type"])]
    keys, _ = pd.factorize(np.array(names, dtype=object))
    return np.where(_unnamed(rows), keys[len(read.distinct) + kinds], keys[read.codes])


def _unnamed(rows: Rows) -> Mask:
    """The rows that name no asset; an unreadable one has no name either."""
    return rows.columns["asset"].blank | rows.columns["asset"].unreadable


def _likeness(dates: npt.NDArray[Any], *codes: Positions) -> npt.NDArray[np.int64]:
    """One number for each row, the same where the date and every code (from -1) are the same."""
    key = dates.astype("datetime64[D]").astype(np.int64)
    for each in codes:
        key = key * (each.max(initial=0) + 2) + each + 1
    return key


def _leave_repeats_out(reading: Reading, rows: Rows, likeness: npt.NDArray[np.int64]) -> None:
    """Keep the first row of each id, then the first of the rows that are equal in everything."""
    named = np.flatnonzero(rows.kept & ~rows.columns["id"].blank)
    ids = rows.columns["id"].codes[named]
    reading.leave_repeats_out("duplicate_interaction", rows, named, ids, ("id",))
    kept = np.flatnonzero(rows.kept)
    ordered = np.sort(likeness[kept])
    alike = kept[np.isin(likeness[kept], ordered[1:][ordered[1:] == ordered[:-1]])]
    identities = _identities(rows, likeness, alike)
    reading.leave_repeats_out("duplicate_interaction", rows, alike, identities, ("id", "date"))


def _identities(rows: Rows, likeness: npt.NDArray[np.int64], positions: Positions) -> npt.NDArray[np.object_]:
    """All that distinguishes rows as one text each; only rows already alike come here."""
    texts = [[fold(text) for text in rows.values(name)[positions]] for name in ("contact", "source", "id")]
    parts = zip(likeness[positions].astype(str), *texts, strict=True)
    return np.array(["\x1f".join(each) for each in parts], dtype=object)
