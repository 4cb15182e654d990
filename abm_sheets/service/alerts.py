"""Alerts: one when a workbook ceases to be refreshed or fed, one when it works again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import sqlalchemy as sa

from abm_sheets.errors.service import AlertNotSentError, InvalidAlertError
from abm_sheets.language import Catalogue, catalogue
from abm_sheets.message import Message
from abm_sheets.service.channels import deliver, is_known
from abm_sheets.service.configuration import Configuration
from abm_sheets.service.store.runs import last_run
from abm_sheets.service.store.workbooks import Served, find_workbook
from abm_sheets.workbook.google.address import spreadsheet_url

Kind = Literal["refresh_failed", "refresh_again", "feed_failed", "feed_again"]


def check_alerts(addresses: Sequence[str]) -> tuple[str, ...]:
    """Apprise's addresses, each of a kind that it knows.

    Raises:
        InvalidAlertError: one is of no kind that it knows.

    """
    for number, address in enumerate(addresses, 1):
        if not is_known(address):
            raise InvalidAlertError(number=number)
    return tuple(addresses)


def count_channels(engine: sa.Engine, configuration: Configuration, workbook: str) -> int:
    """How many places the people who look after a workbook want to be told at."""
    with engine.begin() as connection:
        served = find_workbook(connection, workbook)
    return 0 if served is None else len(_addresses(configuration, served))


def tell(engine: sa.Engine, configuration: Configuration, workbook: str, kind: str, channel: int) -> None:
    """Tell the people who look after a workbook at one of those places, counted from 0.

    Raises:
        AlertNotSentError: the channel did not take it; it may be sent again.

    """
    with engine.begin() as connection:
        served = find_workbook(connection, workbook)
        run = last_run(connection, workbook)
    addresses = () if served is None else _addresses(configuration, served)
    if served is None or channel >= len(addresses):
        return
    failure = served.feed_failure if kind.startswith("feed") else run and run.failure
    words = catalogue(configuration.language)
    sentence = (failure or {}).get(words.language, "")
    if not deliver(addresses[channel], _message(words, served, kind, sentence)):
        raise AlertNotSentError


def _addresses(configuration: Configuration, served: Served) -> Sequence[str]:
    return tuple(dict.fromkeys([*configuration.alerts, *served.alerts]))


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
