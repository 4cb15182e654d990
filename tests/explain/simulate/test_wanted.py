"""What options ask to try: settings by key or label, values as the settings tab reads them."""

from __future__ import annotations

from typing import Any

import pytest

from abm_sheets.errors import (
    ImpossibleSettingError,
    NoSettingError,
    TooManyCombinationsError,
    UnknownSettingError,
    UsageError,
)
from abm_sheets.explain.simulate import axes_of, wanted
from abm_sheets.language import LANGUAGES
from abm_sheets.tables.settings import SETTINGS, Settings


def axes(*options: str, **present: Any) -> dict[str, list[Any]]:
    return {key: list(values) for key, values in axes_of(wanted(options), Settings(**present)).items()}


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ("engagement_min_interactions=2,3,4", {"engagement_min_interactions": [2, 3, 4]}),
        ("engagement_window_days= 30 ; 60 ", {"engagement_window_days": [30, 60]}),
        ("Interactions minimum pour être engagé=2", {"engagement_min_interactions": [2]}),
        ("Engagement window (days)=60", {"engagement_window_days": [60]}),
        ("cycle=médiane,moyenne", {"cycle": ["median", "mean"]}),
        ("cycle=median,mean", {"cycle": ["median", "mean"]}),
        ("velocity_value=moyenne,total", {"velocity_value": ["average", "total"]}),
        ("currency=$,eur", {"currency": ["USD", "EUR"]}),
        ("language=anglais", {"language": ["en"]}),
        ("engagement_min_interactions=3,2,3", {"engagement_min_interactions": [3, 2]}),
        ("engagement_min_interactions=2,4,", {"engagement_min_interactions": [2, 4]}),
        ("influence_lookback_days=,90", {"influence_lookback_days": [None, 90]}),
        ("stagnation_days=", {"stagnation_days": [21]}),
        ("locale=", {"locale": [None]}),
        ("fx_USD=,0.9", {"fx_USD": [None, 0.9]}),
        ("fx_USD=0.9,0.95", {"fx_USD": [0.9, 0.95]}),
        ("Taux de change USD=0,9;1,085", {"fx_USD": [0.9, 1.085]}),
        ("fx_USD=1,085;", {"fx_USD": [1.085]}),
        ("fx_JPY=2", {"fx_JPY": [2.0]}),
    ],
)
def test_values_are_read_as_the_settings_tab_reads_them(option: str, expected: dict[str, list[Any]]) -> None:
    assert axes(option) == expected


def test_a_setting_given_twice_has_all_its_values() -> None:
    assert axes("cycle=mean", "small_sample=1", "cycle=median,mean") == {
        "cycle": ["mean", "median"],
        "small_sample": [1],
    }


def test_where_the_point_is_the_decimal_sign_commas_only_part() -> None:
    assert axes("fx_USD=1,2,1.085", locale="en_US") == {"fx_USD": [1.0, 2.0, 1.085]}


@pytest.mark.parametrize(
    ("option", "possible"),
    [
        ("engagement_window_days=30,0", "un nombre entier à partir de 1"),
        ("engagement_window_days=trente", "un nombre entier à partir de 1"),
        ("cycle=mode", "médiane, moyenne"),
        ("fiscal_year_start=13", "un mois de 1 à 12"),
        ("currency=zorkmids", "un code de devise comme EUR"),
        ("fx_USD=0", "un nombre plus grand que zéro"),
        ("time_zone=Paris", "un fuseau horaire comme Europe/Paris"),
    ],
)
def test_an_impossible_value_says_what_is_possible(option: str, possible: str) -> None:
    with pytest.raises(ImpossibleSettingError) as raised:
        axes(option)

    assert possible in str(raised.value)
    assert f"«\u00a0{option.partition('=')[0]}\u00a0»" in str(raised.value)


@pytest.mark.parametrize("option", ["fx_USD=1,085", "fx_USD=1,2", "fx_USD=1.085", "fx_USD=0.9,1.085"])
def test_a_rate_that_reads_in_two_ways_is_never_guessed(option: str) -> None:
    with pytest.raises(ImpossibleSettingError):
        axes(option)


@pytest.mark.parametrize("name", ["couleur", "engagement", "fx_DOLLAR", ""])
def test_an_unknown_setting_names_those_there_are(name: str) -> None:
    with pytest.raises(UnknownSettingError) as raised:
        wanted([f"{name}=2"])

    for language in LANGUAGES:
        assert all(key in raised.value.sentence(language) for key in SETTINGS)


@pytest.mark.parametrize("options", [[], ["engagement_min_interactions"], ["cycle=mean", ""]])
def test_without_a_setting_and_its_values_there_is_nothing_to_try(options: list[str]) -> None:
    with pytest.raises(NoSettingError):
        wanted(options)


def test_too_many_combinations_are_refused() -> None:
    numbers = ",".join(map(str, range(1, 21)))
    windows = f"engagement_window_days={numbers}"

    assert len(axes(windows, f"win_rate_window_days={numbers[:20]}")) == 2
    with pytest.raises(TooManyCombinationsError, match="400 combinaisons") as raised:
        axes(windows, f"win_rate_window_days={numbers}")
    assert isinstance(raised.value, UsageError)
