"""What changed from one version of the definitions to the next, in words that people use."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from abm_sheets.history import Definitions, History, Past
from abm_sheets.outputs.tabs.definitions import definitions
from tests.commands import plain
from tests.outputs.tabs.small_view import small_view

RULES: dict[str, dict[str, Any]] = {
    "settings": {"cycle": "median", "influence_lookback_days": None, "fx_USD": 0.9},
    "interaction_types": {"Salon": {"engagement": True, "marketing": False}},
    "stages": {"Découverte": {"order": 1.0, "kind": "open", "team": ""}},
}


def reported(group: str, **changed: Any) -> list[tuple[str, str]]:
    """The rules and their changes, as the tab shows them."""
    after = {**RULES, group: {**RULES[group], **changed}}
    after[group] = {name: rule for name, rule in after[group].items() if rule != "gone"}
    past = Past(versions=[Definitions("a", RULES)])
    view = replace(small_view(), history=History(past, None, Definitions("b", after)))
    table = definitions(view).tables[-1]
    names, changes = (column.values for column in table.columns[1:])
    return [(plain(str(name)), plain(str(change))) for name, change in zip(names, changes, strict=True)]


CHANGES: list[tuple[str, dict[str, Any], tuple[str, str]]] = [
    ("settings", {"cycle": "mean"}, ("Calcul de la durée du cycle", "médiane → moyenne")),
    (
        "settings",
        {"influence_lookback_days": 90},
        ("Recul maximal de l'influence (jours)", "sans limite → 90"),
    ),
    ("settings", {"fx_USD": 0.92}, ("Taux de change USD", "0,9 → 0,92")),
    ("settings", {"fx_GBP": 1.15}, ("Taux de change GBP", "vide → 1,15")),
    ("settings", {"rule_of_old": 3}, ("rule_of_old", "sans limite → 3")),
    ("interaction_types", {"Salon": "gone"}, ("Salon", "retiré")),
    ("interaction_types", {"Webinaire": {"engagement": True, "marketing": True}}, ("Webinaire", "ajouté")),
    (
        "interaction_types",
        {"Salon": {"engagement": False, "marketing": False}},
        ("Salon, Compte pour l'engagement", "oui → non"),
    ),
    (
        "stages",
        {"Découverte": {"order": 2.0, "kind": "open", "team": ""}},
        ("Découverte, Ordre", "1 → 2"),
    ),
    (
        "stages",
        {"Découverte": {"order": 1.0, "kind": "won", "team": ""}},
        ("Découverte, Nature", "ouverte → gagnée"),
    ),
    (
        "stages",
        {"Découverte": {"order": 1.0, "kind": "open", "team": "marketing"}},
        ("Découverte, Équipe", "vide → marketing"),
    ),
    (
        "stages",
        {"Découverte": {"order": 1.0, "kind": "open", "team": "", "probability": 0.3}},
        ("Découverte, Probabilité", "vide → 30 %"),
    ),
]


@pytest.mark.parametrize(("group", "changed", "line"), CHANGES)
def test_a_change_is_told_in_the_words_of_the_sheet(
    group: str, changed: dict[str, Any], line: tuple[str, str]
) -> None:
    assert reported(group, **changed) == [line]
