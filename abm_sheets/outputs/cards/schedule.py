"""The card of the schedule: what is in force, the form that changes it, and what that form sends."""

from __future__ import annotations

from dataclasses import dataclass, replace

from abm_sheets.language import Catalogue
from abm_sheets.outputs.cards.addresses import Addresses, Route
from abm_sheets.outputs.cards.event import Event, FormInput
from abm_sheets.outputs.cards.panel import DAYS, DEFAULT, Panel, Schedule, ScheduleChoice, choice_of, made_of
from abm_sheets.outputs.cards.refreshes import next_refresh
from abm_sheets.outputs.cards.widgets import (
    NAME,
    Json,
    bold,
    button,
    card,
    dropdown,
    footer,
    line,
    paragraph,
    section,
    short,
    switch,
    time_picker,
)

DAY, TIME, PAUSED = "day", "time", "paused"
"""The names of the form's fields."""

HOUR, MINUTE = "hour", "minute"
"""The names under which the button carries the time that the form showed."""


def schedule(panel: Panel, addresses: Addresses, words: Catalogue) -> Json:
    """When the file is refreshed, in which time zone and, for who may, how to change it."""
    present = panel.schedule
    choice = choice_of(present.cron, paused=present.paused) if present else None
    form = choice or replace(DEFAULT, paused=bool(present and present.paused))
    return card(
        "schedule",
        words.text("addon.schedule.title"),
        [
            section(_in_force(panel, choice, words)),
            section([*_replaced(panel, choice, words), *_form(panel, form, words)]),
        ],
        footer=_save(panel, form, addresses, words),
    )


def _in_force(panel: Panel, choice: ScheduleChoice | None, words: Catalogue) -> list[Json]:
    """What is in force, with the zone that its time is in."""
    present = panel.schedule
    if present is None:
        return [next_refresh(panel, words)]
    zone = line(
        bold(short(present.zone, NAME)),
        words.text("addon.schedule.zone"),
        below=words.text(f"addon.schedule.{'chosen' if present.chosen else 'own'}"),
    )
    return [*_recurrence(present, choice, words), next_refresh(panel, words), zone]


def _recurrence(present: Schedule, choice: ScheduleChoice | None, words: Catalogue) -> list[Json]:
    """The schedule in words, or as cron writes it where the form has no words for it."""
    if choice is not None:
        text = choice.sentence(words)
    elif present.cron:
        text = words.text("addon.schedule.custom", cron=short(present.cron, NAME))
    else:
        return []
    return [line(bold(text), words.text("addon.schedule.label"))]


def _replaced(panel: Panel, choice: ScheduleChoice | None, words: Catalogue) -> list[Json]:
    """A warning to who may save, where the form would replace what it has no words for."""
    present = panel.schedule
    if choice or present is None or not present.cron or not panel.may_administer:
        return []
    return [paragraph(words.text("addon.schedule.replaced"))]


def _form(panel: Panel, form: ScheduleChoice, words: Catalogue) -> list[Json]:
    """The form, filled with what is in force; only a sentence to who may not change it."""
    if not panel.may_administer:
        return [paragraph(words.text("addon.schedule.reader", role=words.word("role", "admin")))]
    days = {day: words.text(f"addon.day.{key}") for day, key in DAYS.items()}
    pause, pause_help = (words.text(f"addon.schedule.{key}") for key in ("pause", "pause_help"))
    return [
        dropdown(DAY, words.text("addon.schedule.day"), days, form.day),
        time_picker(TIME, words.text("addon.schedule.time"), form.minutes),
        switch(PAUSED, pause, pause_help, on=form.paused),
    ]


def _save(panel: Panel, form: ScheduleChoice, addresses: Addresses, words: Catalogue) -> Json | None:
    """The button that saves; it carries what the form showed, for fields left as they were may not come."""
    if not panel.may_administer:
        return None
    shown = {DAY: form.day, HOUR: str(form.hour), MINUTE: str(form.minute)}
    return footer(
        button(
            words.text("addon.buttons.save"),
            addresses.of(Route.SAVE_SCHEDULE),
            panel.parameters | shown,
            keep=True,
        )
    )


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
    day = event.first(DAY) or shown.get(DAY, "")
    if day not in DAYS:
        return FormFault(DAY)
    time = fields[TIME].time_input if TIME in fields else None
    hour = str(time.hours) if time else shown.get(HOUR, "")
    minute = str(time.minutes) if time else shown.get(MINUTE, "")
    return made_of(day, hour, minute, paused=_is_on(fields.get(PAUSED))) or FormFault(TIME)


def _is_on(field: FormInput | None) -> bool:
    """A switch that is on comes with a value, were it an empty one."""
    return bool(field and field.string_inputs and field.string_inputs.value)
