"""Google fails at each call of a refresh, in each way: the dashboard ends right and whole, or untouched."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

import pytest

from abm_sheets.errors.google import GoogleError
from abm_sheets.language import catalogue
from abm_sheets.refresh import examine, refresh, write
from tests.commands import run
from tests.google.launch import LocalGoogle
from tests.loading import load_snapshot, open_robot, titles, values
from tests.sheets import NOW
from tests.workbook.test_contract import OUTPUTS, busy

BEFORE, D = date(2026, 8, 31), date(2026, 9, 27)

CALLS = {
    "metadata": "^GET /v4/spreadsheets/[^/:]+$",
    "values": "values:batchGetByDataFilter$",
    "write": ":batchUpdate$",
}
KINDS: dict[str, dict[str, Any]] = {
    "quota": {"status": 429},
    "unavailable": {"status": 503},
    "done but unavailable": {"status": 503, "after_write": True},
    "dropped": {"drop": True},
    "done but dropped": {"drop": True, "after_write": True},
}
"""How calls fail; the statuses that count as the same are those of tests/workbook/google/test_client.py."""

DONE = {"done but unavailable", "done but dropped"}
"""The failures after which the call was made all the same."""

FAILING = [(call, kind) for call in CALLS for kind in KINDS if call == "write" or kind not in DONE]
failing = pytest.mark.parametrize(("call", "kind"), FAILING)
"""Each call failing in each way; a read is the same whether it was done or not."""

Shown = dict[str, list[list[Any]]]


def shown(google: LocalGoogle, spreadsheet: str) -> Shown:
    """What every tab holds."""
    return {title: values(google, spreadsheet, title) for title in titles(google, spreadsheet)}


def refreshed(google: LocalGoogle, spreadsheet: str, day: date = D) -> Shown:
    refresh(open_robot(google, spreadsheet), day, now=NOW)
    return shown(google, spreadsheet)


@pytest.fixture
def spreadsheet(google: LocalGoogle) -> str:
    """A spreadsheet whose dashboard is that of an earlier day."""
    return google.once("a dashboard of an earlier day", lambda: earlier(google))


def earlier(google: LocalGoogle) -> str:
    made = load_snapshot(google, busy())
    refreshed(google, made, BEFORE)
    return made


@pytest.fixture
def right(google: LocalGoogle) -> Shown:
    """What a refresh without a failure gives."""
    return without_failure(google)


@cache
def without_failure(google: LocalGoogle) -> Shown:
    return refreshed(google, load_snapshot(google, busy()))


@failing
def test_a_failure_that_passes_leaves_no_trace(
    call: str, kind: str, google: LocalGoogle, spreadsheet: str, right: Shown
) -> None:
    google.faults([{"match": CALLS[call], **KINDS[kind]}])

    assert refreshed(google, spreadsheet) == right


@failing
def test_a_failure_that_lasts_ends_with_a_sentence_and_no_change(
    call: str, kind: str, google: LocalGoogle, spreadsheet: str, right: Shown
) -> None:
    old = shown(google, spreadsheet)
    google.faults([{"match": CALLS[call], "times": 100, **KINDS[kind]}])
    book = open_robot(google, spreadsheet)

    if call == "write" and kind in DONE:
        refresh(book, D, now=NOW)
        google.control("DELETE", "faults")
        assert shown(google, spreadsheet) == right
        return
    with pytest.raises(GoogleError) as failure:
        refresh(book, D, now=NOW)
    google.control("DELETE", "faults")
    assert "\n" not in failure.value.sentence("fr")
    assert shown(google, spreadsheet) == old


@pytest.mark.parametrize("call", CALLS)
def test_a_call_that_hangs_is_given_up_and_made_again(
    call: str, google: LocalGoogle, spreadsheet: str, right: Shown
) -> None:
    google.faults([{"match": CALLS[call], "hang_s": 1.5, "after_write": True}])

    refresh(open_robot(google, spreadsheet, read=0.5, total=30), D, now=NOW)

    assert shown(google, spreadsheet) == right


def test_the_first_write_that_was_done_unheard_adds_no_tab_twice(google: LocalGoogle, right: Shown) -> None:
    spreadsheet = load_snapshot(google, busy())
    google.faults([{"match": CALLS["write"], "status": 503, "after_write": True}])

    assert refreshed(google, spreadsheet) == right


def test_a_dashboard_sent_in_parts_is_completed_by_the_next_run(
    google: LocalGoogle, right: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("abm_sheets.workbook.google.writing.LARGEST_PART", 20_000)
    spreadsheet = load_snapshot(google, busy())
    refused = {"match": CALLS["write"], "skip": 2, "status": 500, "times": 100}
    google.faults([refused])

    with pytest.raises(GoogleError):
        refresh(open_robot(google, spreadsheet), D, now=NOW)
    google.control("DELETE", "faults")

    dashboard = catalogue("fr").title("dashboard")
    assert values(google, spreadsheet, dashboard) == []
    assert refreshed(google, spreadsheet) == right


def test_two_refreshes_at_once_make_one_dashboard(google: LocalGoogle, right: Shown) -> None:
    spreadsheet = load_snapshot(google, busy())
    first, second = open_robot(google, spreadsheet), open_robot(google, spreadsheet)
    late = examine(second, D, now=NOW)

    refresh(first, D, now=NOW)
    write(second, late)

    assert shown(google, spreadsheet) == right


def one_sentence(texts: Sequence[str]) -> bool:
    return len(texts) == 1 and texts[0].endswith(".")


def test_the_command_line_says_one_sentence(google: LocalGoogle, spreadsheet: str) -> None:
    google.faults([{"match": CALLS["values"], "status": 503, "times": 100}])

    done = run("refresh", spreadsheet, "--as-of", "2026-09-27")

    assert (done.status, done.output) == (1, "")
    assert one_sentence(done.errors.splitlines())
    assert "Google ne répond pas" in done.errors


def test_every_output_tab_is_among_those_compared(right: Shown) -> None:
    assert {catalogue("fr").title(key) for key in OUTPUTS} <= set(right)
