"""What the forms of the panel send, read leniently and checked."""

from __future__ import annotations

from dataclasses import dataclass

from abm_sheets.language import Catalogue
from abm_sheets.outputs.cards.event import Event, FormInput
from abm_sheets.outputs.cards.schedule import DAY, HOUR, MINUTE, PAUSED, TIME
from abm_sheets.outputs.cards.timetable import DAYS, ScheduleChoice, made_of


@dataclass(frozen=True)
class FormFault:
    """The field that a form cannot be read for."""

    field: str

    def sentence(self, words: Catalogue) -> str:
        """What to do about it."""
        return words.text(f"addon.schedule.fault.{self.field}")


def read_schedule(event: Event) -> ScheduleChoice | FormFault:
    """The schedule chosen; a field that did not come is as the form showed it, a switch is off."""
    fields, shown = event.common.form_inputs, event.common.parameters
    day = _first(fields.get(DAY)) or shown.get(DAY, "")
    if day not in DAYS:
        return FormFault(DAY)
    time = fields[TIME].time_input if TIME in fields else None
    hour = str(time.hours) if time else shown.get(HOUR, "")
    minute = str(time.minutes) if time else shown.get(MINUTE, "")
    return made_of(day, hour, minute, paused=_is_on(fields.get(PAUSED))) or FormFault(TIME)


def _first(field: FormInput | None) -> str:
    return next(iter(field.string_inputs.value), "") if field and field.string_inputs else ""


def _is_on(field: FormInput | None) -> bool:
    """A switch that is on comes with a value, were it an empty one."""
    return bool(field and field.string_inputs and field.string_inputs.value)
