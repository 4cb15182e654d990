"""The alignment workshop: votes tallied into the five to seven metrics that the teams will share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from abm_sheets.language import fold
from abm_sheets.language.catalogue import understood
from abm_sheets.metrics.known import METRICS, SHARED

POINTS = {1: 3, 2: 2, 3: 1}
"""A first choice weighs as much as a second and a third together; a vote without a rank counts for one."""

FEWEST, MOST = 5, 7


@dataclass(frozen=True, slots=True)
class Votes:
    """A metric's votes: points, how many voted for it, and how many of the roles they hold."""

    metric: str
    points: int
    votes: int
    roles: int
    proposed: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """The metrics that got votes or are proposed, best first, and what was left out by its typed name."""

    metrics: Sequence[Votes]
    vanity: Sequence[str]
    unknown: Sequence[str]


def tally(votes: pd.DataFrame) -> Tally:
    """Count the votes of the workshop frame and propose five to seven metrics.

    The five shared metrics complete a proposal that the votes leave short. Metrics wanted by several
    roles come before those of one team only; vanity measures and names that are no metric of ours are
    listed apart, never proposed.
    """
    ours = votes[votes["metric"].isin(METRICS)]
    scores = {str(metric): _score(str(metric), group) for metric, group in ours.groupby("metric", sort=False)}
    ranked = sorted(
        scores.values(), key=lambda each: (-min(each.roles, 2), -each.points, METRICS.index(each.metric))
    )
    chosen = [each.metric for each in ranked[:MOST]]
    chosen += [metric for metric in SHARED if metric not in chosen][: max(0, FEWEST - len(chosen))]
    listed = [*ranked, *(Votes(metric, 0, 0, 0, proposed=True) for metric in chosen if metric not in scores)]
    return Tally(
        [Votes(v.metric, v.points, v.votes, v.roles, v.metric in chosen) for v in listed],
        _names(votes[votes["vanity"].astype(bool)]),
        _names(votes[~votes["metric"].isin(METRICS) & ~votes["vanity"].astype(bool)]),
    )


def _score(metric: str, group: pd.DataFrame) -> Votes:
    points = sum(POINTS.get(rank, 1) for rank in group["priority"])
    roles = {understood("role").get(fold(role), fold(role)) for role in group["role"] if role}
    return Votes(metric, points, len(group), len(roles), proposed=False)


def _names(votes: pd.DataFrame) -> list[str]:
    return list(dict.fromkeys(votes["metric"]))
