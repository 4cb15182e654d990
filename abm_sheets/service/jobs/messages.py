"""The messages sent: the Monday message, to each channel once a week, and alerts about a workbook."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal, Protocol

import sqlalchemy as sa

from abm_sheets.errors import InvalidChannelError
from abm_sheets.errors.incoming import InvalidAlertError
from abm_sheets.language import Catalogue, catalogue
from abm_sheets.outputs.message import Message, Role, compose
from abm_sheets.service import telemetry
from abm_sheets.service.channels import check_addresses, deliver_in_time
from abm_sheets.service.configuration import Configuration
from abm_sheets.service.jobs.queue import Queue, Sending
from abm_sheets.service.sealing import UNREADABLE, vault_of
from abm_sheets.service.store.runs import Run, last_run
from abm_sheets.service.store.workbooks import Served, find_channel, find_workbook, list_channels
from abm_sheets.story.view import View
from abm_sheets.workbook.google.address import spreadsheet_url

LOG = logging.getLogger(__name__)

_PAUSES = (0.5, 2, 8, 30)
"""Minutes between the attempts to send a message."""

_SCHEDULED = frozenset({"schedule", "job"})
"""What asks for the refreshes that a message follows."""


def readers(connection: sa.Connection, run: Run) -> Sequence[Role | None]:
    """Whom the messages of a run are written for; nobody, unless it was scheduled."""
    if run.trigger not in _SCHEDULED:
        return ()
    return tuple(dict.fromkeys(channel.role for channel in list_channels(connection, run.workbook).values()))


def write_messages(view: View, workbook: str, roles: Sequence[Role | None]) -> Sequence[Message]:
    """The messages of a run; none where they cannot be written, for the figures are there all the same."""
    link = spreadsheet_url(workbook)
    try:
        return [compose(view, role, view.words.language, link) for role in roles]
    except Exception:
        LOG.exception("messages not written")
        return []


def queue_messages(
    connection: sa.Connection, queue: Queue, about: tuple[Run, Served], messages: Sequence[Message]
) -> None:
    """Have the messages of a run sent to the channels that have had none this week."""
    run, served = about
    week, vault = _week(served, run.due or run.queued), vault_of(connection.dialect)
    wanted = {each.role: each for each in messages if each.changed or not served.when_changed}
    for number, channel in list_channels(connection, served.id).items():
        if channel.role in wanted:
            name, place = f"message-{number}-{week}", vault.nickname(channel.address)
            sending = Sending(name=name, place=place, channel=number, message=wanted[channel.role])
            queue.message(connection, sending)


def _week(served: Served, moment: datetime) -> str:
    """The ISO week of a moment on a workbook's clock."""
    return f"{moment.astimezone(served.clock):%G-W%V}"


def send_message(engine: sa.Engine, sending: Sending) -> bool:
    """Send a message where it goes; whether there is nothing more to do."""
    address = _address(engine, sending)
    if address is None or address == UNREADABLE:
        return True
    sent = deliver_in_time(address, sending.message)
    telemetry.MESSAGES.labels("sent" if sent else "failed").inc()
    return sent


def _address(engine: sa.Engine, sending: Sending) -> str | None:
    """Where a message goes, None where it is wanted no more."""
    if sending.channel is None:
        return vault_of(engine.dialect).open(sending.address)
    with engine.begin() as connection:
        channel = find_channel(connection, sending.channel)
    return channel.address if channel else None


def put_off(engine: sa.Engine, queue: Queue, sending: Sending, minute: float) -> None:
    """Send a message again later, later each time; in the end, give it up."""
    if sending.attempt > len(_PAUSES):
        # Who gave this address sees that nothing comes.
        LOG.warning("message not sent: %s", sending.name)
        return
    pause = _PAUSES[sending.attempt - 1] * minute
    with engine.begin() as connection:
        queue.message(connection, sending.again, pause)


Kind = Literal["refresh_failed", "refresh_again", "feed_failed", "feed_again", "source_failed"]


class Alerting(Protocol):
    """What alerts are sent with: where jobs are put, and how the service runs."""

    @property
    def queue(self) -> Queue:
        """Where what is to be sent is put."""

    @property
    def configuration(self) -> Configuration:
        """What the alerts of all workbooks go to, and in which language."""


def check_alerts(addresses: Sequence[str]) -> tuple[str, ...]:
    """Addresses of alerts, each of a kind that is accepted.

    Raises:
        InvalidAlertError: one is of no kind that is known.
        RefusedChannelError: one is of a kind that is not accepted.

    """
    try:
        check_addresses(addresses)
    except InvalidChannelError as error:
        raise InvalidAlertError(**error.details) from None
    return tuple(addresses)


def queue_alert(
    connection: sa.Connection,
    means: Alerting,
    name: str,
    workbook: str,
    kind: Kind,
    why: Mapping[str, str] | None = None,
) -> None:
    """Have an alert sent to the people who look after a workbook, once for a name: each place by itself.

    `why` says by language what failed, where neither the last run nor the last feeding does.
    """
    served, run = find_workbook(connection, workbook), last_run(connection, workbook)
    if served is None:
        return
    failure = why or (served.feed_failure if kind.startswith("feed") else run and run.failure)
    words = catalogue(means.configuration.language)
    message = _message(words, served, kind, (failure or {}).get(words.language, ""))
    vault = vault_of(connection.dialect)
    for number, address in enumerate(_addresses(means.configuration, served), 1):
        place, sealed = vault.nickname(address), vault.seal(address)
        sending = Sending(name=f"{name}-{number}", place=place, address=sealed, message=message)
        means.queue.message(connection, sending)


def _addresses(configuration: Configuration, served: Served) -> Sequence[str]:
    known = [*configuration.alerts, *served.alerts]
    return tuple(dict.fromkeys(address for address in known if address != UNREADABLE))


def _message(words: Catalogue, served: Served, kind: str, sentence: str) -> Message:
    since = served.refreshed or served.added
    key = f"service.alerts.{kind}"
    moment = words.formats.moment(since.astimezone(served.clock))
    return Message(
        role=None,
        title=words.text(f"{key}.title", title=served.title),
        body=words.text(f"{key}.body", title=served.title, failure=sentence, since=moment),
        label=words.text("message.label"),
        link=spreadsheet_url(served.id),
        changed=True,
    )
