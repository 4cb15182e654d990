"""The channels of the Monday message as they are written: `ROLE=ADDRESS`, in either language."""

from __future__ import annotations

import os
from collections.abc import Sequence

from abm_sheets.errors import InvalidChannelError, UnknownReaderError
from abm_sheets.language import fold
from abm_sheets.language.catalogue import catalogues, understood
from abm_sheets.outputs.message import ROLES, Channel, Role

CHANNELS_VARIABLE = "ABM_SHEETS_CHANNELS"
"""The environment variable that holds the channels of `abm-sheets notify`, separated by spaces."""

NOBODY = "none"
"""What is given in place of addresses where nobody is to be written to any more."""


def role_named(text: str) -> Role | None:
    """The role that a word names, None for everybody.

    Raises:
        UnknownReaderError: no message is written for it.

    """
    word = fold(text)
    if word in {fold(each) for words in catalogues() for each in words.find("message.readers")}:
        return None
    roles = [role for role in ROLES if role is not None and role == understood("role").get(word)]
    if not roles:
        raise UnknownReaderError(value=text)
    return roles[0]


def parse_channels(texts: Sequence[str]) -> Sequence[Channel]:
    """The channels that are written so.

    Raises:
        InvalidChannelError: one is not.

    """
    return [_channel(number, text) for number, text in enumerate(texts, 1)]


def _channel(number: int, text: str) -> Channel:
    name, separator, address = text.partition("=")
    try:
        role = role_named(name)
    except UnknownReaderError:
        raise InvalidChannelError(number=number) from None
    if not separator or not address:
        raise InvalidChannelError(number=number)
    return Channel(role, address)


def reader_asked(role: str | None) -> Role | None:
    """The role that is asked for, None for everybody."""
    return None if role is None else role_named(role)


def channels_asked(role: str | None, to: Sequence[str] | None) -> Sequence[Channel]:
    """Where to send: the addresses asked for, else those of the environment that are the role's."""
    asked = reader_asked(role)
    if to:
        return [Channel(asked, address) for address in to]
    known = parse_channels(os.environ.get(CHANNELS_VARIABLE, "").split())
    return [channel for channel in known if role is None or channel.role == asked]


def addresses_given(given: list[str] | None) -> list[str] | None:
    """The addresses given; an empty list for nobody, None where nothing was said."""
    return [] if given == [NOBODY] else given or None
