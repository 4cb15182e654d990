"""When a workbook is due: on its own clock, whatever clocks do; schedules that make no sense are refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from croniter import croniter
from hypothesis import given
from hypothesis import strategies as st

from abm_sheets.errors.incoming import InvalidScheduleError, UnknownTimeZoneError
from abm_sheets.service.schedule import (
    MONDAY_AT_NINE,
    SLACK,
    check_schedule,
    check_zone,
    next_run,
    stale_after,
)

PARIS = ZoneInfo("Europe/Paris")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def due(schedule: str, zone: str, after: str) -> str:
    """The next run after a moment in UTC, in UTC."""
    found = next_run(schedule, ZoneInfo(zone), utc(after))
    return f"{found.astimezone(UTC):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("zone", "after", "expected"),
    [
        pytest.param(
            "Europe/Paris", "2026-03-18 12:00", "2026-03-23 08:00", id="Paris, the last winter Monday"
        ),
        pytest.param(
            "Europe/Paris", "2026-03-23 08:00", "2026-03-30 07:00", id="Paris, the first summer Monday"
        ),
        pytest.param(
            "Europe/Paris", "2026-10-12 07:00", "2026-10-19 07:00", id="Paris, the last summer Monday"
        ),
        pytest.param(
            "Europe/Paris", "2026-10-19 07:00", "2026-10-26 08:00", id="Paris, the first winter Monday"
        ),
        pytest.param("America/New_York", "2026-03-02 14:00", "2026-03-09 13:00", id="New York, into summer"),
        pytest.param("America/New_York", "2026-10-26 13:00", "2026-11-02 14:00", id="New York, into winter"),
        pytest.param("Pacific/Apia", "2026-03-18 12:00", "2026-03-22 20:00", id="Apia, a Sunday in UTC"),
        pytest.param("Asia/Kolkata", "2026-03-18 12:00", "2026-03-23 03:30", id="Kolkata, half an hour off"),
        pytest.param(
            "Pacific/Apia", "2011-12-28 12:00", "2012-01-01 19:00", id="Apia, without its 30 December"
        ),
    ],
)
def test_monday_at_nine_on_the_workbook_s_own_clock(zone: str, after: str, expected: str) -> None:
    assert due(MONDAY_AT_NINE, zone, after) == expected


@pytest.mark.parametrize(
    ("schedule", "after", "runs"),
    [
        pytest.param(
            "30 2 * * 0",
            "2026-03-22 12:00",
            ["2026-03-29 01:30", "2026-04-05 00:30"],
            id="an hour that clocks skip is made up for once",
        ),
        pytest.param(
            "30 2 * * 0",
            "2026-10-18 12:00",
            ["2026-10-25 00:30", "2026-11-01 01:30"],
            id="an hour that clocks repeat counts once",
        ),
        pytest.param(
            "0,30 2,3 * * *",
            "2026-03-29 00:00",
            ["2026-03-29 01:00", "2026-03-29 01:30", "2026-03-30 00:00", "2026-03-30 00:30"],
            id="what is made up for coincides with what follows",
        ),
        pytest.param(
            "45 2,3 * * 0",
            "2026-10-25 00:50",
            ["2026-10-25 02:45", "2026-11-01 01:45"],
            id="asked for between the two passes of an hour",
        ),
        pytest.param(
            "15 9 29 2 *", "2026-03-01 00:00", ["2028-02-29 08:15", "2032-02-29 08:15"], id="leap days"
        ),
        pytest.param(
            "0 9 * * 1",
            "2020-12-21 08:00",
            ["2020-12-28 08:00", "2021-01-04 08:00"],
            id="the Monday of 2020's week 53",
        ),
        pytest.param(
            "0 9 * * 1",
            "2026-12-21 08:00",
            ["2026-12-28 08:00", "2027-01-04 08:00"],
            id="the Monday of 2026's week 53",
        ),
        pytest.param(
            "0 9 31 * *", "2026-03-31 07:00", ["2026-05-31 07:00", "2026-07-31 07:00"], id="months of 31 days"
        ),
        pytest.param(
            "0 9 L * *",
            "2028-01-31 08:00",
            ["2028-02-29 08:00", "2028-03-31 07:00"],
            id="last days of months",
        ),
    ],
)
def test_the_runs_after_a_moment(schedule: str, after: str, runs: list[str]) -> None:
    found = [utc(after)]
    for _ in runs:
        found.append(next_run(schedule, PARIS, found[-1]))

    assert [f"{each.astimezone(UTC):%Y-%m-%d %H:%M}" for each in found[1:]] == runs


def test_a_day_that_clocks_skip_is_made_up_for_once() -> None:
    made_up = "2011-12-30 19:00"

    assert due("0 9 30 * *", "Pacific/Apia", "2011-12-01 12:00") == made_up
    assert due("0 9 30 * *", "Pacific/Apia", "2011-12-30 10:30") == made_up
    assert due("0 9 30 * *", "Pacific/Apia", made_up) == "2012-01-29 19:00"


def test_what_comes_first_is_first_where_an_earlier_time_was_skipped() -> None:
    runs = ["2026-03-29 01:00", "2026-03-29 01:30", "2026-03-29 02:00"]

    assert due("30 2 * * 0", "Europe/Paris", "2026-03-29 00:00") == runs[1]
    assert due("*/30 * * * *", "Europe/Paris", "2026-03-29 00:30") == runs[0]
    assert due("*/30 * * * *", "Europe/Paris", runs[0]) == runs[1]
    assert due("*/30 * * * *", "Europe/Paris", runs[1]) == runs[2]


def test_a_moment_told_on_the_workbook_s_own_clock_is_the_same_moment() -> None:
    second_pass = datetime(2026, 10, 25, 2, 15, tzinfo=PARIS, fold=1)

    assert next_run("30 2 * * *", PARIS, second_pass) == datetime(2026, 10, 26, 2, 30, tzinfo=PARIS)


@pytest.mark.parametrize(
    "schedule",
    [
        pytest.param("", id="nothing"),
        pytest.param("lundi à neuf heures", id="words"),
        pytest.param("0 9 * *", id="four fields"),
        pytest.param("0 9 * * 1 0", id="seconds"),
        pytest.param("0 9 * * 1 0 2026", id="years"),
        pytest.param("@weekly", id="a nickname"),
        pytest.param("60 9 * * 1", id="minute 60"),
        pytest.param("0 24 * * 1", id="hour 24"),
        pytest.param("0 9 * * 8", id="day 8"),
        pytest.param("-5 9 * * 1", id="a negative minute"),
        pytest.param("0 9 30 2 *", id="never"),
        pytest.param("* * * * *", id="every minute"),
        pytest.param("*/14 * * * *", id="every fourteen minutes"),
        pytest.param("0,50 0,23 * * *", id="too close across midnight"),
        pytest.param("R 9 * * 1", id="a minute drawn by lot"),
        pytest.param("0 r(9-17) * * 1", id="an hour drawn by lot"),
        pytest.param("0 9 * * R", id="a day drawn by lot"),
        pytest.param("H H * * 1", id="drawn by a hash"),
        pytest.param("٠ ٩ * * 1", id="other figures"),
    ],
)
def test_what_is_no_schedule_is_refused(schedule: str) -> None:
    with pytest.raises(InvalidScheduleError) as refusal:
        check_schedule(schedule)

    assert schedule in refusal.value.sentence("fr")


@pytest.mark.parametrize(
    ("schedule", "tidy"),
    [
        (MONDAY_AT_NINE, MONDAY_AT_NINE),
        ("  0\t9 *  * 1\n", MONDAY_AT_NINE),
        ("*/15 * * * *", "*/15 * * * *"),
        ("0 9 * mar,apr fri", "0 9 * mar,apr fri"),
        ("0 9 29 2 *", "0 9 29 2 *"),
        ("30 8 L * *", "30 8 L * *"),
        ("0 9 * * 1#1", "0 9 * * 1#1"),
    ],
)
def test_a_schedule_is_kept_tidy(schedule: str, tidy: str) -> None:
    assert check_schedule(schedule) == tidy


@pytest.mark.parametrize(
    "name", ["", "Europe", "Europe/Pari", "../../etc/passwd", "/etc/passwd", "GMT-25:00", "a\x00b"]
)
def test_what_is_no_time_zone_is_refused(name: str) -> None:
    with pytest.raises(UnknownTimeZoneError):
        check_zone(name)


def test_a_time_zone_is_known_by_its_name() -> None:
    assert check_zone("America/Montreal") == ZoneInfo("America/Montreal")


@pytest.mark.parametrize(
    ("made", "days"),
    [("2026-03-23 08:00", timedelta(days=7, hours=-1)), ("2026-10-19 07:00", timedelta(days=7, hours=1))],
)
def test_a_dashboard_is_good_until_the_next_run_and_a_little_more(made: str, days: timedelta) -> None:
    assert stale_after(MONDAY_AT_NINE, PARIS, utc(made)) == days + SLACK


SCHEDULES = st.one_of(
    st.builds(
        "{} {} * * {}".format,
        st.integers(0, 59),
        st.integers(0, 23),
        st.sampled_from(["*", "0", "1", "1-5", "0,3"]),
    ),
    st.builds(
        "{} {} {} * *".format, st.integers(0, 59), st.integers(0, 23), st.sampled_from(["1", "29", "31", "L"])
    ),
    st.sampled_from(["*/15 * * * *", "0,30 * * * *", "20 */2 * * *"]),
)
ZONES = st.sampled_from(
    ["Europe/Paris", "America/New_York", "Pacific/Apia", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"]
).map(ZoneInfo)
CHANGES = ("2026-03-29 00:30", "2026-10-25 00:30", "2026-03-08 06:30", "2026-11-01 05:30", "2026-04-04 15:00")
MOMENTS = st.one_of(
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)),  # noqa: DTZ001 (what the strategy takes)
    st.builds(
        lambda change, minutes: datetime.fromisoformat(change) + timedelta(minutes=minutes),
        st.sampled_from(CHANGES),
        st.integers(-240, 240),
    ),
).map(lambda each: each.replace(tzinfo=UTC))


def skipped_before(run: datetime, zone: ZoneInfo) -> datetime:
    """The wall time, skipped by clocks, that a run makes up for."""
    gap = run.utcoffset() or timedelta(0)
    before = (run - timedelta(hours=3)).astimezone(UTC).astimezone(zone).utcoffset() or timedelta(0)
    return run.replace(tzinfo=None) - (gap - before)


@given(SCHEDULES, ZONES, MOMENTS)
def test_the_next_run_is_later_and_at_a_time_that_the_schedule_names(
    schedule: str, zone: ZoneInfo, after: datetime
) -> None:
    run = next_run(check_schedule(schedule), zone, after)
    wall = run.replace(tzinfo=None)

    assert run.astimezone(UTC) > after
    assert run.fold == 0
    assert croniter.match(schedule, wall) or croniter.match(schedule, skipped_before(run, zone))


@given(SCHEDULES, ZONES, MOMENTS, st.timedeltas(timedelta(0), timedelta(days=3)))
def test_a_later_question_never_has_an_earlier_answer(
    schedule: str, zone: ZoneInfo, after: datetime, more: timedelta
) -> None:
    first, second = (next_run(schedule, zone, each).astimezone(UTC) for each in (after, after + more))

    assert first == second if first > after + more else first < second
