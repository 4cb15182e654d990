"""Marketing influence on won, lost and open deals, and the assets that they had seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from abm_sheets.metrics.figures import AssetCount
from abm_sheets.metrics.influence_rate import INFLUENCE_RATE
from abm_sheets.metrics.values import Rate
from abm_sheets.story.view import View
from abm_sheets.story.wording import small_text

MOST_ASSETS = 15

_OUTCOMES = ("won", "lost", "open", "all")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The influence on the deals of an outcome; `small` says so where they are too few to conclude."""

    label: str
    rate: Rate
    small: str


@dataclass(frozen=True, slots=True)
class Influence:
    """The influence by outcome, none where no deal can be judged, and what it weighs in revenue."""

    outcomes: Sequence[Outcome]
    weighted: str
    assets: Sequence[AssetCount]


def influence_by_outcome(view: View) -> Influence:
    """The influence on each outcome, and the assets that most deals had seen before they were closed."""
    influence, assets = view.figures.now[INFLUENCE_RATE], view.figures.assets[:MOST_ASSETS]
    if influence is None or not influence.all.denominator:
        return Influence([], "", assets)
    outcomes = [_outcome(view, key, getattr(influence, key)) for key in _OUTCOMES]
    if influence.revenue_rate is None:
        return Influence(outcomes, "", assets)
    rate = view.words.formats.percent(influence.revenue_rate)
    return Influence(outcomes, view.words.text("analysis.influence.weighted", rate=rate), assets)


def _outcome(view: View, key: str, rate: Rate) -> Outcome:
    return Outcome(view.words.text(f"analysis.influence.{key}"), rate, small_text(view, rate.denominator))
