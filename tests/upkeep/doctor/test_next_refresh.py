"""Doctor tries what a refresh would write: it names what is in the way, and its advice does away with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.commands import plain, run
from tests.google.launch import LocalGoogle
from tests.history.hands import TITLE
from tests.loading import OWNER, ROBOT, Person, load_snapshot
from tests.requested import guarded
from tests.upkeep.doctor.asking import doctor, levels, printed
from tests.workbook.google.deeds import DESTROYING, HARMLESS, There, look
from tests.workbook.test_contract import OUTPUTS, busy, titled

Json = dict[str, Any]

DASHBOARD = "Tableau de bord"


@pytest.fixture
def refreshed(google: LocalGoogle) -> str:
    """A spreadsheet with the dashboard of an earlier day."""
    return google.once("what doctor tries", lambda: refreshed_earlier(google))


def refreshed_earlier(google: LocalGoogle) -> str:
    spreadsheet = load_snapshot(google, busy())
    assert run("refresh", spreadsheet, "--as-of", "2026-09-27").status == 0
    return spreadsheet


def protect(google: LocalGoogle, spreadsheet: str, title: str, **given: Any) -> int:
    """Protect a tab or some of its cells for the owner alone; the protection's id."""
    request = guarded(_tab(google, spreadsheet, title).id, **given)
    added = Person(google, OWNER).batch(spreadsheet, request)
    found: int = added["replies"][0]["addProtectedRange"]["protectedRange"]["protectedRangeId"]
    return found


def _tab(google: LocalGoogle, spreadsheet: str, title: str) -> There:
    return next(tab for tab in look(google, spreadsheet) if tab.title == title)


def test_a_sheet_in_order_can_be_refreshed(refreshed: str) -> None:
    assert doctor(refreshed)["refresh"] == [("ok", "Un calcul s'écrirait sans obstacle.")]


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({}, "l'onglet entier"),
        ({"description": "Ne pas toucher"}, "Ne pas toucher"),
        (
            {"startRowIndex": 0, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 2},
            "A1:B3",
        ),
        ({"startRowIndex": 1, "endRowIndex": 2}, "A2:2"),
    ],
)
def test_a_protection_against_the_program_is_named(
    given: Json, named: str, refreshed: str, google: LocalGoogle
) -> None:
    protect(google, refreshed, DASHBOARD, **given)

    [(level, found)] = doctor(refreshed)["refresh"]

    assert level == "error"
    assert found.startswith(f"L'onglet « {DASHBOARD} » est protégé contre {ROBOT} (protection : {named})")


def test_the_cure_of_a_protection_works(refreshed: str, google: LocalGoogle) -> None:
    protection = protect(google, refreshed, DASHBOARD)
    assert "retirez cette protection" in plain(run("doctor", refreshed).output)
    assert run("refresh", refreshed).status == 1

    Person(google, OWNER).batch(refreshed, {"deleteProtectedRange": {"protectedRangeId": protection}})
    assert levels(refreshed)["refresh"] == {"ok"}
    assert run("refresh", refreshed).status == 0


def test_the_program_may_also_be_added_to_the_editors(refreshed: str, google: LocalGoogle) -> None:
    protection = protect(google, refreshed, DASHBOARD)
    editors = {"users": [OWNER, ROBOT], "domainUsersCanEdit": False}
    entry = {"protectedRangeId": protection, "editors": editors}

    change = {"updateProtectedRange": {"protectedRange": entry, "fields": "editors"}}
    Person(google, OWNER).batch(refreshed, change)

    assert levels(refreshed)["refresh"] == {"ok"}
    assert run("refresh", refreshed).status == 0


def test_a_protection_of_what_the_program_never_writes_is_in_nobodys_way(
    refreshed: str, google: LocalGoogle
) -> None:
    protect(google, refreshed, "Comptes")

    assert levels(refreshed)["refresh"] == {"ok"}
    assert run("refresh", refreshed).status == 0


@pytest.mark.parametrize("what", ["freeze", "make a table with ticks", "merge", "hide rows and columns"])
def test_doctor_says_no_more_than_a_refresh_would_meet(
    what: str, refreshed: str, google: LocalGoogle
) -> None:
    deed = {**HARMLESS, **DESTROYING}[what]
    Person(google, OWNER).batch(refreshed, *deed(_tab(google, refreshed, DASHBOARD)))

    assert levels(refreshed)["refresh"] == {"ok"}
    assert run("refresh", refreshed).status == 0


def test_a_sheet_of_which_nothing_can_be_computed_says_why(google: LocalGoogle) -> None:
    spreadsheet = load_snapshot(google, busy())
    accounts = _tab(google, spreadsheet, "Comptes")
    Person(google, OWNER).batch(spreadsheet, {"deleteSheet": {"sheetId": accounts.id}})

    assert levels(spreadsheet)["refresh"] == {"error"}
    assert "Aucun indicateur ne peut être calculé" in plain(
        run("doctor", spreadsheet, "--language", "fr").output
    )
    assert titled(OUTPUTS)[0] not in {tab.title for tab in look(google, spreadsheet)}


def test_what_a_refresh_would_say_of_a_whole_tab_is_told_until_it_is_put_right(
    refreshed: str, google: LocalGoogle
) -> None:
    person = Person(google, OWNER)
    person.batch(refreshed, {"addSheet": {"properties": {"title": "Leads", "sheetId": 77}}})
    assert levels(refreshed)["refresh"] == {"ok", "warning"}

    person.batch(refreshed, {"deleteSheet": {"sheetId": 77}})

    assert levels(refreshed)["refresh"] == {"ok"}


def test_a_history_that_was_cleared_is_told_with_what_mends_it(refreshed: str, google: LocalGoogle) -> None:
    assert run("refresh", refreshed).status == 0
    cleared = {"updateCells": {"range": _tab(google, refreshed, TITLE).area(), "fields": "userEnteredValue"}}
    Person(google, OWNER).batch(refreshed, cleared)

    answer = printed(run("doctor", refreshed, "--json"))

    [reported] = [each for each in answer["findings"] if each["check"] == "refresh" and each["next"]]
    assert "ne sont plus dans l'historique" in reported["found"]
    assert reported["next"] == f"Lancez abm-sheets refresh {refreshed}."
    assert run("refresh", refreshed).status == 0
    assert levels(refreshed)["refresh"] == {"ok"}


def test_a_key_that_others_may_read_is_told_until_it_is_shut(refreshed: str, tmp_path: Path) -> None:
    key = tmp_path / "key.json"
    key.chmod(0o640)
    reported = [said for level, said in doctor(refreshed)["credentials"] if level == "warning"]
    assert reported == [
        f"D'autres utilisateurs de cet ordinateur peuvent lire la clé {key}, qui ouvre vos feuilles."
    ]
    assert f"chmod 600 {key}" in run("doctor", refreshed).output

    key.chmod(0o600)

    assert levels(refreshed)["credentials"] == {"ok"}
