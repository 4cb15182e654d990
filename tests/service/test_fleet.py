"""Several accounts: a workbook keeps to one that it is shared with, and finds another where that is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from google.oauth2.service_account import Credentials

from abm_sheets.errors.google import NotSharedError
from abm_sheets.service.desk import Desk, Wishes
from abm_sheets.service.jobs.queue import queue_of
from abm_sheets.service.jobs.refreshes import Runtime
from abm_sheets.service.store.workbooks import release_accounts
from abm_sheets.service.worker import Fleet
from abm_sheets.workbook.google.address import Use
from abm_sheets.workbook.google.credentials import share
from tests.commands import plain, run
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, ROBOT, Person, cell_data, key_file, load
from tests.service.bookkeeping import look, serve

ANNE, BEN = (f"{name}@exemple.iam.gserviceaccount.com" for name in ("anne", "ben"))
EVERYBODY = (ROBOT, ANNE, BEN)


def accounts(google: LocalGoogle, *emails: str) -> list[Credentials]:
    keys = [google.credentials(email) for email in emails]
    return [Credentials.from_service_account_info(key, scopes=Use.WRITE.scopes) for key in keys]


def sheet(google: LocalGoogle, *emails: str) -> str:
    """A spreadsheet that is shared with some accounts and with no other."""
    book = load(google, "Suivi", [("Feuille 1", [[cell_data("à moi")]])])
    Person(google, OWNER).unshare(book)
    for email in emails:
        Person(google, OWNER).share(book, email)
    return book


@pytest.fixture
def fleet(engine: sa.Engine, google: LocalGoogle) -> Fleet:
    return Fleet(engine, accounts(google, *EVERYBODY))


@pytest.fixture
def manned(runtime: Runtime, fleet: Fleet) -> Runtime:
    """What jobs work with, over several accounts."""
    return replace(runtime, open_workbook=fleet.open, reassign=fleet.reassign, shares=fleet.shares)


def test_a_sheet_is_served_by_the_account_that_it_is_shared_with(
    google: LocalGoogle, manned: Runtime
) -> None:
    book = sheet(google, BEN)
    Desk(manned).add(book, Wishes())

    assert look(manned.engine, book).account == BEN
    assert manned.open_workbook(book).client.email == BEN


def test_sheets_shared_with_all_are_spread_and_each_keeps_to_its_own(
    google: LocalGoogle, manned: Runtime
) -> None:
    books = [sheet(google, *EVERYBODY) for _ in range(6)]
    for book in books:
        Desk(manned).add(book, Wishes())
    chosen = [look(manned.engine, book).account for book in books]

    assert sorted(map(str, chosen)) == sorted(EVERYBODY * 2)
    assert [manned.open_workbook(book).client.email for book in books] == chosen


def test_a_sheet_shared_with_none_is_told_every_address(google: LocalGoogle, manned: Runtime) -> None:
    with pytest.raises(NotSharedError) as refusal:
        Desk(manned).add(sheet(google), Wishes())

    assert all(email in refusal.value.sentence("fr") for email in EVERYBODY)


def test_a_sheet_whose_account_lost_its_access_goes_on_with_another(
    google: LocalGoogle, manned: Runtime
) -> None:
    book = sheet(google, ANNE, BEN)
    lost = str(serve(manned.engine, book, account=ANNE).account)
    Person(google, OWNER).unshare(book, lost)
    read = manned.as_its_account(book, lambda opened: opened.read().name)

    assert read == "Suivi"
    assert look(manned.engine, book).account == BEN


def test_a_sheet_whose_account_lost_its_key_goes_on_with_another(
    google: LocalGoogle, manned: Runtime
) -> None:
    book = sheet(google, ANNE, BEN)
    serve(manned.engine, book, account=ANNE)
    google.faults([{"match": "/token", "status": 400}])

    assert manned.as_its_account(book, lambda opened: opened.read().name) == "Suivi"
    assert look(manned.engine, book).account == BEN


def test_a_job_waits_in_the_queue_of_its_workbook_s_account(runtime: Runtime) -> None:
    serve(runtime.engine, account=ANNE)
    with runtime.engine.begin() as connection:
        runtime.queue.refresh(connection, f"r-{runtime.engine.dialect.name}", look(runtime.engine).id, 1)
    (job,) = runtime.queue.client.list_workflows(status="ENQUEUED")

    assert job.queue_name == queue_of(ANNE)


def test_a_workbook_whose_account_is_gone_chooses_anew(runtime: Runtime) -> None:
    serve(runtime.engine, account=ANNE)
    serve(runtime.engine, "autre", account=BEN)
    with runtime.engine.begin() as connection:
        release_accounts(connection, [BEN, ROBOT])

    assert (look(runtime.engine).account, look(runtime.engine, "autre").account) == (None, BEN)


def test_accounts_of_one_project_share_its_quota(google: LocalGoogle) -> None:
    five, ten = ([f"r{number}@un.iam.gserviceaccount.com" for number in range(many)] for many in (5, 10))
    other = "seul@autre.iam.gserviceaccount.com"

    assert share(accounts(google, *five, other)) == [60] * 6
    assert share(accounts(google, *ten, other)) == [30] * 10 + [60]


@pytest.mark.parametrize("separator", ["folder", ",", ":"])
def test_a_command_takes_the_account_that_the_sheet_is_shared_with(
    google: LocalGoogle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, separator: str
) -> None:
    files = [str(key_file(google, tmp_path, email)) for email in EVERYBODY]
    named = str(tmp_path) if separator == "folder" else separator.join(files)
    monkeypatch.setenv("ABM_SHEETS_CREDENTIALS", named)

    assert run("setup", sheet(google, ANNE)).status == 0
    done = run("refresh", sheet(google))
    assert done.status == 1
    assert all(email in plain(done.errors) for email in EVERYBODY)


@pytest.fixture
def named(google: LocalGoogle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands have three accounts, and a database that serves nothing."""
    files = [str(key_file(google, tmp_path, email)) for email in EVERYBODY]
    monkeypatch.setenv("ABM_SHEETS_CREDENTIALS", ",".join(files))
    monkeypatch.setenv("ABM_SHEETS_DATABASE_URL", f"sqlite:///{tmp_path}/service.sqlite")
    monkeypatch.setenv("COLUMNS", "200")


@pytest.mark.usefixtures("named")
def test_the_list_says_which_account_each_sheet_keeps_to_and_which_to_take_next(google: LocalGoogle) -> None:
    for email in (ROBOT, BEN):
        assert run("workbooks", "add", sheet(google, email)).status == 0
    printed, *table = run("workbooks", "list").output.splitlines()

    assert plain(printed).endswith(f" : {ANNE}, {ROBOT}, {BEN}.")
    assert {line.split()[-1] for line in table if "Suivi" in line} == {"abm-sheets@exemple", "ben@exemple"}


@pytest.mark.usefixtures("named")
def test_doctor_says_that_a_sheet_is_shared_with_none_of_several(google: LocalGoogle) -> None:
    printed = " ".join(plain(run("doctor", sheet(google)).output).split())

    assert "Identifiants Clé du compte de service" in printed
    assert f"La feuille n'est partagée avec aucun de vos comptes : {', '.join(EVERYBODY)}." in printed
    assert "À faire maintenant : Dans Google Sheets, bouton Partager, ajoutez l'un de ces comptes" in printed
