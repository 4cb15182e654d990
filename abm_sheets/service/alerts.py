"""Alerts: one when a workbook ceases to be refreshed or fed, one when it works again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

import sqlalchemy as sa

from abm_sheets.errors import InvalidChannelError
from abm_sheets.errors.incoming import InvalidAlertError
from abm_sheets.language import Catalogue, catalogue
from abm_sheets.outputs.message import Message
from abm_sheets.service.channels import check_addresses
from abm_sheets.service.configuration import Configuration
from abm_sheets.service.jobs.queue import Queue, Sending
from abm_sheets.service.sealing import UNREADABLE, vault_of
from abm_sheets.service.store.runs import last_run
from abm_sheets.service.store.workbooks import Served, find_workbook
from abm_sheets.workbook.google.address import spreadsheet_url

Kind = Literal["refresh_failed", "refresh_again", "feed_failed", "feed_again"]


class Told(Protocol):
    """What tells people with: where jobs are put, and how the service runs."""

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


def queue_alert(connection: sa.Connection, told: Told, name: str, workbook: str, kind: Kind) -> None:
    """Have the people who look after a workbook told, once for a name: each place by itself."""
    served, run = find_workbook(connection, workbook), last_run(connection, workbook)
    if served is None:
        return
    failure = served.feed_failure if kind.startswith("feed") else run and run.failure
    words = catalogue(told.configuration.language)
    message = _message(words, served, kind, (failure or {}).get(words.language, ""))
    vault = vault_of(connection.dialect)
    for number, address in enumerate(_addresses(told.configuration, served), 1):
        place, sealed = vault.nickname(address), vault.seal(address)
        sending = Sending(name=f"{name}-{number}", place=place, address=sealed, message=message)
        told.queue.message(connection, sending)


def _addresses(configuration: Configuration, served: Served) -> Sequence[str]:
    known = [*configuration.alerts, *served.alerts]
    return tuple(dict.fromkeys(address for address in known if address != UNREADABLE))


def _message(words: Catalogue, served: Served, kind: str, sentence: str) -> Message:
    since = served.refreshed or served.added
    told = f"service.alerts.{kind}"
    moment = words.formats.moment(since.astimezone(served.clock))
    return Message(
        role=None,
        title=words.text(f"{told}.title", title=served.title),
        body=words.text(f"{told}.body", title=served.title, failure=sentence, since=moment),
        label=words.text("message.label"),
        link=spreadsheet_url(served.id),
        changed=True,
    )
