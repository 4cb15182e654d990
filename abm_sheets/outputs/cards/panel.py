"""What the cards are made of: what is known of a file, what the person may do, when it is refreshed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from abm_sheets.language import Catalogue
from abm_sheets.story.digest import Digest

Trigger = Literal["schedule", "panel", "command", "job", "setup"]
Pending = Literal["queued", "running"]
Role = Literal["marketing", "sales", "leadership", "admin"]

DAYS = {
    "1": "monday",
    "2": "tuesday",
    "3": "wednesday",
    "4": "thursday",
    "5": "friday",
    "6": "saturday",
    "0": "sunday",
    "1-5": "weekdays",
    "*": "daily",
}
"""Days of the week as cron writes them, with their names in the catalogues."""

_FIELDS = 5
_HOUR = 60
_HOURS, _MINUTES = ({str(number): number for number in range(end)} for end in (24, _HOUR))


@dataclass(frozen=True)
class LastRun:
    """The refresh that ended last; `sentence` says why it failed, "" where it did not.

    `when` carries the workbook's time zone; `who` is how people know who asked for it, "" for nobody.
    """

    when: datetime
    who: str
    trigger: Trigger
    rows: int
    succeeded: bool
    sentence: str = ""


@dataclass(frozen=True)
class Schedule:
    """When the file is refreshed by itself.

    `cron` has five fields, "" where nothing is automatic; it is read in `zone` (`Europe/Paris`), the
    spreadsheet's own unless it was `chosen`. `next_run` carries that zone, None where nothing is to come.
    """

    cron: str
    zone: str
    next_run: datetime | None
    paused: bool
    chosen: bool = False


@dataclass(frozen=True)
class Panel:
    """A file and a person who looks at it; moments carry the workbook's time zone.

    `pending` is the state of a refresh asked for at `pending_since` and not over yet; `not_refreshed_since`
    is when the figures were last right, set when a scheduled refresh failed for good. `role` is the
    person's in the team, None where they have none.
    """

    file_id: str
    title: str
    digest: Digest | None
    last: LastRun | None
    pending: Pending | None
    pending_since: datetime | None
    schedule: Schedule | None
    not_refreshed_since: datetime | None
    role: Role | None
    may_refresh: bool
    may_administer: bool

    @property
    def parameters(self) -> dict[str, str]:
        """What clicks carry, for their events may lack the file: to be authorised again, as any request."""
        return {"file": self.file_id}


@dataclass(frozen=True)
class ScheduleChoice:
    """What the form says: a key of `DAYS`, a time of day in the file's zone, and whether to pause."""

    day: str
    hour: int
    minute: int
    paused: bool = False

    @property
    def cron(self) -> str:
        """The same in cron's five fields."""
        return f"{self.minute} {self.hour} * * {self.day}"

    @property
    def minutes(self) -> int:
        """The time of day in minutes since midnight."""
        return self.hour * _HOUR + self.minute

    def sentence(self, words: Catalogue) -> str:
        """The same in words (`Chaque lundi à 09:00`)."""
        return words.text(f"addon.recurrence.{DAYS[self.day]}", time=f"{self.hour:02}:{self.minute:02}")


DEFAULT = ScheduleChoice("1", 9, 0)
"""Monday at nine, before the meeting."""


def choice_of(cron: str, *, paused: bool = False) -> ScheduleChoice | None:
    """A schedule as the form says it, None where the form cannot."""
    fields = cron.split()
    if len(fields) != _FIELDS or fields[2:4] != ["*", "*"]:
        return None
    minute, hour, *_, day = fields
    return made_of("0" if day == "7" else day, hour, minute, paused=paused)


def made_of(day: str, hour: str, minute: str, *, paused: bool) -> ScheduleChoice | None:
    """A choice from texts, None where they are no day of `DAYS` and time of day."""
    if day not in DAYS or hour not in _HOURS or minute not in _MINUTES:
        return None
    return ScheduleChoice(day, _HOURS[hour], _MINUTES[minute], paused)
