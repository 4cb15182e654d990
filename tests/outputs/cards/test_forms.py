"""The schedule's form: what was chosen, what was left as it was, and what cannot be read."""

from __future__ import annotations

from typing import Any

import pytest

from abm_sheets.language import catalogue
from abm_sheets.outputs.cards.event import read_event
from abm_sheets.outputs.cards.panel import ScheduleChoice
from abm_sheets.outputs.cards.schedule import FormFault, read_schedule

SHOWN = {"file": "1AbC", "day": "1", "hour": "9", "minute": "0"}
ON = {"stringInputs": {"value": ["on"]}}


def day(value: str) -> dict[str, Any]:
    return {"day": {"stringInputs": {"value": [value]}}}


def time(hours: int | str, minutes: int | str) -> dict[str, Any]:
    return {"time": {"timeInput": {"hours": hours, "minutes": minutes}}}


def sent(parameters: dict[str, str], fields: dict[str, Any] | None) -> ScheduleChoice | FormFault:
    common = {"parameters": parameters} | ({} if fields is None else {"formInputs": fields})
    return read_schedule(read_event({"commonEventObject": common}))


READ: dict[str, tuple[dict[str, Any] | None, ScheduleChoice]] = {
    "all chosen": (day("4") | time(7, 5) | {"paused": ON}, ScheduleChoice("4", 7, 5, paused=True)),
    "as texts": (day("1-5") | time("17", "30"), ScheduleChoice("1-5", 17, 30)),
    "a lone value": ({"day": {"stringInputs": {"value": "*"}}}, ScheduleChoice("*", 9, 0)),
    "a number": ({"day": {"stringInputs": {"value": [0]}}}, ScheduleChoice("0", 9, 0)),
    "only the day": (day("2"), ScheduleChoice("2", 9, 0)),
    "only the time": (time(0, 0), ScheduleChoice("1", 0, 0)),
    "only hours": ({"time": {"timeInput": {"hours": 8}}}, ScheduleChoice("1", 8, 0)),
    "a switch without a value": (
        {"paused": {"stringInputs": {"value": [""]}}},
        ScheduleChoice("1", 9, 0, paused=True),
    ),
    "a switch that is off": ({"paused": {"stringInputs": {"value": []}}}, ScheduleChoice("1", 9, 0)),
    "empty fields": ({"day": {}, "time": {}, "paused": {}}, ScheduleChoice("1", 9, 0)),
    "no field": ({}, ScheduleChoice("1", 9, 0)),
    "no form at all": (None, ScheduleChoice("1", 9, 0)),
}


@pytest.mark.parametrize("case", READ)
def test_a_form_is_read_over_what_it_showed(case: str) -> None:
    fields, expected = READ[case]

    assert sent(SHOWN, fields) == expected


WRONG: dict[str, tuple[dict[str, str], dict[str, Any], str]] = {
    "no such day": (SHOWN, day("8"), "day"),
    "a cron of one's own": (SHOWN, day("1 * * *"), "day"),
    "an hour too late": (SHOWN, time(24, 0), "time"),
    "an hour before midnight": (SHOWN, time(-1, 0), "time"),
    "a minute too many": (SHOWN, time(9, 60), "time"),
    "nothing known": ({}, {}, "day"),
    "no time known": ({}, day("1"), "time"),
    "a forged time": (SHOWN | {"hour": "9" * 5000}, {}, "time"),
    "a time of another script": (SHOWN | {"minute": "٥"}, {}, "time"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_read_names_its_field(case: str) -> None:
    parameters, fields, expected = WRONG[case]

    assert sent(parameters, fields) == FormFault(expected)


def test_a_fault_says_what_to_do() -> None:
    assert FormFault("day").sentence(catalogue("fr")) == "Choisissez un jour de la liste."
    assert FormFault("time").sentence(catalogue("en")) == "Choose a time, for example 09:00."
