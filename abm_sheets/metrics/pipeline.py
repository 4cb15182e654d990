"""The open deals by stage: how many, how much, how old, and where they slow."""

from __future__ import annotations

import numpy as np
import pandas as pd

from abm_sheets.metrics.figures import StageAge
from abm_sheets.metrics.prepared import Prepared
from abm_sheets.metrics.values import Velocity

SLOWNESS = 1.5
ENOUGH_DEALS = 5


def stage_ages(prepared: Prepared, day: int, speed: Velocity | None) -> list[StageAge]:
    """The open stages in order, then those that deals are in without being in the stages tab."""
    opportunities, stages, deals = prepared.tables.opportunities, prepared.tables.stages, prepared.deals
    if opportunities is None:
        return []
    programme = prepared.accounts.in_programme(day)
    now = np.flatnonzero(deals.open(day) & programme[deals.account])
    frame = pd.DataFrame(
        {
            "stage": opportunities["stage"].to_numpy(object)[now],
            "cents": np.where(deals.known, deals.cents, 0)[now],
            "age": day - deals.created[now],
        }
    )
    opened = stages[stages["kind"] == "open"]
    teams = dict(zip(opened["stage"], opened["team"], strict=True))
    names = dict.fromkeys([*teams, *frame["stage"]])
    limit = SLOWNESS * speed.cycle_days if speed and speed.cycle_days else None
    return [_age(name, teams.get(name, ""), frame[frame["stage"] == name], limit) for name in names]


def _age(stage: str, team: str, deals: pd.DataFrame, limit: float | None) -> StageAge:
    median = float(deals["age"].median()) if len(deals) else 0.0
    return StageAge(
        stage=stage,
        team=team,
        deals=len(deals),
        amount=int(deals["cents"].sum()),
        median_age=median,
        oldest_age=int(deals["age"].max()) if len(deals) else 0,
        slow=limit is not None and len(deals) >= ENOUGH_DEALS and median > limit,
    )
