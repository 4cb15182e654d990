"""How many examples a property tries: what the profile says, or a share of it where one takes long."""

from __future__ import annotations

from hypothesis import settings


def one_in(number: int) -> settings:
    """One in so many of the profile's examples, so that a soak tries many whatever the suite does."""
    return settings(max_examples=max(settings().max_examples // number, 1))
