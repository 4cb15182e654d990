"""How long we wait, how often, and until when."""

from __future__ import annotations

from typing import Any

import pytest
from requests import Response

from abm_sheets.errors.google import QuotaError
from abm_sheets.workbook.google.session import Patience, TryAgainError, usual_patience


def answer(**headers: str) -> Response:
    response = Response()
    response.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    return response


@pytest.mark.parametrize(
    ("headers", "least"),
    [
        ({"Date": "Mon, 28 Sep 2026 09:00:15 GMT"}, 45),
        ({"Date": "Mon, 28 Sep 2026 09:00:00 GMT"}, 60),
        ({"Date": "Mon, 28 Sep 2026 09:00:59 GMT"}, 1),
        ({"Date": "hier"}, 60),
        ({}, 60),
        ({"Retry_After": "7"}, 7),
        ({"Retry_After": "86400"}, 60),
        ({"Retry_After": "Mon, 28 Sep 2026 09:01:00 GMT"}, 60),
    ],
)
def test_a_quota_begins_anew_at_googles_next_minute(headers: dict[str, str], least: float) -> None:
    waits = {Patience().until_next_minute(answer(**headers)) for _ in range(50)}

    assert all(least + 0.5 <= wait <= least + 3 for wait in waits)
    assert len(waits) > 1


def failing(times: int, patience: Patience, wait: float | None = None) -> tuple[int, Any]:
    """How often a call that fails some times is made, and what comes of it."""
    made = []

    def call() -> str:
        made.append(1)
        if len(made) <= times:
            raise TryAgainError(QuotaError(), wait)
        return "done"

    try:
        return len(made), patience.retrying()(call)
    except TryAgainError as failure:
        return len(made), failure.error


def test_pauses_are_random_below_a_bound_that_doubles() -> None:
    pauses: list[float] = []

    failing(5, Patience(sleep=pauses.append))

    assert all(0 <= pause <= 0.5 * 2**at for at, pause in enumerate(pauses, 1))
    assert len(set(pauses)) == 5


def test_pauses_have_a_longest() -> None:
    pauses: list[float] = []

    failing(29, Patience(sleep=pauses.append, attempts=30, longest_pause=2))

    assert max(pauses) <= 2


def test_the_pause_asked_for_is_made() -> None:
    pauses: list[float] = []

    assert failing(1, Patience(sleep=pauses.append), wait=40)[1] == "done"
    assert pauses == [40]


def test_attempts_are_bounded() -> None:
    made, outcome = failing(99, Patience(sleep=lambda _: None, attempts=4))

    assert isinstance(outcome, QuotaError)
    assert made <= 4


def test_no_pause_is_begun_that_would_end_after_the_last_moment() -> None:
    pauses: list[float] = []

    _, outcome = failing(9, Patience(sleep=pauses.append, total=100, read=50), wait=60)

    assert isinstance(outcome, QuotaError)
    assert pauses == []


def test_only_a_stand_in_has_shorter_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ABM_SHEETS_GOOGLE_MINUTE", "0.6")

    assert usual_patience(shortened=False) == Patience()
    assert usual_patience(shortened=True).minute == 0.6
