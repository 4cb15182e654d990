"""How long deals stay in each stage, and where they slow: from the stage history, as of a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

import pandas as pd

from abm_sheets.history.stages import Entered, StageHistory
from abm_sheets.language import fold

SLOWNESS = 1.5
ENOUGH_DEALS = 5
BEFORE = timedelta(days=90)


@dataclass(frozen=True)
class Stay:
    """A deal's stay in a stage: from a day to another (None: it is there), and where it went."""

    stage: str
    entered: date
    left: date | None
    into: str | None


@dataclass(frozen=True)
class Pace:
    """An open stage: the deals there now, the days they have been there, the days that others stayed.

    `before` are the same medians 90 days earlier, `moved_on` over `left` the share of the deals that
    left it for a later stage or a signature; `slow` when, over at least five deals, their median age
    exceeds one and a half times the median stay.
    """

    stage: str
    team: str
    deals: int
    median_age: float | None
    median_stay: float | None
    median_age_before: float | None
    median_stay_before: float | None
    moved_on: int
    left: int

    @property
    def slow(self) -> bool:
        """Whether deals linger there."""
        if self.deals < ENOUGH_DEALS or self.median_age is None or not self.median_stay:
            return False
        return self.median_age > SLOWNESS * self.median_stay


def paces(history: StageHistory, stages: pd.DataFrame, day: date) -> list[Pace]:
    """The pace of each open stage, in order."""
    ranks = {fold(name): rank for rank, name in enumerate(stages["stage"])}
    kinds = {fold(name): kind for name, kind in zip(stages["stage"], stages["kind"], strict=True)}
    stays = [stay for entries in history.entries.values() for stay in _stays(entries)]
    opened = stages[stages["kind"] == "open"]
    return [
        _pace(name, team, [stay for stay in stays if fold(stay.stage) == fold(name)], day, (ranks, kinds))
        for name, team in zip(opened["stage"], opened["team"], strict=True)
    ]


def _stays(entries: Sequence[Entered]) -> Iterator[Stay]:
    """The stays of a deal: skipped stages have none, and a stage come back to has two."""
    following = [*entries[1:], None]
    for entry, after in zip(entries, following, strict=True):
        yield Stay(entry.stage, entry.day, after.day if after else None, after.stage if after else None)


def _pace(
    name: str,
    team: str,
    stays: Sequence[Stay],
    day: date,
    order: tuple[Mapping[str, int], Mapping[str, str]],
) -> Pace:
    ages, lasted = _at(stays, day)
    ages_before, lasted_before = _at(stays, day - BEFORE)
    gone = [stay for stay in stays if stay.left is not None and stay.left <= day]
    return Pace(
        stage=name,
        team=team,
        deals=len(ages),
        median_age=_median(ages),
        median_stay=_median(lasted),
        median_age_before=_median(ages_before),
        median_stay_before=_median(lasted_before),
        moved_on=sum(_is_forward(stay, order) for stay in gone),
        left=len(gone),
    )


def _at(stays: Sequence[Stay], day: date) -> tuple[list[int], list[int]]:
    """As of a day: the ages of the stays then running, and the lengths of those then over."""
    there = [stay for stay in stays if stay.entered <= day]
    running = [stay for stay in there if stay.left is None or stay.left > day]
    over = [(stay.left - stay.entered).days for stay in there if stay.left is not None and stay.left <= day]
    return [(day - stay.entered).days for stay in running], over


def _is_forward(stay: Stay, order: tuple[Mapping[str, int], Mapping[str, str]]) -> bool:
    """Whether a deal went on: to a later open stage, or to a signature."""
    ranks, kinds = order
    here, there = fold(stay.stage), fold(stay.into or "")
    if kinds.get(there) in {"won", "lost"}:
        return kinds[there] == "won"
    return ranks.get(there, -1) > ranks.get(here, -1)


def _median(days: Sequence[int]) -> float | None:
    return float(median(days)) if days else None
