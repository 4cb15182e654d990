"""The Monday message as a scheduled run queues it: once a week for each channel, or not at all."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from abm_sheets.outputs.message import Channel, Message
from abm_sheets.service.jobs.messages import send_message, write_messages
from abm_sheets.service.jobs.queue import Refreshed, Sending
from abm_sheets.service.jobs.refreshes import Runtime, settle_run
from abm_sheets.service.store.runs import Trigger, add_run
from tests.outputs.tabs.small_view import small_view
from tests.service.bookkeeping import BOOK, DIGESTS, MONDAY, alter, jobs, serve
from tests.service.inbox import open_inbox
from tests.service.jobs.wanting import NOBODY, want

DAY, WEEK = timedelta(days=1), timedelta(days=7)


@pytest.fixture(autouse=True)
def served(engine: sa.Engine) -> None:
    """A workbook, of which nobody takes the jobs."""
    serve(engine)


def text(role: str | None = "sales", *, changed: bool = True) -> Message:
    return Message.model_validate(
        {
            "role": role,
            "title": "Le point",
            "body": f"Bonjour {role}",
            "label": "",
            "link": "",
            "changed": changed,
        }
    )


def settle(runtime: Runtime, name: str, trigger: Trigger, moment: datetime, *messages: Message) -> None:
    """End a run that succeeded with these messages."""
    with runtime.engine.begin() as connection:
        add_run(connection, id=name, workbook=BOOK, trigger=trigger, due=moment, queued=moment)
    settle_run(
        runtime,
        name,
        1,
        Refreshed(
            title="Suivi",
            locale="fr_FR",
            zone="Europe/Paris",
            rows=1,
            issues=0,
            digests=DIGESTS,
            messages=messages,
        ),
    )


def reported(engine: sa.Engine) -> list[str]:
    return [name for name in jobs(engine) if name.startswith("message-")]


def test_each_channel_gets_the_message_of_its_role(engine: sa.Engine, runtime: Runtime) -> None:
    sales, everybody, _ = want(
        engine, Channel("sales", NOBODY), Channel(None, NOBODY), Channel("marketing", NOBODY)
    )
    settle(runtime, "r", "schedule", MONDAY, text("sales"), text(None))

    assert reported(engine) == [f"message-{number}-2026-W40-1" for number in (sales, everybody)]


def test_one_a_week_however_often_it_is_refreshed(engine: sa.Engine, runtime: Runtime) -> None:
    (number,) = want(engine, Channel("sales", NOBODY))
    for day in range(7):
        settle(runtime, f"r{day}", "schedule", MONDAY + day * DAY, text())
    assert reported(engine) == [f"message-{number}-2026-W40-1"]
    settle(runtime, "suivante", "job", MONDAY + WEEK, text())

    assert reported(engine) == [f"message-{number}-2026-W{week}-1" for week in (40, 41)]


def test_the_week_is_that_of_the_workbook_s_own_clock(engine: sa.Engine, runtime: Runtime) -> None:
    (number,) = want(engine, Channel("sales", NOBODY))
    alter(engine, zone="America/Montreal")
    settle(runtime, "r", "schedule", datetime(2026, 9, 28, 2, tzinfo=UTC), text())

    assert reported(engine) == [f"message-{number}-2026-W39-1"]


@pytest.mark.parametrize(
    ("when_changed", "changed", "sent"),
    [(False, False, True), (True, True, True), (True, False, False)],
)
def test_nothing_when_nothing_changed_and_so_set(
    engine: sa.Engine, runtime: Runtime, *, when_changed: bool, changed: bool, sent: bool
) -> None:
    want(engine, Channel("sales", NOBODY))
    alter(engine, when_changed=when_changed)
    settle(runtime, "r", "schedule", MONDAY, text(changed=changed))

    assert bool(reported(engine)) == sent


def test_a_message_that_cannot_be_written_does_not_fail_the_run(
    caplog: pytest.LogCaptureFixture,
) -> None:
    broken = small_view(moves=None)
    with caplog.at_level(logging.ERROR):
        assert write_messages(broken, BOOK, ["sales"]) == []

    assert "messages not written" in caplog.text


def test_a_channel_no_longer_wanted_is_left_alone(engine: sa.Engine) -> None:
    with open_inbox() as inbox:
        (number,) = want(engine, Channel(None, inbox.address))
        want(engine)
        assert send_message(engine, Sending(name="m", place="p", channel=number, message=text()))

    assert inbox.received == []
