"""The settings in force, and what changed of them and of the other rules since the version before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

from abm_sheets.history.changes import Difference, differences
from abm_sheets.language import Catalogue
from abm_sheets.story.view import View
from abm_sheets.tables.settings import Settings

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
