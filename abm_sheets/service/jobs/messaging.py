"""The Monday message: written by a scheduled refresh, and sent to each channel once a week."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from abm_sheets.dashboard import View
from abm_sheets.message import Message, Role, compose
from abm_sheets.service import measures
from abm_sheets.service.channels import deliver
from abm_sheets.service.jobs.queue import Queue
from abm_sheets.service.jobs.sending import Sending
from abm_sheets.service.store.channels import find_channel, list_channels
from abm_sheets.service.store.runs import Run
from abm_sheets.service.store.workbooks import Served
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
    week = _week(served, run.due or run.queued)
    wanted = {each.role: each for each in messages if each.changed or not served.when_changed}
    for number, channel in list_channels(connection, served.id).items():
        if channel.role in wanted:
            name = f"message-{number}-{week}"
            queue.message(connection, Sending(name=name, channel=number, message=wanted[channel.role]))


def _week(served: Served, moment: datetime) -> str:
    """The ISO week of a moment on a workbook's clock."""
    return f"{moment.astimezone(served.clock):%G-W%V}"


def send_message(engine: sa.Engine, sending: Sending) -> bool:
    """Send a message to its channel; whether there is nothing more to do."""
    with engine.begin() as connection:
        channel = find_channel(connection, sending.channel)
    if channel is None:
        return True
    sent = deliver(channel.address, sending.message)
    measures.MESSAGES.labels("sent" if sent else "failed").inc()
    return sent


def put_off(engine: sa.Engine, queue: Queue, sending: Sending, minute: float) -> None:
    """Send a message again later, later each time; in the end, give it up."""
    if sending.attempt > len(_PAUSES):
        # Who gave this address sees that nothing comes.
        LOG.warning("message not sent: %s", sending.name)
        return
    pause = _PAUSES[sending.attempt - 1] * minute
    with engine.begin() as connection:
        queue.message(connection, sending.again, pause)
