"""What HubSpot answers, as far as we read it: every value of a property is a text, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel

Words = Annotated[str, BeforeValidator(lambda given: "" if given is None else given)]
"""A text, empty where there is none."""


class Part(BaseModel):
    """A part of an answer; what we do not read is passed over."""

    model_config = ConfigDict(
        frozen=True, alias_generator=to_camel, coerce_numbers_to_str=True, ignored_types=(cached_property,)
    )


class Change(Part):
    """What a property was from a moment on."""

    value: Words = ""
    timestamp: datetime


class Entry(Part):
    """A record; `history` is that of one property, if it was asked for."""

    id: str
    properties: Mapping[str, str | None]
    properties_with_history: Mapping[str, tuple[Change, ...]] | None = None
    created_at: datetime | None = None
    archived: bool = False
    archived_at: datetime | None = None
    url: str | None = None

    def text(self, *names: str) -> str:
        """The first of some properties that is not blank, trimmed."""
        return next((text for name in names if (text := (self.properties.get(name) or "").strip())), "")

    def history(self, name: str) -> list[Change]:
        """What a property was, oldest first."""
        return sorted((self.properties_with_history or {}).get(name, ()), key=lambda each: each.timestamp)


class Known(Part):
    """A record known by its id alone."""

    id: str


class AssociationType(Part):
    """A type of association; the numbers of HubSpot's own are the same everywhere, labels are free."""

    category: str
    type_id: int


class Association(Part):
    """A record that another is associated with."""

    to_object_id: str
    association_types: tuple[AssociationType, ...] = ()

    def is_one_of(self, types: frozenset[int]) -> bool:
        """Whether it is of one of HubSpot's own types."""
        return any(
            each.category == "HUBSPOT_DEFINED" and each.type_id in types for each in self.association_types
        )


class Associations(Part):
    """A part of what a record is associated with."""

    source: Known = Field(alias="from")
    to: tuple[Association, ...]


class Owner(Part):
    """Somebody who owns records, or did."""

    id: str
    first_name: Words = ""
    last_name: Words = ""
    email: Words = ""

    @property
    def name(self) -> str:
        """What people call them."""
        return f"{self.first_name} {self.last_name}".strip() or self.email


class Stage(Part):
    """A stage of a pipeline; what it means is told in texts."""

    id: str
    label: str
    metadata: Mapping[str, str] = {}

    @property
    def is_closed(self) -> bool:
        """Whether deals end in it."""
        return self.metadata.get("isClosed") == "true"

    @property
    def is_won(self) -> bool:
        """Whether they end well."""
        return self.is_closed and float(self.metadata.get("probability") or 0) == 1


class Pipeline(Part):
    """A pipeline, with its stages."""

    label: str
    stages: tuple[Stage, ...] = ()


class Choice(Part):
    """A value of a property, and what people call it."""

    value: str
    label: str


class Property(Part):
    """A property of a kind of records, with its values where it has choices."""

    name: str
    options: tuple[Choice, ...] | None = None


class Details(Part):
    """What holds for the whole account."""

    portal_id: str
    company_currency: str
    time_zone: str
    utc_offset_milliseconds: int = 0
    ui_domain: str = "app.hubspot.com"
