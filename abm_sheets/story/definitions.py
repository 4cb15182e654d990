"""What each metric, status and stage means, and how it is computed under the settings in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import NamedTuple

from abm_sheets.metrics.known import BY_KEY, METRICS, SHARED
from abm_sheets.story.view import View


class Definition(NamedTuple):
    """A metric: what it means, how it is computed, from which tabs, and the roles that answer for it."""

    key: str
    metric: str
    meaning: str
    formula: str
    sources: str
    owner: str


class Rule(NamedTuple):
    """A status or an account stage, and what gives it."""

    name: str
    rule: str


def metric_definitions(view: View) -> Sequence[Definition]:
    """The five shared metrics, then the counts and amounts that they come from."""
    metrics = [*SHARED, *(metric for metric in METRICS if metric not in SHARED)]
    return [_definition(view, metric) for metric in metrics]


def _definition(view: View, metric: str) -> Definition:
    words, known = view.words, BY_KEY[metric]
    return Definition(
        key=metric,
        metric=words.word("metric", metric),
        meaning=words.text(f"definitions.meaning.{metric}"),
        formula=formula(view, metric),
        sources=", ".join(map(words.title, known.inputs)),
        owner=", ".join(words.word("role", role) for role in known.owners),
    )


def formula(view: View, metric: str) -> str:
    """How a metric is computed under the settings in force."""
    return view.words.text(f"definitions.formula.{metric}", None, **_facts(view))


def stage_rule(view: View, stage: str) -> str:
    """What gives an account its stage under the settings in force."""
    return view.words.text(f"definitions.stage.{stage}", None, **_facts(view))


def status_rules(view: View) -> Sequence[Rule]:
    """The statuses by their colours, and what gives each."""
    words, facts = view.words, _facts(view)
    return [
        Rule(word, words.text(f"definitions.status.{key}", None, **facts))
        for key, word in words.words("status").items()
    ]


def stage_rules(view: View) -> Sequence[Rule]:
    """The account stages: the first rule that holds gives an account its own."""
    words = view.words
    stages = words.words("account_stage") | {"stagnating": words.text("definitions.extra.stagnating")}
    return [Rule(name, stage_rule(view, key)) for key, name in stages.items()]


def _facts(view: View) -> Mapping[str, object]:
    """What formulas quote of the settings in force."""
    settings, text = view.tables.settings, view.words.text
    days = settings.influence_lookback_days
    return asdict(settings) | {
        "value": text(f"definitions.velocity_value.{settings.velocity_value}"),
        "cycle": text(f"definitions.cycle.{settings.cycle}"),
        "allocation": text(f"definitions.allocation.{settings.cost_allocation}"),
        "lookback": text("definitions.lookback", days=days) if days else "",
    }
