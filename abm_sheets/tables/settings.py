"""The settings tab: typed, with defaults; what is unknown or impossible is an issue."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, tzinfo
from types import MappingProxyType
from typing import Any, Literal

import numpy as np

from abm_sheets.language import LANGUAGES, fold
from abm_sheets.language.catalogue import understood
from abm_sheets.tables.currencies import currency_named
from abm_sheets.tables.reading import Reading, Rows
from abm_sheets.tables.regional import Regional, find_zone
from abm_sheets.tables.rows import Row, Text, as_text
from abm_sheets.tables.setting_values import ImpossibleValueError, parse_setting
from abm_sheets.workbook.interface import Cell


class SettingRow(Row):
    """A setting and its value, a number or a word."""

    tab = "settings"

    setting: Text
    value: Text = ""


@dataclass(frozen=True)
class Settings:
    """The rules in force (§ 2.1). Windows and limits are in days; rates are per unit of currency."""

    engagement_min_interactions: int = 3
    engagement_window_days: int = 30
    influence_min_assets: int = 2
    influence_lookback_days: int | None = None
    win_rate_window_days: int = 365
    cycle: Literal["median", "mean"] = "median"
    velocity_value: Literal["average", "total"] = "average"
    cost_allocation: Literal["equal", "interactions"] = "equal"
    stagnation_days: int = 21
    small_sample: int = 5
    currency: str = "EUR"
    fiscal_year_start: int = 1
    continue_history: Literal["no", "yes"] = "no"
    language: str = LANGUAGES[0]
    locale: str = "fr_FR"
    time_zone: str = "Europe/Paris"
    rates: Mapping[str, float] = field(default_factory=dict)

    @property
    def zone(self) -> tzinfo:
        """The workbook's time zone."""
        return find_zone(self.time_zone) or UTC


SETTINGS = tuple(each.name for each in fields(Settings) if each.name != "rates")
"""The settings' keys, in the order they are shown."""

_RATE = re.compile(r"(?:fx|taux de change|taux|exchange rate|rate) (.+)")


def setting_key(text: str) -> str | None:
    """The key that a setting's name or label means (`fx_USD` for a rate), or None."""
    folded = fold(text)
    if match := _RATE.fullmatch(folded):
        named = currency_named(match[1])
        return f"fx_{named.sole}" if named and named.sole else None
    key = understood("setting").get(folded)
    return key if key in SETTINGS else None


Given = Mapping[str, Any]
"""Values by key that stand in place of those of the tab; None is a blank cell."""


def read_settings(reading: Reading, base: Settings, given: Given = MappingProxyType({})) -> Settings:
    """The settings of the tab, and those given, over `base`: the workbook's own language and region."""
    values = {**_typed(reading), **given}
    return revised(base, {key: value for key, value in values.items() if value is not None})


def revised(settings: Settings, values: Given) -> Settings:
    """Settings with other values in place; a rate of None is no rate."""
    rates = {**settings.rates, **{key[3:]: rate for key, rate in values.items() if key.startswith("fx_")}}
    known = {currency: rate for currency, rate in rates.items() if rate is not None}
    return replace(settings, rates=known, **{key: v for key, v in values.items() if key in SETTINGS})


def value_of(settings: Settings, key: str) -> Any:
    """The value in force of a setting or of a rate, None where there is none."""
    return settings.rates.get(key[3:]) if key.startswith("fx_") else getattr(settings, key)


def _typed(reading: Reading) -> dict[str, Any]:
    """The values of the tab by key, the first of each."""
    rows = reading.rows(SettingRow)
    values: dict[str, Any] = {}
    if rows is None:
        return values
    for position in np.flatnonzero(rows.kept).tolist():
        key = setting_key(rows.values("setting")[position])
        if key is None:
            reading.note_cell("unknown_setting", rows, "setting", position)
        elif key not in values and (found := _read_value(reading, rows, key, position)) is not None:
            values[key] = found
    return values


def _read_value(reading: Reading, rows: Rows, key: str, position: int) -> Any:
    """A setting's value, or None where it is blank or impossible (the default is then used)."""
    if not rows.values("value")[position]:
        return None
    try:
        return parse_setting(key, rows.located.cells("value")[position], reading.habits)
    except ImpossibleValueError as error:
        rule = "unreadable_time_zone" if key == "time_zone" else "invalid_setting"
        reading.note_cell(rule, rows, "value", position, expected=error.sentence(reading.words))
        return None


def peek_setting(names: Sequence[Cell], values: Sequence[Cell], key: str, habits: Regional) -> Any:
    """One setting before any tab is read: the language and the locale decide how the rest is read."""
    for name, value in zip(names, values, strict=False):
        if as_text(value) and setting_key(as_text(name)) == key:
            try:
                return parse_setting(key, value, habits)
            except ImpossibleValueError:
                return None
    return None
