"""A message as it is kept until it is sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from pydantic import BaseModel, ConfigDict

Role = Literal["marketing", "sales", "leadership"]
"""Whom a message is written for; None is everybody."""

ROLES: tuple[Role | None, ...] = ("marketing", "sales", "leadership", None)
"""Everyone whom a message may be written for, in the order in which messages are shown."""


@dataclass(frozen=True)
class Channel:
    """Where the messages of a role are sent: an apprise address, which is a secret."""

    role: Role | None
    address: str = field(repr=False)


class Message(BaseModel):
    """A title, a body of plain text, and where to read more: an address ("" where none) and its label.

    `role` is whom it is written for; `changed` tells whether anything moved in the week.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    role: Role | None
    title: str
    body: str
    label: str
    link: str
    changed: bool

    @property
    def text(self) -> str:
        """The body and the link, as plain text."""
        return f"{self.body}\n\n{self.label} → {self.link}" if self.link else self.body
