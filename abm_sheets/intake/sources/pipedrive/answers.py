"""What Pipedrive answers, as far as we read it: ids are numbers there, texts here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

Words = Annotated[str, BeforeValidator(lambda given: "" if given is None else given)]
"""A text, empty where there is none."""

Moment = Annotated[
    datetime, AfterValidator(lambda given: given if given.tzinfo else given.replace(tzinfo=UTC))
]
"""A moment; those of the first version of the API are in UTC and do not say so."""


class Part(BaseModel):
    """A part of an answer; what we do not read is passed over."""

    model_config = ConfigDict(frozen=True, coerce_numbers_to_str=True)


class Me(Part):
    """Whose token it is: the company, and the time zone in which its dates are seen."""

    company_domain: Words = ""
    timezone_name: Words = ""
    timezone_offset: Words = ""


class User(Part):
    """Somebody who owns records, or did."""

    id: str
    name: Words = ""
    email: Words = ""


class Stage(Part):
    """A stage of a pipeline, all of which are open: won and lost are told by a deal's status."""

    id: str
    name: str
    pipeline_id: Words = ""


class Pipeline(Part):
    """A pipeline."""

    id: str
    name: str


class Choice(Part):
    """A value of a field, and what people call it."""

    id: str
    label: Words = ""


class Field(Part):
    """A field of organizations, with its values where it has choices."""

    field_code: str
    field_name: Words = ""
    options: tuple[Choice, ...] | None = None


class Organization(Part):
    """A company."""

    id: str
    name: Words = ""
    website: Words = ""
    industry: Words = ""
    employee_count: Words = ""
    owner_id: Words = ""
    label_ids: tuple[int, ...] | None = None
    custom_fields: Mapping[str, Any] | None = None
    is_deleted: bool = False


class Deal(Part):
    """A deal, archived or not."""

    id: str
    title: Words = ""
    org_id: Words = ""
    stage_id: str
    value: float | None = None
    currency: Words = ""
    status: Literal["open", "won", "lost", "deleted"]
    add_time: Moment
    stage_change_time: Moment | None = None
    close_time: Words = ""
    won_time: Words = ""
    lost_time: Words = ""
    local_won_date: Words = ""
    local_lost_date: Words = ""
    expected_close_date: Words = ""
    lost_reason: Words = ""
    is_deleted: bool = False

    @property
    def was_moved(self) -> bool:
        """Whether it is not in the stage any more in which it began."""
        return self.stage_change_time is not None and self.stage_change_time > self.add_time

    @property
    def state(self) -> str:
        """The id of its stage, or how it ended."""
        return self.stage_id if self.status == "open" else self.status

    @property
    def ending(self) -> str:
        """The day on which it was won or lost, or the moment."""
        if self.status == "won":
            return self.local_won_date or self.won_time or self.close_time
        return self.local_lost_date or self.lost_time or self.close_time


class Change(Part):
    """What a field of a deal was before a moment, and from then on."""

    field_key: str
    old_value: Words = ""
    new_value: Words = ""
    time: Moment


class Attendee(Part):
    """Somebody who was asked to an activity."""

    name: Words = ""
    email: Words = ""
    person_id: Words = ""


class Activity(Part):
    """An activity; `due_time` is in UTC."""

    id: str
    type: Words = ""
    done: bool = False
    org_id: Words = ""
    deal_id: Words = ""
    person_id: Words = ""
    due_date: Words = ""
    due_time: Words = ""
    marked_as_done_time: Words = ""
    attendees: tuple[Attendee, ...] | None = None
    is_deleted: bool = False


class ActivityType(Part):
    """A type of activities: the key that they hold, and what people call it."""

    key_string: str
    name: Words = ""
