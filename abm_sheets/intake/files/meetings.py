"""A calendar (`.ics`) as a table that `attendance` reads: a row for each meeting and person of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import partial
from itertools import islice, takewhile
from operator import ge
from pathlib import Path
from typing import Any

from dateutil.rrule import rrulestr
from icalendar import Calendar
from icalendar.prop import vCalAddress

from abm_sheets.errors.incoming import (
    CalendarNotReadableError,
    NothingToImportError,
    TooManyMeetingsError,
)
from abm_sheets.intake.files.events import own_domain
from abm_sheets.intake.files.grid import Cells, Grid
from abm_sheets.intake.files.text import read_content
from abm_sheets.tables.regional import find_zone

MOST_MEGABYTES = 50
MOST_MEETINGS = 20_000
_MOST_ROWS = 200_000
_MOST_TIMES = 20_000
"""How often a meeting that comes again is looked at."""

HEADERS = (
    "iCalendar UID",
    "Meeting date",
    "Meeting title",
    "Attendee name",
    "Attendee e-mail",
    "Declined",
    "Cancelled",
)
_KEPT = re.compile(
    r"(?:BEGIN|END|METHOD|X-WR-CALNAME|X-WR-TIMEZONE|UID|DTSTART|RRULE|RDATE|EXDATE|RECURRENCE-ID|SUMMARY"
    r"|STATUS|CLASS|SEQUENCE|ORGANIZER|ATTENDEE|TZ\w+)[;:]",
    re.IGNORECASE,
)
"""The lines that tell of meetings; descriptions, alarms and the rest would take most of the time."""

_FOLDED = re.compile(r"\r?\n[ \t]")
_UTC_END = re.compile(r"(UNTIL=\d{8}T\d{6})Z")
_RARE = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
_NOT_PEOPLE = {"ROOM", "RESOURCE"}


@dataclass(frozen=True)
class Person:
    """Somebody who was asked to a meeting, or asked the others."""

    name: str
    address: str
    declined: bool


@dataclass(frozen=True)
class Meeting:
    """A meeting as the calendar has it; `key` is what distinguishes it from all others."""

    key: str
    day: date | None
    title: str
    people: Sequence[Person]
    organiser: str
    cancelled: bool


def read_calendar(path: Path, today: date | None) -> Grid:
    """Read a calendar; of meetings that come again, those up to `today` count.

    Raises:
        ImportFileError: it cannot be opened, is too large, is no calendar, or has no meeting with anybody.

    """
    return parse_calendar(read_content(path, MOST_MEGABYTES), path.name, today)


def parse_calendar(content: bytes, name: str, today: date | None) -> Grid:
    """The table of the meetings that the bytes of a calendar hold; `name` is the file's, for the errors.

    Raises:
        ImportFileError: they hold none.

    """
    text = _FOLDED.sub("", content.decode("utf-8", errors="replace"))
    lines = [line for line in text.splitlines() if _KEPT.match(line)]
    if sum(line.upper() == "BEGIN:VEVENT" for line in lines) > MOST_MEETINGS:
        raise TooManyMeetingsError(path=name, limit=MOST_MEETINGS)
    try:
        calendars = Calendar.from_ical("\r\n".join(lines) + "\r\n", multiple=True)
        meetings = [each for calendar in calendars for each in _meetings(calendar, today)]
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        raise CalendarNotReadableError(path=name) from None
    if not calendars:
        raise CalendarNotReadableError(path=name)
    owner = next(filter(None, (own_domain(str(each.get("X-WR-CALNAME", ""))) for each in calendars)), "")
    rows = list(islice(_rows(meetings, owner or _common_domain(meetings)), _MOST_ROWS + 1))
    if len(rows) > _MOST_ROWS:
        raise TooManyMeetingsError(path=name, limit=MOST_MEETINGS)
    if not rows:
        raise NothingToImportError(path=name)
    return Grid(name, [HEADERS, *rows])


def _rows(meetings: Iterable[Meeting], owner: str) -> Iterator[Cells]:
    """A row for each person of each meeting but ours; one that all of ours declined was none of ours."""
    for meeting in meetings:
        ours = [each for each in meeting.people if own_domain(each.address) == owner]
        absent = bool(ours) and all(each.declined for each in ours)
        for each in meeting.people:
            if each not in ours:
                told = (meeting.key, meeting.day, meeting.title, each.name, each.address)
                yield [*told, each.declined or absent, meeting.cancelled]


def _common_domain(meetings: Iterable[Meeting]) -> str:
    """The domain that is in the most meetings, and organised the most: that of whoever's calendar it is."""
    there, organised = Counter[str](), Counter[str]()
    for meeting in meetings:
        domains = {own_domain(each.address) for each in meeting.people}
        there.update(filter(None, domains))
        organised.update(filter(None, [own_domain(meeting.organiser)]))
    return max(there, key=lambda domain: (there[domain], organised[domain]), default="")


