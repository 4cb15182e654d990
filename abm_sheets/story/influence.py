"""Marketing influence on won, lost and open deals, and the assets that they had seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from abm_sheets.metrics import values
from abm_sheets.metrics.figures import AssetCount
from abm_sheets.metrics.influence_rate import INFLUENCE_RATE
from abm_sheets.story.view import View
from abm_sheets.story.wording import missing_text, small_text

MOST_ASSETS = 15

_OUTCOMES = ("won", "lost", "open", "all")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The influence on the deals of an outcome; `small` says so where they are too few to conclude."""

    label: str
    rate: values.Rate
    small: str


@dataclass(frozen=True, slots=True)
class Influence:
    """The influence by outcome and what it weighs in revenue, then the assets that deals had seen.

    `none` and `no_asset` say why there is no outcome to compare or no asset, "" where there is one.
    """

    outcomes: Sequence[Outcome]
    weighted: str
    none: str
    assets: Sequence[AssetCount]
    no_asset: str


def influence_by_outcome(view: View) -> Influence:
    """The influence on each outcome, and the assets that most deals had seen before they were closed."""
    influence, text = view.figures.now[INFLUENCE_RATE], view.words.text
    assets, missing = view.figures.assets[:MOST_ASSETS], missing_text(view, INFLUENCE_RATE)
    judged = influence is not None and influence.all.denominator
    return Influence(
        outcomes=[_outcome(view, key, getattr(influence, key)) for key in _OUTCOMES] if judged else [],
        weighted=_weighted(view, influence),
        none="" if judged else missing or text("analysis.influence.none"),
        assets=assets,
        no_asset="" if assets else missing or text("analysis.assets.none"),
    )


def _weighted(view: View, influence: values.Influence | None) -> str:
    if influence is None or not influence.all.denominator or influence.revenue_rate is None:
        return ""
    rate = view.words.formats.percent(influence.revenue_rate)
    return view.words.text("analysis.influence.weighted", rate=rate)


def _outcome(view: View, key: str, rate: values.Rate) -> Outcome:
    return Outcome(view.words.text(f"analysis.influence.{key}"), rate, small_text(view, rate.denominator))
