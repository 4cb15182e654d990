"""The commands `sources`: a workbook fed from a CRM on this machine, whose key is in the environment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from tests.commands import Done, plain, run, workbook
from tests.crm.hubspot import TOKEN, HubSpot
from tests.crm.server import running
from tests.intake.sources.conftest import furnish

KEY = "ABM_SHEETS_HUBSPOT_TOKEN"


@pytest.fixture(autouse=True)
def hubspot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HubSpot]:
    """An account with a deal of a target, and a workbook in the folder where people work."""
    monkeypatch.chdir(tmp_path)
    workbook(
        tmp_path / "suivi.xlsx",
        Comptes=[["Compte", "Domaines"], ["Alizé", "alize.fr"]],
        Opportunités=[["Identifiant", "Compte", "Montant", "Étape", "Créée le"]],
    )
    with running(HubSpot()) as account:
        furnish(account)
        account.make("deals", 501, dealname="Affaire", dealstage="contractsent", amount="12000")
        account.link("deals", "501", "companies", "101", 5)
        monkeypatch.setenv(KEY, TOKEN)
        monkeypatch.setenv("ABM_SHEETS_HUBSPOT_URL", account.url)
        yield account


def sources(*arguments: str) -> Done:
    return run("sources", *arguments)


def deals() -> list[object]:
    """The amounts of the deals in the tab of HubSpot's."""
    sheet = openpyxl.load_workbook("suivi-dashboard.xlsx")["HubSpot – transactions"]
    return [row[3].value for row in sheet.iter_rows(min_row=5)]


def test_a_source_is_added_listed_and_taken_away() -> None:
    added = sources("add", "suivi.xlsx", "hubspot", "--yes")
    listed = sources("list", "suivi.xlsx")
    removed = sources("remove", "suivi.xlsx", "hubspot", "--yes")

    assert [done.status for done in (added, listed, removed)] == [0, 0, 0]
    assert TOKEN not in added.output + added.errors
    assert "1 compte ciblé de plus." in plain(added.output)
    assert "HubSpot : 1 compte, 1 transaction et 0 interaction" in plain(listed.output)
    assert "Aucune source" in plain(sources("list", "suivi.xlsx").output)
    assert "HubSpot – comptes" not in openpyxl.load_workbook("suivi-dashboard.xlsx").sheetnames


def test_a_refresh_reads_the_source_first_where_its_key_is_there(
    hubspot: HubSpot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources("add", "suivi.xlsx", "hubspot", "--yes")
    hubspot.now = "2099-01-01T10:00:00Z"
    hubspot.change("deals", "501", amount="15000")

    monkeypatch.delenv(KEY)
    without = run("refresh", "suivi.xlsx"), deals()
    monkeypatch.setenv(KEY, TOKEN)
    read = run("refresh", "suivi.xlsx"), deals()

    assert (without[0].status, without[1], read[0].status, read[1]) == (0, [12_000], 0, [15_000])


def test_a_source_that_cannot_be_read_is_told_and_keeps_what_it_gave(monkeypatch: pytest.MonkeyPatch) -> None:
    sources("add", "suivi.xlsx", "hubspot", "--yes")
    monkeypatch.setenv(KEY, "pat-eu1-another")

    done = sources("sync", "suivi.xlsx")

    assert done.status == 1
    assert "HubSpot n'accepte pas la clé d'accès" in plain(done.errors)
    assert "pat-eu1-another" not in done.output + done.errors
    assert deals() == [12_000]


WRONG = {
    "a system that is none": (("add", "suivi.xlsx", "pigeon"), "hubspot"),
    "an option that is none": (("add", "suivi.xlsx", "hubspot", "--option", "pigeon=oui"), "meetings"),
    "a source that is not there": (("remove", "suivi.xlsx", "hubspot", "--yes"), "hubspot"),
    "nothing to read": (("sync", "suivi.xlsx"), "sources add"),
}


@pytest.mark.parametrize("what", WRONG)
def test_wrong_usage_is_told_in_one_sentence(what: str) -> None:
    arguments, told = WRONG[what]

    done = sources(*arguments)

    assert (done.status, done.output) == (2, "")
    assert told in done.errors
    assert len(done.errors.strip().splitlines()) == 1


def test_a_key_that_is_not_there_is_asked_for_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(KEY)

    done = sources("add", "suivi.xlsx", "hubspot", "--yes")

    assert done.status == 1
    assert KEY in done.errors
