"""The card of the schedule: what is in force, in which zone, and the form filled with it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from abm_sheets.language import LANGUAGES, catalogue
from abm_sheets.outputs.cards import schedule
from abm_sheets.outputs.cards.addresses import Route
from abm_sheets.outputs.cards.panel import Schedule
from abm_sheets.outputs.cards.widgets import Json
from tests.outputs.cards.panels import ADDRESSES, NEXT, panel, reading
from tests.outputs.cards.shown import clicks, strict, texts, widgets

USUAL = Schedule("0 9 * * 1", "Europe/Paris", NEXT, paused=False)


def made(language: str = "fr", **changed: Any) -> Json:
    of = panel(schedule=replace(USUAL, **changed))
    return strict(schedule(of, ADDRESSES, catalogue(language)))


def form(card: Json) -> tuple[list[str], str, bool]:
    """The days selected, the time in milliseconds and whether it is paused."""
    fields = [
        widget.get("selectionInput")
        or widget.get("dateTimePicker")
        or widget["decoratedText"].get("switchControl")
        for widget in widgets(card)
        if "textParagraph" not in widget
    ]
    day, time, pause = [field for field in fields if field]
    return (
        [each["value"] for each in day["items"] if each["selected"]],
        time["valueMsEpoch"],
        pause["selected"],
    )


def carried(card: Json) -> dict[str, str]:
    action = card["fixedFooter"]["primaryButton"]["onClick"]["action"]
    return {each["key"]: each["value"] for each in action["parameters"]}


def test_it_says_what_is_in_force_then_lets_an_admin_change_it() -> None:
    assert texts(made()) == [
        "Actualisation automatique",
        "Horaire",
        "Chaque lundi à 09:00",
        "Prochaine actualisation",
        "lundi 5 octobre 2026 à 09:00",
        "fuseau horaire Europe/Paris",
        "Fuseau horaire",
        "Europe/Paris",
        "Celui de la feuille : menu Fichier, puis Paramètres. L'heure d'été est suivie.",
        "Jour",
        "Heure",
        "Mettre en pause",
        "Plus d'actualisation automatique ; « Rafraîchir » reste possible.",
        "Enregistrer",
    ]
    assert clicks(made()) == {"Enregistrer": ADDRESSES.of(Route.SAVE_SCHEDULE)}


FORMS: dict[str, tuple[dict[str, Any], list[str], str, bool]] = {
    "monday": ({}, ["1"], "32400000", False),
    "weekdays": ({"cron": "5 8 * * 1-5"}, ["1-5"], "29100000", False),
    "midnight, every day": ({"cron": "0 0 * * *"}, ["*"], "0", False),
    "paused": ({"paused": True}, ["1"], "32400000", True),
    "custom, paused": ({"cron": "0 9 1 * *", "paused": True}, ["1"], "32400000", True),
    "none": ({"cron": "", "next_run": None}, ["1"], "32400000", False),
}


@pytest.mark.parametrize("case", FORMS)
def test_the_form_shows_what_is_in_force(case: str) -> None:
    changed, days, time, paused = FORMS[case]

    assert form(made(**changed)) == (days, time, paused)


def test_saving_carries_what_the_form_showed_and_keeps_what_was_entered() -> None:
    card = made(cron="5 8 * * 1-5")

    assert carried(card) == {"file": "1AbC", "day": "1-5", "hour": "8", "minute": "5"}
    assert card["fixedFooter"]["primaryButton"]["onClick"]["action"]["persistValues"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_day_can_be_chosen(language: str) -> None:
    days = next(each["selectionInput"] for each in widgets(made(language)) if "selectionInput" in each)

    assert [each["value"] for each in days["items"]] == ["1", "2", "3", "4", "5", "6", "0", "1-5", "*"]
    assert len({each["text"] for each in days["items"]}) == 9


def test_what_the_form_cannot_say_is_shown_and_saving_is_warned_of() -> None:
    found = texts(made("en", cron="0 9 1 * *"))

    assert "Custom: 0 9 1 * *" in found
    assert "This form cannot say the present schedule; saving replaces it." in found


def test_a_zone_of_its_own_is_told() -> None:
    assert any("whatever the sheet's own" in line for line in texts(made("en", chosen=True)))


def test_who_may_not_change_it_only_reads() -> None:
    card = strict(schedule(reading(schedule=replace(USUAL, cron="0 9 1 * *")), ADDRESSES, catalogue("fr")))

    assert clicks(card) == {}
    assert texts(card)[-1] == "Seul le rôle « admin » peut changer cet horaire."
    assert not any("remplace" in line for line in texts(card))


def test_a_file_without_schedule_may_be_given_one() -> None:
    card = strict(schedule(panel(schedule=None), ADDRESSES, catalogue("en")))

    assert texts(card)[1:3] == ["Next refresh", "None is scheduled"]
    assert form(card) == (["1"], "32400000", False)
