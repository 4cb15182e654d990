"""Answers remembered for a while, and no more of them than are allowed."""

from __future__ import annotations

from abm_sheets.service.identity.rights import Recent
from tests.service.identity.calls import Clock


def test_an_answer_is_forgotten_in_time(clock: Clock) -> None:
    recent: Recent[str] = Recent(clock, most=10)
    recent.keep("a", "oui", seconds=5)

    clock.pass_by(4.9)
    assert recent.get("a") == "oui"
    clock.pass_by(0.1)
    assert recent.get("a") is None


def test_a_later_answer_takes_the_place_of_the_former(clock: Clock) -> None:
    recent: Recent[str] = Recent(clock, most=10)
    recent.keep("a", "non", seconds=5)
    recent.keep("a", "oui", seconds=60)

    clock.pass_by(10)
    assert recent.get("a") == "oui"


def test_of_too_many_answers_the_oldest_is_forgotten(clock: Clock) -> None:
    recent: Recent[int] = Recent(clock, most=2)
    for asked in ("a", "b", "a", "c"):
        recent.keep(asked, 1, seconds=60)

    assert [recent.get(asked) for asked in ("a", "b", "c")] == [1, None, 1]


def test_nothing_is_known_of_what_was_not_asked(clock: Clock) -> None:
    assert Recent[str](clock, most=1).get("a") is None
