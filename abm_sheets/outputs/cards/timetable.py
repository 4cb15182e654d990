"""The schedules that the panel's form can say: a day or several of the week, at a time of day."""

from __future__ import annotations

from dataclasses import dataclass

from abm_sheets.language import Catalogue

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
