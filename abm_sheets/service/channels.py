"""The channels that messages go to, as apprise reaches them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from apprise import Apprise, AppriseAsset, NotifyBase, NotifyFormat

from abm_sheets.errors.message import InvalidChannelError
from abm_sheets.message import Message

_MARKUP = re.compile(r"[\\*_~`\[\]<>]|&(?=#?\w+;)")
"""What begins markup within a line of Markdown; a message's lines begin with words of ours."""

_BREAK = re.compile(r"(?<!\n)\n(?!\n)")

_OURSELVES = AppriseAsset(
    app_id="abm-sheets", app_desc="abm-sheets", app_url="", image_url_mask="", image_url_logo=""
)
"""Whom messages come from, in place of apprise and its pictures."""


def check_addresses(addresses: Sequence[str]) -> None:
    """Make sure that apprise can reach each of some addresses.

    Raises:
        InvalidChannelError: one is of no kind that it knows.

    """
    for number, address in enumerate(addresses, 1):
        if not is_known(address):
            raise InvalidChannelError(number=number)


def is_known(address: str) -> bool:
    """Whether an address is of a kind that apprise can reach."""
    return _opened(address) is not None


def deliver(address: str, message: Message) -> bool:
    """Send a message to an address; whether it was taken."""
    channel = _opened(address)
    if channel is None:
        return False
    receiver = Apprise()
    receiver.add(channel)
    if channel.resolve_format(NotifyFormat.TEXT) is NotifyFormat.MARKDOWN:
        title, body = _literal(message.title), _markdown(message)
        return bool(receiver.notify(body, title, body_format=NotifyFormat.MARKDOWN))
    return bool(receiver.notify(message.text, message.title, body_format=NotifyFormat.TEXT))


def _opened(address: str) -> NotifyBase | None:
    channel = Apprise.instantiate(address, asset=_OURSELVES)
    return channel if isinstance(channel, NotifyBase) else None


def _markdown(message: Message) -> str:
    """The text for channels that read nothing but Markdown (Google Chat, Teams): it shows the same.

    From plain text, apprise would escape the link's address too, which would then lead nowhere, and all
    punctuation. A line break alone would not be one in Teams.
    """
    body = _BREAK.sub("  \n", _literal(message.body))
    return f"{body}\n\n[{message.label}]({message.link})" if message.link else body


def _literal(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)
