"""The channels that messages go to, as apprise reaches them, and a message delivered in time or not."""

from __future__ import annotations

import logging
import multiprocessing
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import forkserver

from apprise import Apprise, AppriseAsset, NotifyBase, NotifyFormat

from abm_sheets.errors import InvalidChannelError, RefusedChannelError
from abm_sheets.outputs.message import Message

_MARKUP = re.compile(r"[\\*_~`|\[\]<>]|&(?=#?\w+;)")
"""What begins markup within a line of Markdown; a message's lines begin with words of ours."""

_BREAK = re.compile(r"(?<!\n)\n(?!\n)")

_ACTIVE = re.compile(r"(?<!\w)@(?=\w)|:(?=//)|(?<=[\w-])\.(?=[^\W\d_]{2})")
"""Where a reader finds mentions, addresses and domains in plain text, and makes links of them."""

_JOINER = "\u2060"
"""A character that nobody sees and that ends a mention or an address."""

_OURSELVES = AppriseAsset(
    app_id="abm-sheets", app_desc="abm-sheets", app_url="", image_url_mask="", image_url_logo=""
)
"""Whom messages come from, in place of apprise and its pictures."""

LONGEST = 15.0
"""Seconds that a delivery may take in all: a channel that answers byte by byte would take for ever."""


def _raw(message: Message) -> tuple[str, str]:
    """What a program is given, which makes nothing of it."""
    return message.title, message.text


def _inert(text: str) -> str:
    """A text that shows the same and in which nothing mentions anybody or leads anywhere."""
    return _ACTIVE.sub(rf"\g<0>{_JOINER}", text)


def _plain(message: Message) -> tuple[str, str]:
    """What a reader of plain text is given, who makes links all the same."""
    calm = message.model_copy(update={"body": _inert(message.body), "label": _inert(message.label)})
    return _inert(message.title), calm.text


def _markdown(message: Message) -> tuple[str, str]:
    """What a reader of Markdown is given: it shows the same.

    From plain text, apprise would escape the link's address too, which would then lead nowhere, and all
    punctuation. A line break alone would not be one in Teams.
    """
    body = _BREAK.sub("  \n", _literal(message.body))
    link = f"\n\n[{message.label}]({message.link})" if message.link else ""
    return _literal(message.title), body + link


def _literal(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", _inert(text))


@dataclass(frozen=True)
class Kind:
    """A kind of channel: its name, and the title and body that show a message, whatever people typed."""

    name: str
    shown: Callable[[Message], tuple[str, str]]


_EMAIL, _NTFY = Kind("e-mail (mailto://)", _plain), Kind("ntfy (ntfy://)", _plain)
_MATTERMOST = Kind("Mattermost (mmost://)", _markdown)
_JSON, _FORM, _XML = Kind("json://", _raw), Kind("form://", _raw), Kind("xml://", _raw)

KINDS: Mapping[str, Kind] = {
    "mailto": _EMAIL,
    "mailtos": _EMAIL,
    "gchat": Kind("Google Chat (gchat://)", _markdown),
    "slack": Kind("Slack (slack://)", _plain),
    "workflows": Kind("Teams (workflows://)", _markdown),
    "discord": Kind("Discord (discord://)", _markdown),
    "mmost": _MATTERMOST,
    "mmosts": _MATTERMOST,
    "ntfy": _NTFY,
    "ntfys": _NTFY,
    "json": _JSON,
    "jsons": _JSON,
    "form": _FORM,
    "forms": _FORM,
    "xml": _XML,
    "xmls": _XML,
}
"""The kinds that are accepted, by apprise's names of them; what the others make of a text is not known."""


def check_addresses(addresses: Sequence[str]) -> None:
    """Make sure that each of some addresses is of a kind that is accepted.

    Raises:
        InvalidChannelError: one is of no kind that apprise knows.
        RefusedChannelError: one is of a kind that is not accepted.

    """
    for number, address in enumerate(addresses, 1):
        channel = _opened(address)
        if channel is None:
            raise InvalidChannelError(number=number)
        if _kind(channel) is None:
            kinds = ", ".join(dict.fromkeys(kind.name for kind in KINDS.values()))
            raise RefusedChannelError(number=number, value=str(channel.service_name), choices=kinds)


def deliver(address: str, message: Message) -> bool:
    """Send a message to an address; whether it was taken."""
    channel = _opened(address)
    kind = None if channel is None else _kind(channel)
    if channel is None or kind is None:
        return False
    receiver = Apprise()
    receiver.add(channel)
    form = channel.resolve_format(NotifyFormat.TEXT)
    reads_markdown = kind.shown is _plain and NotifyFormat.MARKDOWN in {form, str(channel.notify_format)}
    title, body = (_markdown if reads_markdown else kind.shown)(message)
    asked = NotifyFormat.TEXT if form is NotifyFormat.HTML else form
    return bool(receiver.notify(body, title, body_format=asked))


def _opened(address: str) -> NotifyBase | None:
    channel = Apprise.instantiate(address, asset=_OURSELVES)
    return channel if isinstance(channel, NotifyBase) else None


def _kind(channel: NotifyBase) -> Kind | None:
    """The kind of a channel, by the names of its class."""
    schemas: list[str] = []
    for named in (channel.protocol, channel.secure_protocol):
        schemas += [named] if isinstance(named, str) else named or []
    return next((KINDS[schema] for schema in schemas if schema in KINDS), None)


if sys.platform == "win32":
    _CONTEXT = multiprocessing.get_context("spawn")
else:
    _CONTEXT = multiprocessing.get_context("forkserver")
    # Each delivery begins with all that it needs, in a hundredth of the time that this takes to load.
    _CONTEXT.set_forkserver_preload(["__main__", "abm_sheets.service.loaded", __name__])


def get_ready() -> None:
    """Begin to load what deliveries need, so that the first one does not wait for it."""
    if sys.platform != "win32":
        forkserver.ensure_running()


def deliver_in_time(address: str, message: Message, seconds: float = LONGEST) -> bool:
    """Send a message to an address; whether it was taken within that time."""
    sending = _CONTEXT.Process(target=_send, args=(address, message), daemon=True)
    sending.start()
    sending.join(seconds)
    if sending.is_alive():
        sending.kill()
        sending.join()
    return sending.exitcode == 0


def _send(address: str, message: Message) -> None:
    # What the libraries would log holds the address.
    logging.disable(logging.CRITICAL)
    # They would send the passwords of that file, where it has one for the host.
    os.environ["NETRC"] = os.devnull
    sys.exit(not deliver(address, message))
