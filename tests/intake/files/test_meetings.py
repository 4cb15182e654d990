"""Calendars: the meetings that were held with other companies, each once however often it is exported."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from abm_sheets.errors.incoming import (
    CalendarNotReadableError,
    FileNotOpenedError,
    FileTooLargeError,
    NothingToImportError,
    TooManyMeetingsError,
)
from abm_sheets.intake.files import read_records
from abm_sheets.intake.files.fields import default_vocabulary
from abm_sheets.intake.files.meetings import MOST_MEETINGS, parse_calendar, read_calendar
from abm_sheets.intake.files.proposal import propose
from abm_sheets.intake.files.records import Imported
from tests.intake.files.reading import column, reasons

TODAY = date(2026, 11, 2)
US, CLIENT = "ORGANIZER:mailto:k@ours-test.com", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:c@alize.fr"


def calendar(*events: str, head: str = "") -> bytes:
    """A calendar with these events, each as its lines parted by bars."""
    bodies = [line for event in events for line in ("BEGIN:VEVENT", *event.split("|"), "END:VEVENT")]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *filter(None, [head]), *bodies, "END:VCALENDAR"]
    return "\r\n".join(lines).encode()


def read(*events: str, head: str = "", constants: dict[str, str] | None = None) -> Imported:
    """What a calendar with these events gives."""
    grid = parse_calendar(calendar(*events, head=head), "agenda.ics", TODAY)
    proposal = replace(propose(grid, constants=constants), today=TODAY)
    return read_records(grid, proposal, default_vocabulary("fr"))


def held(start: str, *lines: str, uid: str = "u1") -> str:
    """An event between us and a client."""
    return "|".join([f"UID:{uid}", start, US, CLIENT, *lines])


@pytest.mark.parametrize(
    ("start", "head", "day"),
    [
        ("DTSTART:20261005T223000Z", "", date(2026, 10, 5)),
        ("DTSTART:20261005T223000Z", "X-WR-TIMEZONE:Europe/Paris", date(2026, 10, 6)),
        ("DTSTART;TZID=America/New_York:20261005T223000", "X-WR-TIMEZONE:Europe/Paris", date(2026, 10, 5)),
        ("DTSTART;VALUE=DATE:20261005", "", date(2026, 10, 5)),
        ("DTSTART:20261005T090000", "", date(2026, 10, 5)),
    ],
)
def test_a_meeting_is_of_the_day_that_people_see(start: str, head: str, day: date) -> None:
    imported = read(held(start), head=head)

    assert column(imported, "date") == [day]
    assert column(imported, "type") == ["Rendez-vous"]
    assert column(imported, "id") == ["meeting:u1:alize.fr"]


@pytest.mark.parametrize(
    ("lines", "head", "reason"),
    [
        (["STATUS:CANCELLED"], "", "meeting_cancelled"),
        ([], "METHOD:CANCEL", "meeting_cancelled"),
        (["ATTENDEE;PARTSTAT=DECLINED:mailto:c@alize.fr"], "", "not_attended"),
        (["ATTENDEE;PARTSTAT=DECLINED:mailto:k@ours-test.com"], "", "not_attended"),
    ],
)
def test_a_meeting_that_was_not_is_left_out_with_a_reason(lines: list[str], head: str, reason: str) -> None:
    imported = read(held("DTSTART:20261005T090000", *lines), head=head)

    assert (imported.records, {why for _, why in reasons(imported)}) == ([], {reason})


def test_of_an_event_sent_again_the_last_version_counts() -> None:
    first = held("DTSTART:20261005T090000", "SEQUENCE:2")
    older = held("DTSTART:20261001T090000", "SEQUENCE:1")

    assert column(read(first, older), "date") == [date(2026, 10, 5)]


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        (["RRULE:FREQ=WEEKLY;COUNT=3"], ["2026-10-19", "2026-10-26", "2026-11-02"]),
        (["RRULE:FREQ=WEEKLY"], ["2026-10-19", "2026-10-26", "2026-11-02"]),
        (["RRULE:FREQ=WEEKLY", "EXDATE:20261026T090000"], ["2026-10-19", "2026-11-02"]),
        (["RRULE:FREQ=WEEKLY;UNTIL=20261020T000000Z", "RDATE:20261021T090000"], ["2026-10-19", "2026-10-21"]),
        (["RRULE:FREQ=SECONDLY"], ["2026-10-19"]),
    ],
)
def test_a_meeting_that_comes_again_counts_each_time_up_to_today(lines: list[str], days: list[str]) -> None:
    imported = read(held("DTSTART:20261019T090000", *lines))

    assert column(imported, "date") == [date.fromisoformat(day) for day in days]
    assert column(imported, "id") == [f"meeting:u1/{day}:alize.fr" for day in days]


def test_a_time_that_was_moved_counts_once_and_keeps_its_id() -> None:
    series = held("DTSTART:20261019T090000", "RRULE:FREQ=WEEKLY;COUNT=2")
    moved = held("DTSTART:20261028T150000", "RECURRENCE-ID:20261026T090000")

    told = dict(zip(column(read(series, moved), "id"), column(read(series, moved), "date"), strict=True))
    assert told == {
        "meeting:u1/2026-10-19:alize.fr": date(2026, 10, 19),
        "meeting:u1/2026-10-26:alize.fr": date(2026, 10, 28),
    }


def test_the_calendar_s_own_domain_is_no_company_whoever_organised() -> None:
    ours = held("DTSTART:20261005T090000")
    theirs = (
        "UID:u2|DTSTART:20261006T090000|ORGANIZER;CN=Paul:mailto:p@boreal.fr|ATTENDEE:mailto:k@ours-test.com"
    )
    alone = "UID:u3|DTSTART:20261007T090000"

    assert column(read(ours, theirs, alone), "account") == ["alize.fr", "boreal.fr"]
    assert column(read(theirs, head="X-WR-CALNAME:k@ours-test.com"), "contact") == ["Paul"]
    assert reasons(read(ours, constants={"host": "x@alize.fr"})) == [(2, "own_person")]


def test_rooms_and_mail_that_anybody_has_are_no_company_and_private_titles_stay_so() -> None:
    others = "ATTENDEE;CUTYPE=ROOM:mailto:r@boreal.fr|ATTENDEE:mailto:j@gmail.com|ATTENDEE:invalid:nomail"
    imported = read(held("DTSTART:20261005T090000", others, "SUMMARY:Rachat", "CLASS:PRIVATE"))

    assert column(imported, "account") == ["alize.fr"]
    assert column(imported, "asset") == [None]
    assert [why for _, why in reasons(imported)] == ["free_mail"]


def test_an_event_without_a_readable_day_does_not_cost_the_others() -> None:
    imported = read(held("DTSTART:soon", "RRULE:FREQ=DAILY"), held("DTSTART:20261005T090000", uid="u2"))

    assert column(imported, "date") == [date(2026, 10, 5)]
    assert reasons(imported) == [(2, "missing_value")]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", CalendarNotReadableError),
        (b"\xff\x00", CalendarNotReadableError),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", CalendarNotReadableError),
        (calendar(), NothingToImportError),
        (calendar("UID:u|DTSTART:20261005T090000"), NothingToImportError),
        (b"BEGIN:VEVENT\r\n" * (MOST_MEETINGS + 1), TooManyMeetingsError),
    ],
    ids=["nothing", "no text", "cut short", "no event", "nobody", "too many"],
)
def test_what_is_no_calendar_of_meetings_is_told(content: bytes, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"agenda\.ics"):
        parse_calendar(content, "agenda.ics", TODAY)


def test_a_calendar_that_is_too_large_or_absent_is_told(tmp_path: Path) -> None:
    with (tmp_path / "agenda.ics").open("wb") as file:
        file.truncate(50_000_001)

    with pytest.raises(FileTooLargeError, match="50"):
        read_calendar(tmp_path / "agenda.ics", TODAY)
    with pytest.raises(FileNotOpenedError):
        read_calendar(tmp_path / "absent.ics", TODAY)
