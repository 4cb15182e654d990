"""The side panel of a service with several accounts: which of them a new sheet is shared with."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from abm_sheets.outputs.cards.addresses import Route
from abm_sheets.service.jobs.queue import queue_of
from abm_sheets.service.jobs.refreshes import Runtime
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, ROBOT, Person, key_file
from tests.service.app.calling import Panel, texts
from tests.service.app.conftest import BASE
from tests.service.bookkeeping import alter, look, serve
from tests.service.test_fleet import ANNE, BEN, EVERYBODY
from tests.upkeep.access.sheet import grants, make


@pytest.fixture(autouse=True)
def keys(google: LocalGoogle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The service has three accounts."""
    files = [str(key_file(google, tmp_path, email)) for email in EVERYBODY]
    monkeypatch.setenv("ABM_SHEETS_CREDENTIALS", ",".join(files))


@pytest.fixture
def sheet(google: LocalGoogle) -> str:
    """A sheet that its owner shares with nobody yet."""
    made = make(google)
    Person(google, OWNER).unshare(made)
    return made


@pytest.fixture
def owner(google: LocalGoogle, http: TestClient) -> Panel:
    return Panel(google, http, BASE, OWNER)


def set_up(owner: Panel, sheet: str, shown: str = "") -> None:
    owner.card(Route.SETUP, sheet, parameters={"file": sheet, "account": shown})


def robots(google: LocalGoogle, sheet: str) -> set[str]:
    return set(grants(google, sheet)) & set(EVERYBODY)


def test_a_new_sheet_is_shared_with_the_account_that_serves_the_fewest(
    google: LocalGoogle, owner: Panel, runtime: Runtime, sheet: str
) -> None:
    serve(runtime.engine, "un", account=ROBOT)
    serve(runtime.engine, "deux", account=BEN)
    offered = texts(owner.card(Route.FILE_GRANTED, sheet))
    set_up(owner, sheet)
    (job,) = runtime.queue.client.list_workflows(status="ENQUEUED")

    assert [email for email in EVERYBODY if email in offered] == [ANNE]
    assert robots(google, sheet) == {ANNE}
    assert look(runtime.engine, sheet).account == ANNE
    assert runtime.open_workbook(sheet).client.email == ANNE
    assert job.queue_name == queue_of(ANNE)


def test_the_sheet_is_shared_with_the_account_that_was_shown(
    google: LocalGoogle, owner: Panel, runtime: Runtime, sheet: str
) -> None:
    serve(runtime.engine, "entre-temps", account=BEN)
    set_up(owner, sheet, shown=BEN)

    assert robots(google, sheet) == {BEN}


def test_an_account_that_is_not_ours_is_given_nothing(google: LocalGoogle, owner: Panel, sheet: str) -> None:
    set_up(owner, sheet, shown="intrus@exemple.com")

    assert "intrus@exemple.com" not in grants(google, sheet)
    assert robots(google, sheet) == {ROBOT}


def test_a_sheet_that_is_shared_with_one_of_them_is_shared_with_no_other(
    google: LocalGoogle, owner: Panel, runtime: Runtime, sheet: str
) -> None:
    Person(google, OWNER).share(sheet, BEN)
    set_up(owner, sheet, shown=ANNE)

    assert robots(google, sheet) == {BEN}
    assert look(runtime.engine, sheet).account == BEN


def test_set_up_again_it_is_shared_anew_with_its_own_account(
    google: LocalGoogle, owner: Panel, runtime: Runtime, sheet: str
) -> None:
    set_up(owner, sheet)
    alter(runtime.engine, sheet, account=BEN)
    set_up(owner, sheet, shown=ANNE)

    assert BEN in robots(google, sheet)
    assert look(runtime.engine, sheet).account == BEN
