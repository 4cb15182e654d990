"""The way in, as Google answers it: without credentials, APIs, a share, or a Google Sheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from abm_sheets.upkeep.doctor import examine
from abm_sheets.upkeep.doctor.answers import Question, gather
from abm_sheets.workbook.google.session import Patience
from tests.commands import run
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, ROBOT, Person, load
from tests.upkeep.doctor.asking import doctor, levels, printed
from tests.workbook.google.calling import disabled

UNKNOWN = "1" + "A" * 43


@pytest.fixture
def owner(google: LocalGoogle) -> Person:
    return Person(google, OWNER)


@pytest.fixture
def sheet(google: LocalGoogle) -> str:
    """An empty spreadsheet shared with the robot."""
    return load(google, "Suivi", [("Feuille 1", [])])


def test_no_credentials_at_all(google: LocalGoogle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    google.clear_requests()
    monkeypatch.delenv("ABM_SHEETS_CREDENTIALS")
    monkeypatch.setenv("NO_GCE_CHECK", "true")
    monkeypatch.setenv("CLOUDSDK_CONFIG", str(tmp_path))
    monkeypatch.chdir(tmp_path)

    first, *others = printed(run("doctor", UNKNOWN, "--json"))["findings"]

    assert (first["check"], first["level"]) == ("credentials", "error")
    assert "credentials.json" in first["next"]
    assert {each["level"] for each in others} == {"skipped"}
    assert google.requests() == []


@pytest.mark.parametrize(
    ("api", "check", "level"), [("sheets", "sheets_api", "error"), ("drive", "drive_api", "warning")]
)
def test_an_api_that_is_not_enabled(
    api: str, check: str, level: str, sheet: str, google: LocalGoogle
) -> None:
    with disabled(google, api):
        findings = printed(run("doctor", sheet, "--json"))["findings"]

    [finding] = [each for each in findings if each["check"] == check]
    assert finding["level"] == level
    assert "https://console" in finding["next"]


def test_a_sheet_that_is_not_shared(owner: Person) -> None:
    private = owner.done("POST", "/v4/spreadsheets", {"properties": {"title": "Privée"}})["spreadsheetId"]

    answer = printed(run("doctor", private, "--json"))

    assert f"ajoutez {ROBOT} en tant qu'éditeur" in answer["next"]
    assert levels(private)["sharing"] == {"error"}
    assert levels(private)["tabs"] == {"skipped"}


def test_a_sheet_that_is_shared_for_reading_only(owner: Person) -> None:
    made = owner.done("POST", "/v4/spreadsheets", {"properties": {"title": "À lire"}})["spreadsheetId"]
    owner.share(made, ROBOT, "reader")

    found = doctor(made)

    assert found["sharing"] == [("error", f"{ROBOT} peut lire la feuille, mais pas la modifier.")]
    assert found["tabs"] == [("error", "Aucun onglet de saisie n'est reconnu dans cette feuille.")]
    assert found["drift"][0][0] == "warning"


def test_without_a_network_drive_is_asked_once_only(
    sheet: str, google: LocalGoogle, monkeypatch: pytest.MonkeyPatch
) -> None:
    google.clear_requests()
    # Nobody listens on the port of discarded packets.
    monkeypatch.setenv("ABM_SHEETS_GOOGLE_URL", "http://127.0.0.1:9")
    pauses: list[float] = []
    question = Question(sheet, None, "fr", "fr", Patience(attempts=3, sleep=pauses.append))

    found = examine(gather(question))

    assert [each.level.value for each in found[:3]] == ["ok", "error", "warning"]
    assert "vérifiez la connexion" in found[1].next
    assert {each.level.value for each in found[3:]} == {"skipped"}
    assert len(pauses) == 2 * 2


def test_a_google_that_fails_does_not_make_the_doctor_fail(google: LocalGoogle) -> None:
    sheet = load(google, "Suivi", [("Comptes", [])])
    google.faults([{"match": "values:batchGet", "status": 403, "message": "Interdit."}])

    found = doctor(sheet)

    assert found["tabs"] == [("error", "Les onglets n'ont pas pu être lus.")]
    assert found["region"] == [("skipped", "« Onglets de saisie » doit d'abord être réglé.")]
