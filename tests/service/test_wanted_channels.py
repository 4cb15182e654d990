"""The channels that an administrator wants: chosen, replaced, cleared, and never shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from abm_sheets.outputs.message import Channel
from abm_sheets.service.database import open_database
from abm_sheets.service.desk import Desk, Wishes
from abm_sheets.service.jobs.refreshes import Runtime
from abm_sheets.service.store.workbooks import list_channels
from tests.commands import plain, run
from tests.google.launch import LocalGoogle
from tests.loading import cell_data, load, open_robot
from tests.service.bookkeeping import look
from tests.service.inbox import load_channels

SALES, ALL = Channel("sales", "json://exemple.fr/a"), Channel(None, "json://exemple.fr/b?x=1,2")


@pytest.fixture
def book(google: LocalGoogle) -> str:
    load_channels()
    return load(google, "Suivi", [("Feuille 1", [[cell_data("à moi")]])], "fr_FR", "Europe/Paris")


@pytest.fixture
def desk(runtime: Runtime, google: LocalGoogle) -> Desk:
    return Desk(replace(runtime, open_workbook=lambda workbook: open_robot(google, workbook)))


def test_they_are_kept_until_others_are_wanted(desk: Desk, book: str) -> None:
    first = desk.add(book, Wishes(channels=[SALES, ALL], when_changed=True))
    assert (desk.channels(book), first.when_changed) == ([SALES, ALL], True)
    again = desk.add(book, Wishes(schedule="0 7 * * 1"))
    assert (desk.channels(book), again.when_changed) == ([SALES, ALL], True)
    desk.add(book, Wishes(channels=[ALL], when_changed=False))
    assert (desk.channels(book), look(desk._runtime.engine, book).when_changed) == ([ALL], False)
    desk.add(book, Wishes(channels=[]))
    assert desk.channels(book) == []


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[sa.Engine]:
    """The service's database, in a file that the commands are pointed at."""
    url = f"sqlite:///{tmp_path}/service.sqlite"
    monkeypatch.setenv("ABM_SHEETS_DATABASE_URL", url)
    engine = open_database(url)
    yield engine
    engine.dispose()


def add(book: str, *arguments: str) -> Sequence[str]:
    """What `workbooks add` prints after its first line."""
    done = run("workbooks", "add", book, *arguments)
    assert (done.status, done.errors) == (0, "")
    assert "exemple.fr" not in done.output
    return [plain(line) for line in done.output.splitlines()[1:]]


def test_the_command_takes_roles_in_either_language(kept: sa.Engine, book: str) -> None:
    channels = [f"commercial={SALES.address}", f"ALL={ALL.address}"]
    options = [part for channel in channels for part in ("--channel", channel)]

    assert add(book, *options, "--when-changed") == ["Message du lundi : 2 canaux."]
    with kept.begin() as connection:
        assert list(list_channels(connection, book).values()) == [SALES, ALL]
    assert look(kept, book).when_changed
    assert add(book, "--every-week") == ["Message du lundi : 2 canaux."]
    assert not look(kept, book).when_changed
    assert add(book, "--channel", "none") == []


@pytest.mark.parametrize(
    "channel", ["json://exemple.fr", "stagiaire=json://secret", "sales=", "sales=pigeon://secret"]
)
def test_a_channel_that_is_none_is_told_by_its_number(kept: sa.Engine, book: str, channel: str) -> None:
    del kept
    done = run("workbooks", "add", book, "--channel", f"tous={ALL.address}", "--channel", channel)

    assert (done.status, done.output) == (2, "")
    assert plain(done.errors).startswith("Le canal n° 2 n'est pas utilisable")
    assert "secret" not in done.errors
