"""The settings tab: typed, with defaults; what is unknown or impossible is an issue."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cache
from typing import Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic_core import PydanticCustomError

from abm_sheets.language import LANGUAGES, fold
from abm_sheets.language.catalogue import understood
from abm_sheets.tables.money import currency_code
from abm_sheets.tables.reading import Reading, Rows
from abm_sheets.tables.regional import Regional, parse_locale
from abm_sheets.tables.rows import Row, Text, as_text
from abm_sheets.tables.values import parse_number
from abm_sheets.workbook.interface import Cell


class SettingRow(Row):
    """A setting and its value, a number or a word."""

    tab = "settings"

    setting: Text
    value: Text = ""


@dataclass(frozen=True)
class Settings:
    """The rules in force (SPEC 2.1). Windows and limits are in days; rates are per unit of currency."""

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
    language: str = "fr"
    locale: str = "fr_FR"
    time_zone: str = "Europe/Paris"
    rates: Mapping[str, float] = field(default_factory=dict)

    @property
    def zone(self) -> ZoneInfo:
        """The workbook's time zone."""
        return ZoneInfo(self.time_zone)


class ImpossibleValueError(ValueError):
    """A value that a setting cannot take; `expected` names what it can, in the catalogue's words."""

    def __init__(self, expected: str, choices: Sequence[str] = (), **details: object) -> None:
        """Name the catalogue's sentence under `expected`, the choices there are, what else it quotes."""
        super().__init__(expected)
        self.expected = expected
        self.choices = choices
        self.details = details


Parser = Callable[[Cell, Regional], Any]
"""Reads a setting's cell; raises ImpossibleValueError."""


def _number(cell: Cell, habits: Regional) -> float:
    """A number typed as such or as text; NaN where it is none."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    try:
        return parse_number(as_text(cell), habits)
    except PydanticCustomError:
        return math.nan


def _whole(minimum: int, maximum: int = 100_000, expected: str = "positive_integer") -> Parser:
    def parse(cell: Cell, habits: Regional) -> int:
        number = _number(cell, habits)
        if not (minimum <= number <= maximum and number.is_integer()):
            raise ImpossibleValueError(expected, minimum=minimum)
        return int(number)

    return parse


def _rate(cell: Cell, habits: Regional) -> float:
    rate = _number(cell, habits)
    if not 0 < rate < math.inf:
        raise ImpossibleValueError("rate")
    return rate


def _one_of(*choices: str) -> Parser:
    def parse(cell: Cell, _: Regional) -> str:
        folded = fold(as_text(cell))
        meaning = understood("choice").get(folded, folded)
        # "moyenne" is both the mean of a cycle and the average of amounts: the setting decides.
        for key in (meaning, _ALIKE.get(meaning)):
            if key in choices:
                return str(key)
        raise ImpossibleValueError("choice", choices=choices)

    return parse


_ALIKE = {"mean": "average", "average": "mean"}


def _currency(cell: Cell, _: Regional) -> str:
    code = currency_code(as_text(cell))
    if not re.fullmatch(r"[A-Z]{3}", code):
        raise ImpossibleValueError("currency")
    return code


def _locale(cell: Cell, _: Regional) -> str:
    if parse_locale(as_text(cell)) is None:
        raise ImpossibleValueError("locale")
    return as_text(cell).replace("-", "_")


@cache
def is_time_zone(name: str) -> bool:
    """Whether a time zone has that name (`Europe/Paris`); a spreadsheet may declare others (`GMT-07:00`)."""
    return name in available_timezones()


def _time_zone(cell: Cell, _: Regional) -> str:
    if not is_time_zone(as_text(cell)):
        raise ImpossibleValueError("time_zone")
    return as_text(cell)


_PARSERS: dict[str, Parser] = {
    "engagement_min_interactions": _whole(1),
    "engagement_window_days": _whole(1),
    "influence_min_assets": _whole(1),
    "influence_lookback_days": _whole(1),
    "win_rate_window_days": _whole(1),
    "cycle": _one_of("median", "mean"),
    "velocity_value": _one_of("average", "total"),
    "cost_allocation": _one_of("equal", "interactions"),
    "stagnation_days": _whole(0),
    "small_sample": _whole(0),
    "currency": _currency,
    "fiscal_year_start": _whole(1, 12, "month"),
    "language": _one_of(*LANGUAGES),
    "locale": _locale,
    "time_zone": _time_zone,
}

SETTINGS = tuple(each.name for each in fields(Settings) if each.name != "rates")
"""The settings' keys, in the order they are shown."""

_RATE = re.compile(r"(?:fx|taux|taux de change|rate|exchange rate) ([a-z]{3})")


def setting_key(text: str) -> str | None:
    """The key that a setting's name or label means (`fx_USD` for a rate), or None."""
    folded = fold(text)
    if match := _RATE.fullmatch(folded):
        return f"fx_{match[1].upper()}"
    key = understood("setting").get(folded)
    return key if key in _PARSERS else None


def read_settings(reading: Reading, base: Settings) -> Settings:
    """The settings of the tab over `base`, the workbook's own language, locale and time zone."""
    rows = reading.rows(SettingRow)
    if rows is None:
        return base
    values: dict[str, Any] = {}
    for position, name in enumerate(rows.values("setting")):
        if not rows.kept[position]:
            continue
        key = setting_key(name)
        if key is None:
            reading.note_cell("unknown_setting", rows, "setting", position)
        elif key not in values and (found := _read_value(reading, rows, key, position)) is not None:
            values[key] = found
    rates = {key[3:]: rate for key, rate in values.items() if key.startswith("fx_")}
    return replace(base, rates=rates, **{k: v for k, v in values.items() if k in _PARSERS})


def _read_value(reading: Reading, rows: Rows, key: str, position: int) -> Any:
    """A setting's value, or None where it is blank or impossible (the default is then used)."""
    if not rows.values("value")[position]:
        return None
    cell = rows.located.cells("value")[position]
    try:
        return _PARSERS.get(key, _rate)(cell, reading.habits)
    except ImpossibleValueError as error:
        details: dict[str, Any] = dict(error.details)
        if error.choices:
            words = reading.words.words("choice")
            details["choices"] = ", ".join(words[choice] for choice in error.choices)
        expected = reading.words.text(f"expected.{error.expected}", **details)
        reading.note_cell("invalid_setting", rows, "value", position, expected=expected)
        return None


def peek_setting(names: Sequence[Cell], values: Sequence[Cell], key: str, habits: Regional) -> Any:
    """One setting before any tab is read: the language and the locale decide how the rest is read."""
    for name, value in zip(names, values, strict=False):
        if as_text(value) and setting_key(as_text(name)) == key:
            try:
                return _PARSERS[key](value, habits)
            except ImpossibleValueError:
                return None
    return None
