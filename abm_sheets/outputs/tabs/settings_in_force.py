"""The settings in force, each with its value and whether it is the default."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from abm_sheets.language import Catalogue
from abm_sheets.story.view import View
from abm_sheets.tables.settings import Settings
from abm_sheets.workbook.sheet import Style, TableColumn

_OF_THE_WORKBOOK = ("language", "locale", "time_zone")
"""Settings whose default is the workbook's own, not the product's."""


def settings_columns(view: View) -> Sequence[TableColumn]:
    """A row per setting, exchange rates last."""
    rows = [*_rules(view), *_rates(view)]
    headers = [view.words.text(f"definitions.columns.{key}") for key in ("setting", "value", "origin")]
    labels, values, origins = zip(*rows, strict=True)
    return (
        TableColumn(headers[0], labels, Style.LABEL),
        TableColumn(headers[1], values),
        TableColumn(headers[2], origins),
    )


def _rules(view: View) -> list[tuple[str, str, str]]:
    """Each setting's label, value and origin."""
    present, usual = asdict(view.tables.settings), asdict(Settings())
    labels = {key: label for key, label in view.words.words("setting").items() if key in present}
    return [
        (label, value_text(view.words, present[key]), _origin(view, key, present, usual))
        for key, label in labels.items()
    ]


def _rates(view: View) -> list[tuple[str, str, str]]:
    added = view.words.text("definitions.added")
    return [
        (setting_label(view.words, f"fx_{currency}"), value_text(view.words, rate), added)
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
