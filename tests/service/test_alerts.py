"""Alerts: what happened and what to do, where people want to read it, and nothing else anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest
import sqlalchemy as sa

from abm_sheets.errors.google import NotSharedError
from abm_sheets.service.configuration import Configuration
from abm_sheets.service.jobs.messages import Kind, queue_alert, send_message
from abm_sheets.service.jobs.queue import Sending, failure_of
from abm_sheets.service.jobs.refreshes import Runtime
from abm_sheets.service.store.runs import add_run, change_run
from tests.commands import plain
from tests.service.bookkeeping import BOOK, MONDAY, alter, serve
from tests.service.inbox import Inbox, open_inbox

UNSHARED = dict(failure_of(NotSharedError(email="robot@exemple.fr")).sentence)
NOBODY = "json://127.0.0.1:1/secret-du-canal"
"""A channel that does not answer."""

CONFIGURATION = Configuration(database="")


def queued(runtime: Runtime, kind: Kind, workbook: str = BOOK) -> list[Sending]:
    """What is to be sent once an alert is due."""
    with runtime.engine.begin() as connection:
        queue_alert(connection, runtime, f"alerte-{uuid4()}", workbook, kind)
    waiting = runtime.queue.client.list_workflows(status="ENQUEUED", sort_desc=False)
    return [Sending.model_validate(job.input["args"][0]) for job in waiting if job.input]


def sent(runtime: Runtime, kind: Kind, workbook: str = BOOK) -> list[bool]:
    """Tell people; for each place, whether it took it."""
    return [send_message(runtime.engine, sending) for sending in queued(runtime, kind, workbook)]


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    with open_inbox() as found:
        yield found


@pytest.fixture
def engine(engine: sa.Engine, inbox: Inbox) -> sa.Engine:
    """A workbook that fails, whose alerts go to the inbox."""
    refreshed = datetime(2026, 9, 21, 7, 0, 12, tzinfo=UTC)
    serve(engine, alerts=inbox.address, refreshed=refreshed, feed_failure=UNSHARED)
    with engine.begin() as connection:
        add_run(connection, id="r", workbook=BOOK, trigger="schedule", queued=MONDAY)
        change_run(connection, "r", state="failed", ended=MONDAY, failure=UNSHARED)
    return engine


@pytest.mark.parametrize(
    ("kind", "language", "title", "reported"),
    [
        ("refresh_failed", "fr", "« Suivi » n'est plus actualisée", "pas changé depuis : 21 septembre 2026"),
        ("refresh_failed", "en", "“Suivi” is refreshed no more", "not changed since"),
        ("refresh_again", "fr", "« Suivi » est de nouveau actualisée", "Le tableau de bord est à jour"),
        ("feed_failed", "fr", "« Suivi » ne reçoit plus ce que vos outils envoient", "Rien n'est perdu"),
        ("feed_again", "en", "“Suivi” receives what your tools send again", "were written in order"),
    ],
)
def test_an_alert_says_what_happened_and_where(
    runtime: Runtime, inbox: Inbox, kind: Kind, language: str, title: str, reported: str
) -> None:
    sent(replace(runtime, configuration=replace(CONFIGURATION, language=language)), kind)
    (alert,) = inbox.received

    assert plain(alert["title"]) == title
    assert reported in plain(alert["message"])
    assert alert["message"].endswith(f"https://docs.google.com/spreadsheets/d/{BOOK}/edit")
    assert (plain(UNSHARED[language]) in plain(alert["message"])) == kind.endswith("failed")
    assert "{" not in alert["message"]


@pytest.mark.parametrize(("zone", "hour"), [("Europe/Paris", "09:00"), ("America/New_York", "03:00")])
def test_the_moment_is_told_on_the_workbook_s_own_clock(
    runtime: Runtime, inbox: Inbox, zone: str, hour: str
) -> None:
    alter(runtime.engine, zone=zone)
    sent(runtime, "refresh_failed")

    assert hour in plain(inbox.received[0]["message"])


def test_each_place_is_told_once_the_service_s_own_first_and_each_by_itself(
    runtime: Runtime, inbox: Inbox
) -> None:
    with open_inbox() as everybody:
        configuration = replace(CONFIGURATION, alerts=(everybody.address, inbox.address))
        sendings = queued(replace(runtime, configuration=configuration), "refresh_failed")
        assert [sending.name[-2:] for sending in sendings] == ["-1", "-2"]
        assert len({sending.place for sending in sendings}) == 2
        assert all(send_message(runtime.engine, sending) for sending in sendings)

        assert [len(everybody.received), len(inbox.received)] == [1, 1]


def test_what_waits_to_be_sent_holds_no_address_in_clear(runtime: Runtime) -> None:
    (sending,) = queued(runtime, "refresh_failed")

    assert sending.address.startswith("sealed:")
    assert "secret-du-canal" not in repr(sending)


def test_where_nobody_wants_to_be_told_nobody_is(runtime: Runtime, inbox: Inbox) -> None:
    alter(runtime.engine, alerts="")
    everybody = replace(runtime, configuration=replace(CONFIGURATION, alerts=(NOBODY,)))

    assert queued(runtime, "refresh_failed") == []
    assert queued(everybody, "refresh_failed", "inconnu") == []
    assert inbox.received == []
