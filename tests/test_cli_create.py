"""`abm-sheets create`: for a person, in a shared drive, and refused to a service account elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands import plain, run
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, ROBOT, Person

LEA = "lea@exemple.fr"
ADDRESS = "https://docs.google.com/spreadsheets/d/"


@pytest.fixture
def user(google: LocalGoogle, tmp_path: Path) -> Path:
    """The file of a signed-in person."""
    path = tmp_path / "user.json"
    path.write_text(json.dumps(google.authorized_user(LEA)), encoding="utf-8")
    return path


@pytest.fixture
def drive(google: LocalGoogle) -> str:
    """A shared drive of which the robot is a content manager; its id."""
    owner = Person(google, OWNER)
    made: str = owner.done("POST", "/drive/v3/drives", {"name": "Équipe"}, requestId="1")["id"]
    owner.done(
        "POST",
        f"/drive/v3/files/{made}/permissions",
        {"type": "user", "role": "fileOrganizer", "emailAddress": ROBOT},
        supportsAllDrives="true",
    )
    return made


def made_id(output: str) -> str:
    assert output.count(ADDRESS) == 2
    return output.partition(ADDRESS)[2].partition("/")[0]


@pytest.mark.parametrize(
    ("options", "locale", "step"),
    [((), "fr_FR", "Prochaine étape : abm-sheets setup"), (("--language", "en"), "en_US", "Next step:")],
)
def test_a_person_makes_a_sheet(
    options: tuple[str, ...], locale: str, step: str, user: Path, google: LocalGoogle
) -> None:
    done = run("create", "Suivi ABM", "--credentials", user, *options)

    assert (done.status, done.errors) == (0, "")
    assert step in plain(done.output)
    path = f"/v4/spreadsheets/{made_id(done.output)}"
    assert Person(google, LEA).done("GET", path, fields="properties(title,locale,timeZone)") == {
        "properties": {"title": "Suivi ABM", "locale": locale, "timeZone": "Europe/Paris"}
    }


def test_a_service_account_makes_a_sheet_in_a_shared_drive(drive: str, google: LocalGoogle) -> None:
    done = run("create", "Suivi", "--folder", f"https://drive.google.com/drive/folders/{drive}?usp=sharing")

    assert (done.status, done.errors) == (0, "")
    found = Person(google, OWNER).done(
        "GET", f"/drive/v3/files/{made_id(done.output)}", fields="driveId", supportsAllDrives="true"
    )
    assert found == {"driveId": drive}


def test_a_service_account_owns_no_files(google: LocalGoogle) -> None:
    done = run("create", "Suivi")

    assert (done.status, done.output) == (1, "")
    assert done.errors.count("\n") == 1
    assert f"partagez-la avec {ROBOT}" in done.errors
    assert "abm-sheets setup" in done.errors
    assert [call["path"] for call in google.requests()] == ["/token", "/drive/v3/files"]


@pytest.mark.usefixtures("google")
def test_a_folder_that_is_not_there() -> None:
    done = run("create", "Suivi", "--folder", "absent", "--language", "en")

    assert (done.status, done.output) == (1, "")
    assert "No Drive folder has the id “absent”" in done.errors


def test_a_creation_that_is_not_confirmed_is_never_tried_again(user: Path, google: LocalGoogle) -> None:
    google.faults([{"match": "POST /drive/v3/files", "status": 503, "after_write": True}])

    done = run("create", "Suivi", "--credentials", user)

    assert (done.status, done.output) == (1, "")
    assert "regardez dans Drive" in done.errors
    assert len(google.control("GET", "files")) == 1


def test_what_is_made_is_said_even_if_its_country_cannot_be_set(user: Path, google: LocalGoogle) -> None:
    google.faults([{"match": "batchUpdate", "status": 403, "times": 9}])

    done = run("create", "Suivi", "--credentials", user)

    assert done.status == 1
    assert f"Feuille créée : {ADDRESS}" in plain(done.output)
    assert "Prochaine étape" not in done.output


def test_a_country_whose_answer_is_lost_is_set_again(user: Path, google: LocalGoogle) -> None:
    google.faults([{"match": "batchUpdate", "drop": True, "after_write": True, "times": 2}])

    assert run("create", "Suivi", "--credentials", user).status == 0


def test_a_country_that_is_never_confirmed_is_a_failure(user: Path, google: LocalGoogle) -> None:
    google.faults([{"match": "batchUpdate", "status": 500, "times": 3}])

    assert "n'a pas confirmé" in run("create", "Suivi", "--credentials", user).errors
