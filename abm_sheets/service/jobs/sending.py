"""A message on its way to a channel, as a worker that resumes it can read it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from abm_sheets.message import Message


class Sending(BaseModel):
    """A message, the number of the channel that it goes to, and how often that was tried, this time included.

    `name` is the same for all that a channel is sent of one week.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    channel: int
    message: Message
    attempt: int = 1

    @property
    def again(self) -> Sending:
        """The next attempt."""
        return self.model_copy(update={"attempt": self.attempt + 1})
