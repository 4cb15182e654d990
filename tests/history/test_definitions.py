"""The version of the definitions: the same for the same rules, and a readable difference for others."""

from __future__ import annotations

from typing import Any

import pytest

from abm_sheets.history import Definitions
from abm_sheets.history.changes import Difference, definitions_of, differences
from tests.sheets import Grid, read

STAGES = """
    stage      | order | kind    | team
    Découverte | 1     | ouverte | marketing
    Gagnée     | 2     | gagnée  |
"""
TYPES = """
    type      | engagement | marketing
    Webinaire | oui        | oui
    LinkedIn  | oui        | non
"""


def definitions(**tabs: Grid | None) -> Definitions:
    given: dict[str, Any] = {"stages": STAGES, "interaction_types": TYPES, **tabs}
    return definitions_of(read(**given))


@pytest.mark.parametrize(
    "tabs",
    [
        {"interaction_types": "type | engagement | marketing\nLinkedIn | x | non\nWEBINAIRE | vrai | 1"},
        {"settings": "setting | value\nengagement_min_interactions | 3"},
        {"settings": "setting | value\nlanguage | en"},
        {"stages": STAGES.replace("team", "team | probability")},
    ],
    ids=["rows moved and cased", "a default typed", "the language of the words", "no probability"],
)
def test_the_same_rules_have_the_same_version(tabs: dict[str, Grid]) -> None:
    assert definitions(**tabs).version == definitions().version


@pytest.mark.parametrize(
    ("tabs", "difference"),
    [
        (
            {"settings": "setting | value\nengagement_min_interactions | 2"},
            Difference("settings", "engagement_min_interactions", None, 3, 2),
        ),
        (
            {"interaction_types": TYPES.replace("LinkedIn  | oui", "LinkedIn  | non")},
            Difference("interaction_types", "LinkedIn", "engagement", before=True, after=False),
        ),
        (
            {"interaction_types": TYPES + "    Salon | oui | oui"},
            Difference("interaction_types", "Salon", None, None, {"engagement": True, "marketing": True}),
        ),
        (
            {"stages": STAGES.replace("marketing", "commercial")},
            Difference("stages", "Découverte", "team", "marketing", "commercial"),
        ),
        (
            {"stages": STAGES.replace("team", "team | probability").replace("marketing", "marketing | 30 %")},
            Difference("stages", "Découverte", "probability", None, 0.3),
        ),
        (
            {"settings": "setting | value\nfx_USD | 0,9"},
            Difference("settings", "fx_USD", None, None, 0.9),
        ),
    ],
    ids=["a setting", "a flag", "a type added", "a team", "a probability", "a rate"],
)
def test_a_change_is_told(tabs: dict[str, Grid], difference: Difference) -> None:
    before, after = definitions(), definitions(**tabs)

    assert before.version != after.version
    assert differences(before, after) == [difference]


def test_what_went_is_told_too() -> None:
    fewer = definitions(interaction_types="type | engagement | marketing\nWebinaire | oui | oui")

    assert [(each.name, each.after) for each in differences(definitions(), fewer)] == [("LinkedIn", None)]
