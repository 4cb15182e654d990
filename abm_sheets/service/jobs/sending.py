"""A message on its way to a channel, as a worker that resumes it can read it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from abm_sheets.outputs.message import Message


class Sending(BaseModel):
    """A message, where it goes, and how often that was tried, this time included.

    `name` is the same for all that a channel is sent of one week. It goes to the channel of a number, if it
    is still wanted then, else to a sealed address; `place` tells one address from another, and no more.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    place: str
    message: Message
    channel: int | None = None
    address: str = ""
    attempt: int = 1

    @property
    def again(self) -> Sending:
        """The next attempt."""
        return self.model_copy(update={"attempt": self.attempt + 1})
