"""Alerts: what happened and what to do, where people want to be told, and nothing else anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from abm_sheets.errors.google import NotSharedError
from abm_sheets.errors.service import AlertNotSentError, InvalidAlertError
from abm_sheets.service.alerts import check_alerts, count_channels, tell
from abm_sheets.service.configuration import Configuration
from abm_sheets.service.jobs.outcome import failure_of
from abm_sheets.service.store.runs import add_run, change_run
from tests.commands import plain
from tests.service.bookkeeping import BOOK, MONDAY, alter, serve
from tests.service.inbox import Inbox, open_inbox

UNSHARED = dict(failure_of(NotSharedError(email="robot@exemple.fr")).sentence)
NOBODY = "json://127.0.0.1:1/secret-du-canal"
"""A channel that does not answer."""

CONFIGURATION = Configuration(database="")


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
    ("kind", "language", "title", "told"),
    [
        ("refresh_failed", "fr", "« Suivi » n'est plus actualisée", "pas changé depuis : 21 septembre 2026"),
        ("refresh_failed", "en", "“Suivi” is refreshed no more", "not changed since"),
        ("refresh_again", "fr", "« Suivi » est de nouveau actualisée", "Le tableau de bord est à jour"),
        ("feed_failed", "fr", "« Suivi » ne reçoit plus ce que vos outils envoient", "Rien n'est perdu"),
        ("feed_again", "en", "“Suivi” receives what your tools send again", "were written in order"),
    ],
)
def test_an_alert_says_what_happened_and_where(
    engine: sa.Engine, inbox: Inbox, kind: str, language: str, title: str, told: str
) -> None:
    tell(engine, replace(CONFIGURATION, language=language), BOOK, kind, 0)
    (alert,) = inbox.received

    assert plain(alert["title"]) == title
    assert told in plain(alert["message"])
    assert alert["message"].endswith(f"https://docs.google.com/spreadsheets/d/{BOOK}/edit")
    assert (plain(UNSHARED[language]) in plain(alert["message"])) == kind.endswith("failed")
    assert "{" not in alert["message"]


def test_the_moment_is_told_on_the_workbook_s_own_clock(engine: sa.Engine, inbox: Inbox) -> None:
    tell(engine, CONFIGURATION, BOOK, "refresh_failed", 0)
    alter(engine, zone="America/New_York")
    tell(engine, CONFIGURATION, BOOK, "refresh_failed", 0)
    paris, new_york = (plain(alert["message"]) for alert in inbox.received)

    assert "09:00" in paris
    assert "03:00" in new_york


def test_each_channel_is_told_once_the_service_s_own_first(engine: sa.Engine, inbox: Inbox) -> None:
    with open_inbox() as everybody:
        configuration = replace(CONFIGURATION, alerts=(everybody.address, inbox.address))
        assert count_channels(engine, configuration, BOOK) == 2
        for channel in range(4):
            tell(engine, configuration, BOOK, "refresh_failed", channel)

        assert [len(everybody.received), len(inbox.received)] == [1, 1]


@pytest.mark.parametrize("status", [403, 500])
def test_an_alert_that_was_not_taken_may_be_sent_again(engine: sa.Engine, inbox: Inbox, status: int) -> None:
    inbox.status = status
    with pytest.raises(AlertNotSentError):
        tell(engine, CONFIGURATION, BOOK, "refresh_failed", 0)
    alter(engine, alerts=NOBODY)
    with pytest.raises(AlertNotSentError) as failure:
        tell(engine, CONFIGURATION, BOOK, "refresh_failed", 0)

    assert "secret" not in failure.value.sentence("fr")


def test_where_nobody_wants_to_be_told_nobody_is(engine: sa.Engine, inbox: Inbox) -> None:
    alter(engine, alerts="")
    assert count_channels(engine, CONFIGURATION, BOOK) == 0
    assert count_channels(engine, replace(CONFIGURATION, alerts=(NOBODY,)), "inconnu") == 0
    tell(engine, CONFIGURATION, BOOK, "refresh_failed", 0)
    tell(engine, replace(CONFIGURATION, alerts=(NOBODY,)), "inconnu", "refresh_failed", 0)

    assert inbox.received == []


def test_addresses_that_apprise_knows_are_kept(inbox: Inbox) -> None:
    known = (
        inbox.address,
        "mailto://lea:motdepasse@exemple.fr",
        "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ",
    )

    assert check_alerts(known) == known
    assert check_alerts([]) == ()


@pytest.mark.parametrize(
    "address", ["", "lea@exemple.fr", "pigeon://motdepasse", "https//exemple.fr", "slack://"]
)
def test_an_address_of_no_kind_is_told_by_its_number_only(inbox: Inbox, address: str) -> None:
    with pytest.raises(InvalidAlertError) as refusal:
        check_alerts([inbox.address, address])

    assert "2" in refusal.value.sentence("fr")
    assert "motdepasse" not in refusal.value.sentence("fr")