def _meetings(calendar: Any, today: date | None) -> Iterator[Meeting]:
    """The meetings of a calendar with anybody, each once: the last version of it counts."""
    withdrawn = str(calendar.get("METHOD", "")).upper() == "CANCEL"
    zone = str(calendar.get("X-WR-TIMEZONE", ""))
    latest: dict[tuple[str, date | None], Any] = {}
    for event in calendar.walk("VEVENT"):
        if "UID" in event and "DTSTART" in event:
            key = str(event["UID"]), _instance(event, zone)
            before = latest.get(key)
            if before is None or _sequence(event) >= _sequence(before):
                latest[key] = event
    moved = {key for key in latest if key[1] is not None}
    for (uid, instance), event in latest.items():
        found = _meeting(event, zone, withdrawn=withdrawn)
        if instance is not None:
            yield replace(found, key=f"{uid}/{instance}")
        elif "RRULE" not in event or found.day is None:
            yield found
        else:
            days = (day for day in _days(event, zone, today) if (uid, day) not in moved)
            yield from (replace(found, key=f"{uid}/{day}", day=day) for day in days)


def _sequence(event: Any) -> int:
    return int(event.get("SEQUENCE", 0))


def _instance(event: Any, zone: str) -> date | None:
    """Which of its times an event that comes again speaks of."""
    return _day(event.get("RECURRENCE-ID"), zone)


def _moment(value: Any) -> date | None:
    """The day or the moment that a value of an event is; what cannot be read is none."""
    with suppress(ValueError, AttributeError):
        return value.dt if isinstance(value.dt, date) else None
    return None


def _day(value: Any, zone: str) -> date | None:
    """The day of a moment where it was planned, or in the calendar's own time zone."""
    moment = _moment(value)
    if not isinstance(moment, datetime):
        return moment
    own = find_zone(zone)
    return moment.astimezone(own).date() if own and moment.tzname() == "UTC" else moment.date()


def _meeting(event: Any, zone: str, *, withdrawn: bool) -> Meeting:
    private = str(event.get("CLASS", "PUBLIC")).upper() != "PUBLIC"
    organiser = event.get("ORGANIZER")
    people = {each.address: each for each in map(_person, event.attendees) if each is not None}
    if isinstance(organiser, vCalAddress) and (host := _person(organiser)):
        people.setdefault(host.address, host)
    status = str(event.get("STATUS", "")).upper()
    return Meeting(
        key=str(event["UID"]),
        day=_day(event["DTSTART"], zone),
        title="" if private else str(event.get("SUMMARY", "")).strip(),
        people=list(people.values()),
        organiser=str(organiser or "").casefold(),
        cancelled=withdrawn or status == "CANCELLED",
    )


def _person(address: vCalAddress) -> Person | None:
    """Who an address is; a room is nobody."""
    email = address.email.casefold().strip()
    if "@" not in email or str(address.CUTYPE).upper() in _NOT_PEOPLE:
        return None
    name = str(address.CN or "").strip()
    declined = str(address.PARTSTAT).upper() == "DECLINED"
    return Person("" if name.casefold() == email else name, email, declined)


def _days(event: Any, zone: str, today: date | None) -> Iterator[date]:
    """The days of a meeting that comes again, up to a day."""
    start, day = _moment(event["DTSTART"]), _day(event["DTSTART"], zone)
    if start is None or day is None:
        return
    first = datetime.combine(day, start.time() if isinstance(start, datetime) else time())
    gone = {_day(each, zone) for part in _listed(event, "EXDATE") for each in part.dts}
    days = {day, *(_day(each, zone) for part in _listed(event, "RDATE") for each in part.dts)}
    for rule in _listed(event, "RRULE"):
        text = _UTC_END.sub(r"\1", rule.to_ical().decode())
        if today is not None and any(f"FREQ={each}" in text for each in _RARE):
            times = (each.date() for each in islice(rrulestr(text, dtstart=first), _MOST_TIMES))
            days.update(takewhile(partial(ge, today), times))
    yield from sorted(each for each in days - gone if each and (today is None or each <= today))


def _listed(event: Any, name: str) -> Sequence[Any]:
    found = event.get(name, [])
    return found if isinstance(found, list) else [found]
