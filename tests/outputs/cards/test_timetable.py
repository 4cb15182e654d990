"""Schedules that the form can say, to cron and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abm_sheets.language import LANGUAGES, catalogue
from abm_sheets.outputs.cards.panel import DAYS, ScheduleChoice, choice_of


@given(
    st.builds(
        ScheduleChoice, st.sampled_from(list(DAYS)), st.integers(0, 23), st.integers(0, 59), st.booleans()
    )
)
def test_a_choice_is_a_cron_and_back(choice: ScheduleChoice) -> None:
    assert choice_of(choice.cron, paused=choice.paused) == choice


@pytest.mark.parametrize(
    ("cron", "expected"),
    [
        ("0 9 * * 1", ScheduleChoice("1", 9, 0)),
        (" 30  17 * *  1-5", ScheduleChoice("1-5", 17, 30)),
        ("0 9 * * 7", ScheduleChoice("0", 9, 0)),
    ],
)
def test_a_cron_of_the_form_is_recognised(cron: str, expected: ScheduleChoice) -> None:
    assert choice_of(cron) == expected


@pytest.mark.parametrize(
    "cron",
    [
        "",
        "@weekly",
        "0 9 1 * *",
        "0 9 * 3 1",
        "*/5 9 * * 1",
        "0 9-11 * * 1",
        "0 9 * * 1,3",
        "0 0 9 * * 1",
        "99 9 * * 1",
    ],
)
def test_any_other_is_not(cron: str) -> None:
    assert choice_of(cron) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_has_its_own_words(language: str) -> None:
    sentences = {ScheduleChoice(day, 9, 5).sentence(catalogue(language)) for day in DAYS}

    assert len(sentences) == len(DAYS)
    assert all("09:05" in sentence for sentence in sentences)


def test_a_schedule_is_said_in_words() -> None:
    assert ScheduleChoice("1-5", 8, 0).sentence(catalogue("fr")) == "Du lundi au vendredi à 08:00"
    assert ScheduleChoice("0", 20, 30).sentence(catalogue("en")) == "Every Sunday at 20:30"
