"""The tabs that name things, interaction types and deal stages, with the defaults where they are empty."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from abm_sheets.language import fold
from abm_sheets.language.catalogue import catalogues, understood
from abm_sheets.tables.reading import Reading, Rows, first_of_each
from abm_sheets.tables.rows import Flag, Number, Row, Text

_DEFAULTS = {"type": "interaction_types", "stage": "stages"}
"""The catalogue's list of each name; every language has the same, in the same order."""


class InteractionTypeRow(Row):
    """A type of interaction; blank answers mean no."""

    tab = "interaction_types"

    type: Text
    engagement: Flag = False
    marketing: Flag = False


class StageRow(Row):
    """A stage of the pipeline, its kind, the team that unblocks a slow one, a deal's chance of being won."""

    tab = "stages"
    advice: ClassVar = {("invalid_number", "probability"): "impossible_probability"}

    stage: Text
    order: Number | None = None
    kind: Text
    team: Text = ""
    probability: Number | None = None


def read_interaction_types(reading: Reading) -> pd.DataFrame:
    """The types in force: row, type, engagement, marketing."""
    rows = reading.rows(InteractionTypeRow)
    if rows is None or not rows.kept.any():
        return _default_types(reading)
    return _first_named(rows.frame(), "type")


def _default_types(reading: Reading) -> pd.DataFrame:
    entries = reading.words.find("words.interaction_types")
    frame = pd.DataFrame(entries).rename(columns={"name": "type"})
    return frame.assign(row=0)[["row", "type", "engagement", "marketing"]].astype({"type": object})


def read_stages(reading: Reading) -> pd.DataFrame:
    """The stages in force, in order: row, stage, order, kind (open, won, lost), team, probability."""
    rows = reading.rows(StageRow)
    if rows is None or not rows.kept.any():
        return _default_stages(reading)
    kinds = understood("kind")
    keys = np.array([kinds.get(fold(kind)) for kind in rows.values("kind")], dtype=object)
    unknown = np.array([key is None for key in keys], dtype=bool) & rows.kept
    choices = ", ".join(reading.words.words("kind").values())
    reading.note_cells("invalid_kind", rows, "kind", unknown, choices=choices)
    rows.kept &= ~unknown
    frame = rows.frame(kind=keys, probability=_shares(reading, rows))
    order = frame["order"].fillna(frame["row"].astype(float))
    return _first_named(frame.assign(order=order), "stage").sort_values(
        "order", kind="stable", ignore_index=True
    )


def _shares(reading: Reading, rows: Rows) -> npt.NDArray[np.float64]:
    """The probabilities, NaN where there is none to believe."""
    shares = rows.values("probability")
    impossible = (shares < 0) | (shares > 1)
    reading.note_cells("invalid_number", rows, "probability", impossible, sentence="impossible_probability")
    return np.where(impossible, np.nan, shares)


def _default_stages(reading: Reading) -> pd.DataFrame:
    frame = pd.DataFrame(reading.words.find("words.stages")).rename(columns={"name": "stage"})
    frame = frame.assign(row=0, order=np.arange(1.0, len(frame) + 1), probability=np.nan)
    return frame[["row", "stage", "order", "kind", "team", "probability"]].astype(
        {"stage": object, "kind": object}
    )


def _first_named(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    """The first row of each folded name."""
    repeated, _ = first_of_each(np.array([fold(name) for name in frame[column]], dtype=object))
    return frame[~repeated].reset_index(drop=True)


def positions_by_name(frame: pd.DataFrame, column: str) -> Mapping[str, int]:
    """Each folded name with its position in the frame; a default goes by its names in every language."""
    own = {fold(name): position for position, name in enumerate(frame[column])}
    others: dict[str, int] = {}
    for alike in zip(*(words.find(f"words.{_DEFAULTS[column]}") for words in catalogues()), strict=True):
        names = [fold(entry["name"]) for entry in alike]
        for name in filter(own.__contains__, names):
            others.update(dict.fromkeys(names, own[name]))
    return {**others, **own}
