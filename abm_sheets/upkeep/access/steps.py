"""What a plan does with an access or a protection."""

from __future__ import annotations

from enum import StrEnum


class Action(StrEnum):
    """What is done: the last two change nothing, for want of `--prune` or because Google does not let us."""

    ADD = "add"
    CHANGE = "change"
    REMOVE = "remove"
    LEAVE = "leave"
    IMPOSSIBLE = "impossible"
