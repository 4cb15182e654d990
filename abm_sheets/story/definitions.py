"""What each metric, status and stage means under the settings in force; these, and what changed of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

from abm_sheets.history.changes import Difference, differences
from abm_sheets.language import Catalogue
from abm_sheets.metrics.known import BY_KEY, METRICS, SHARED
from abm_sheets.story.view import View
from abm_sheets.tables.settings import Settings


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


_OF_THE_WORKBOOK = ("language", "locale", "time_zone")
"""Settings whose default is the workbook's own, not the product's."""


class Setting(NamedTuple):
    """A setting by its label, its value in words, and whether that is the default."""

    label: str
    value: str
    origin: str


class Changed(NamedTuple):
    """What changed of the definitions: the tab, the setting, type or stage, and from what to what."""

    tab: str
    name: str
    change: str


def settings_in_force(view: View) -> Sequence[Setting]:
    """Every setting, exchange rates last."""
    return [*_rules(view), *_rates(view)]


def changed_definitions(view: View) -> Sequence[Changed]:
    """What changed since the version before, nothing where none is known."""
    history = view.history
    if history.previous is None:
        return []
    return [
        Changed(view.words.title(each.group), _name(view, each), _change(view, each))
        for each in differences(history.previous, history.definitions)
    ]


def _rules(view: View) -> list[Setting]:
    present, usual = asdict(view.tables.settings), asdict(Settings())
    labels = {key: label for key, label in view.words.words("setting").items() if key in present}
    return [
        Setting(label, value_text(view.words, present[key]), _origin(view, key, present, usual))
        for key, label in labels.items()
    ]


def _rates(view: View) -> list[Setting]:
    added = view.words.text("definitions.added")
    return [
        Setting(setting_label(view.words, f"fx_{currency}"), value_text(view.words, rate), added)
        for currency, rate in sorted(view.tables.settings.rates.items())
    ]


def _origin(view: View, key: str, present: Mapping[str, object], usual: Mapping[str, object]) -> str:
    if key in _OF_THE_WORKBOOK:
        return ""
    if present[key] == usual[key]:
        return view.words.text("definitions.default")
    return view.words.text("definitions.changed", value=value_text(view.words, usual[key]))


def setting_label(words: Catalogue, key: str) -> str:
    """What people call a setting, or an exchange rate."""
    if key.startswith("fx_"):
        return words.word("setting", "fx").format(currency=key[3:])
    return words.word("setting", key)


def value_text(words: Catalogue, value: object) -> str:
    """A setting's value in words."""
    if value is None:
        return words.text("definitions.no_limit")
    if isinstance(value, float):
        return words.formats.rate(value)
    return words.words("choice").get(str(value), str(value))


def _name(view: View, change: Difference) -> str:
    """What changed: a setting by its label, a type or a stage with the column that did."""
    if change.group == "settings":
        return _setting(view, change.name)
    if change.part is None:
        return change.name
    part = view.words.header(change.group, change.part)
    return view.words.text("history.version.part", name=change.name, part=part)


def _setting(view: View, key: str) -> str:
    """A setting's label; one that an earlier product knew and this one does not keeps its key."""
    known = key.startswith("fx_") or key in view.words.words("setting")
    return setting_label(view.words, key) if known else key


def _change(view: View, change: Difference) -> str:
    settings = change.group == "settings"
    if not settings and change.part is None:
        return view.words.text(f"history.version.{'removed' if change.after is None else 'added'}")
    show = value_text if settings and not change.name.startswith("fx_") else _shown
    if change.part == "probability":
        show = _share
    before, after = (show(view.words, value) for value in (change.before, change.after))
    return view.words.text("history.version.changed", before=before, after=after)


def _share(words: Catalogue, value: float | None) -> str:
    """A stage's probability, where it has one."""
    return words.text("history.version.blank") if value is None else words.formats.percent(value)


def _shown(words: Catalogue, value: Any) -> str:
    """The value of a type's or a stage's column, or of a rate, in words; there may be none."""
    if value is None or value == "":
        return words.text("history.version.blank")
    if isinstance(value, bool):
        return words.word("yes_no", "yes" if value else "no")
    return words.words("kind").get(str(value)) or value_text(words, value)
