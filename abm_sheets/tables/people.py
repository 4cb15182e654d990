"""The tabs of people: the team and its roles, the meeting's actions, the workshop's votes."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt
import pandas as pd

from abm_sheets.language import fold
from abm_sheets.language.catalogue import understood
from abm_sheets.tables.labels import is_vanity
from abm_sheets.tables.reading import Reading, Rows
from abm_sheets.tables.rows import Day, Number, Row, Text

_EMAIL = re.compile(r"[^@\s,;<>()]+@[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}")
PRIORITIES = (1, 2, 3)


class TeamRow(Row):
    """A person and the role that says what they may edit."""

    tab = "team"

    email: Text
    name: Text = ""
    role: Text


class ActionRow(Row):
    """A corrective action or a blocker, decided at a meeting."""

    tab = "actions"

    date: Day | None = None
    kind: Text = ""
    account: Text = ""
    description: Text = ""
    owner: Text = ""
    due: Day | None = None
    status: Text = ""


class WorkshopRow(Row):
    """One participant's vote for a metric, from 1 (most wanted) to 3."""

    tab = "workshop"

    participant: Text = ""
    role: Text = ""
    metric: Text
    priority: Number | None = None


def empty_frame(model: type[Row]) -> pd.DataFrame:
    """A frame with a tab's columns and no row."""
    return pd.DataFrame({name: pd.Series(dtype=object) for name in ("row", *model.model_fields)})


def read_team(reading: Reading) -> pd.DataFrame:
    """The people with a valid address and a known role (its key)."""
    rows = reading.rows(TeamRow)
    if rows is None:
        return empty_frame(TeamRow)
    valid = np.array([bool(_EMAIL.fullmatch(text)) for text in rows.values("email")], dtype=bool)
    reading.note_cells("invalid_email", rows, "email", _readable(rows, "email") & ~valid)
    roles = _meanings(rows, "role", "role")
    choices = ", ".join(reading.words.words("role").values())
    reading.note_cells("unknown_role", rows, "role", _readable(rows, "role") & (roles == ""), choices=choices)
    rows.kept &= valid & (roles != "")
    return rows.frame(role=roles)


def read_actions(reading: Reading) -> pd.DataFrame:
    """The actions and blockers; an unknown kind is an action, an unknown status is still to do."""
    rows = reading.rows(ActionRow)
    if rows is None:
        return empty_frame(ActionRow)
    kinds = _meanings(rows, "kind", "action_kind")
    choices = ", ".join(reading.words.words("action_kind").values())
    reading.note_cells("invalid_kind", rows, "kind", _readable(rows, "kind") & (kinds == ""), choices=choices)
    statuses = _meanings(rows, "status", "action_status")
    return rows.frame(
        kind=np.where(kinds == "", "action", kinds).astype(object),
        status=np.where(statuses == "", "todo", statuses).astype(object),
    )


def read_workshop(reading: Reading) -> pd.DataFrame:
    """The votes: the metric's key (as typed where it is none of ours), whether it is vanity, the priority."""
    rows = reading.rows(WorkshopRow)
    if rows is None:
        return empty_frame(WorkshopRow).assign(vanity=pd.Series(dtype=bool))
    keys = _meanings(rows, "metric", "metric")
    vanity = np.array([is_vanity(text) for text in rows.values("metric")], dtype=bool) & (keys == "")
    priority = rows.columns["priority"]
    odd = ~priority.blank & ~priority.unreadable & ~np.isin(priority.values, PRIORITIES)
    reading.note_cells("invalid_number", rows, "priority", odd, sentence="unknown_priority")
    rows.kept &= ~odd & ~priority.unreadable
    return rows.frame(metric=np.where(keys == "", rows.values("metric"), keys).astype(object), vanity=vanity)


def _meanings(rows: Rows, column: str, group: str) -> npt.NDArray[np.object_]:
    """The vocabulary key of each text, "" where there is none."""
    known = understood(group)
    return np.array([known.get(fold(text), "") for text in rows.values(column)], dtype=object)


def _readable(rows: Rows, column: str) -> npt.NDArray[np.bool_]:
    return ~rows.columns[column].blank & ~rows.columns[column].unreadable
