"""What the figures would be under other settings, before a team locks a rule; and what it asks to try."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

from abm_sheets.errors import (
    ImpossibleSettingError,
    NoSettingError,
    TooManyCombinationsError,
    UnknownSettingError,
)
from abm_sheets.explain.simulate.trials import READ_BY, Axes, Bench, Simulation, Trial
from abm_sheets.language.catalogue import catalogues
from abm_sheets.tables.regional import Regional, regional
from abm_sheets.tables.setting_values import ImpossibleValueError, parse_setting
from abm_sheets.tables.settings import SETTINGS, Settings, setting_key

__all__ = ["Axes", "Bench", "Simulation", "Trial", "Wanted", "axes_of", "wanted"]

MOST = 200
"""Combinations that are tried at once."""

_NAMES = (*SETTINGS, "fx_USD")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A setting to try: its key, and its name and its values as typed."""

    key: str
    name: str
    values: str


def wanted(options: Sequence[str]) -> Sequence[Wanted]:
    """The settings that options such as `engagement_min_interactions=2,3,4` ask to try.

    Raises:
        NoSettingError: there is none, or one has no value.
        UnknownSettingError: no setting has such a key or label.

    """
    if not options:
        raise NoSettingError
    return [_wanted(*option.partition("=")) for option in options]


def _wanted(name: str, sign: str, values: str) -> Wanted:
    if not sign:
        raise NoSettingError
    key = setting_key(name)
    if key is None:
        raise UnknownSettingError(value=name.strip(), choices=", ".join(_NAMES))
    return Wanted(key, name.strip(), values)


def axes_of(settings: Sequence[Wanted], present: Settings) -> Axes:
    """The values to try of each setting, each once, read by the locale in force; a blank is the default.

    Another locale among those tried does not change how the values of the others are read.

    Raises:
        ImpossibleSettingError: a setting cannot take one of its values.
        TooManyCombinationsError: there are more than `MOST` combinations.

    """
    habits = regional(present.locale)
    axes: dict[str, list[Any]] = {}
    for each in settings:
        values = axes.setdefault(each.key, [])
        values.extend(value for value in dict.fromkeys(_values(each, habits)) if value not in values)
    number = prod(map(len, axes.values()))
    if number > MOST:
        raise TooManyCombinationsError(number=number, limit=MOST)
    return axes


def _values(setting: Wanted, habits: Regional) -> Iterator[Any]:
    for text in _texts(setting, habits):
        try:
            yield parse_setting(setting.key, text, habits) if text else _default(setting.key)
        except ImpossibleValueError as error:
            raise _impossible(setting, text, error) from None


def _texts(setting: Wanted, habits: Regional) -> Sequence[str]:
    """The values one by one, parted by semicolons, or else by commas; a sign after the last is nothing."""
    sign = ";" if ";" in setting.values else ","
    texts = [text.strip() for text in setting.values.split(sign)]
    # Where the comma is the decimal sign, 1,2 may be two rates or one: never a guess.
    decimals = sign == habits.decimal and setting.key.startswith("fx_")
    if decimals and len(texts) > 1 and all(map(str.isdigit, texts)):
        raise _impossible(setting, setting.values, ImpossibleValueError("apart"))
    return texts[:-1] if len(texts) > 1 and not texts[-1] else texts


def _default(key: str) -> Any:
    """What a blank cell leaves in force: None for no rate, and for what the workbook itself declares."""
    return None if key.startswith("fx_") or key in READ_BY else getattr(Settings(), key)


def _impossible(setting: Wanted, text: str, error: ImpossibleValueError) -> ImpossibleSettingError:
    sentences = {words.language: error.sentence(words) for words in catalogues()}
    return ImpossibleSettingError(value=text, setting=setting.name, **sentences)
