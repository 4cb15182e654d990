"""The commands `access plan` and `access apply`, run on the local Google."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from tests.commands import Done, plain, run
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, ROBOT
from tests.upkeep.access.sheet import PEOPLE, TEAM, grants, make, owner, protections

MARIE, SIMON, DIANE, ADELE = PEOPLE.values()
STRANGER = "inconnue@ailleurs.fr"
NOTICE = {
    "fr": "La protection évite les erreurs ; elle ne cache rien : "
    "qui peut lire le fichier peut lire tous ses onglets.",
    "en": "Protection prevents mistakes; it does not hide: who may read the file may read every tab.",
}


@pytest.fixture
def spreadsheet(google: LocalGoogle) -> str:
    """A spreadsheet with a team, a stranger, and no role applied yet."""
    made = make(google)
    owner(google).share(made, STRANGER, "reader")
    return made


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def answer(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Somebody sits at a terminal, and types this when asked."""
    monkeypatch.setattr(sys, "stdin", _Terminal(text))


def last_line(done: Done) -> str:
    return plain(done.output.strip().splitlines()[-1])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_plan_is_shown_and_changes_nothing(google: LocalGoogle, spreadsheet: str, language: str) -> None:
    before = grants(google, spreadsheet)
    done = run("access", "plan", spreadsheet, "--language", language)

    assert (done.status, done.errors) == (0, "")
    assert all(email in done.output for email in (*PEOPLE.values(), STRANGER))
    assert last_line(done) == NOTICE[language]
    assert "{" not in done.output
    assert (grants(google, spreadsheet), protections(google, spreadsheet)) == (before, [])


def test_the_plan_asks_google_for_reading_only(google: LocalGoogle, spreadsheet: str) -> None:
    google.clear_requests()
    run("access", "plan", spreadsheet)

    assert {each["method"] for each in google.requests() if "batchUpdate" in each["path"]} == set()
    assert len([each for each in google.requests() if each["path"] != "/token"]) == 3


def test_apply_with_yes_does_it_and_says_so(google: LocalGoogle, spreadsheet: str) -> None:
    done = run("access", "apply", spreadsheet, "--yes")

    assert (done.status, done.errors) == (0, "")
    assert f"Fait : ajouter, {MARIE}, éditeur." in plain(done.output)
    assert last_line(done) == "28 changements ont été faits."
    assert grants(google, spreadsheet)[DIANE] == "reader"
    assert grants(google, spreadsheet)[STRANGER] == "reader"


def test_applying_twice_does_nothing_the_second_time(google: LocalGoogle, spreadsheet: str) -> None:
    run("access", "apply", spreadsheet, "--yes")
    google.clear_requests()
    done = run("access", "apply", spreadsheet)

    assert (done.status, done.errors) == (0, "")
    assert "Rien à changer" in done.output
    assert [each for each in google.requests() if each["method"] in {"PATCH", "DELETE"}] == []
    assert run("access", "apply", spreadsheet, "--prune", "--yes").status == 0
    assert "Rien à faire" in run("access", "apply", spreadsheet, "--prune", "--yes").output


@pytest.mark.parametrize("said", ["oui\n", "O\n", "yes\n"])
def test_a_yes_at_the_terminal_applies(
    google: LocalGoogle, spreadsheet: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, said)
    done = run("access", "apply", spreadsheet)

    assert done.status == 0
    assert "(oui/non)" in done.errors
    assert MARIE in grants(google, spreadsheet)


@pytest.mark.parametrize("said", ["non\n", "\n", "peut-être\n"])
def test_anything_else_changes_nothing(
    google: LocalGoogle, spreadsheet: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, said)
    done = run("access", "apply", spreadsheet)

    assert (done.status, last_line(done)) == (1, "Rien n'a été changé.")
    assert MARIE not in grants(google, spreadsheet)


def test_without_a_terminal_and_without_yes_nothing_is_done(
    google: LocalGoogle, spreadsheet: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("oui\n"))
    done = run("access", "apply", spreadsheet)

    assert done.status == 1
    assert "--yes" in done.errors
    assert done.errors.count("\n") == 1
    assert MARIE not in grants(google, spreadsheet)


def test_an_owner_who_signs_in_applies_roles_too(
    google: LocalGoogle, spreadsheet: str, tmp_path: Path
) -> None:
    signed_in = tmp_path / "user.json"
    signed_in.write_text(json.dumps(google.authorized_user(OWNER)), encoding="utf-8")
    done = run("access", "apply", spreadsheet, "--prune", "--yes", "--credentials", signed_in)

    assert (done.status, done.errors) == (0, "")
    assert set(grants(google, spreadsheet)) == {OWNER, *PEOPLE.values()}
    again = run("access", "apply", spreadsheet, "--prune", "--credentials", signed_in)
    assert (again.status, "Rien à faire" in again.output) == (0, True)


def test_a_partial_failure_says_what_was_done_and_what_was_not(google: LocalGoogle, spreadsheet: str) -> None:
    google.faults([{"match": "POST .*permissions", "status": 403, "reason": "domainPolicy", "skip": 1}])
    done = run("access", "apply", spreadsheet, "--yes")

    assert done.status == 1
    assert SIMON in done.errors
    assert done.errors.count("\n") == 1
    assert f"Fait : ajouter, {MARIE}, éditeur." in plain(done.output)
    assert last_line(done) == "27 changements ont été faits."


def test_an_account_that_may_not_share_gives_one_sentence(google: LocalGoogle, spreadsheet: str) -> None:
    owner(google).done("PATCH", f"/drive/v3/files/{spreadsheet}", {"writersCanShare": False})
    done = run("access", "apply", spreadsheet, "--yes")

    assert done.status == 1
    assert ROBOT in done.errors
    assert done.errors.count("\n") == 1
    assert last_line(done) == "Aucun changement n'a été fait."


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_team_without_admin_is_warned(google: LocalGoogle, language: str) -> None:
    made = make(google, TEAM.replace("| admin", "| marketing"))
    done = run("access", "plan", made, "--language", language)

    assert "admin" in done.output
    assert ("seul le propriétaire" if language == "fr" else "only the sheet's owner") in done.output


def test_rows_of_the_team_that_cannot_be_read_are_shown(
    google: LocalGoogle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    made = make(google, f"{TEAM}\n    lea@exemple.fr | Léa | dirction")
    owner(google).share(made, "lea@exemple.fr")
    done = run("access", "plan", made, "--prune")

    assert "dirction" in done.output
    assert "n'a pas pu être lue" in plain(done.output)


@pytest.mark.parametrize("team", ["email | name | role", None])
@pytest.mark.parametrize("command", [["plan"], ["apply", "--yes", "--prune"]])
def test_without_a_team_nobody_s_access_is_decided(
    google: LocalGoogle, team: str | None, command: list[str]
) -> None:
    made = make(google, team)
    owner(google).share(made, STRANGER)
    done = run("access", *command, made)

    assert (done.status, done.output) == (1, "")
    assert "Équipe" in done.errors
    assert STRANGER in grants(google, made)


def test_what_is_not_a_google_sheet_is_wrong_usage(google: LocalGoogle) -> None:
    assert google.url
    assert run("access", "plan", "suivi.xlsx").status == 2
    assert run("access", "apply", "https://exemple.fr/tableau").status == 2


def test_a_spreadsheet_that_is_not_shared_names_the_account_to_add(google: LocalGoogle) -> None:
    made = make(google)
    owner(google).unshare(made)
    done = run("access", "plan", made)

    assert (done.status, done.output) == (1, "")
    assert ROBOT in done.errors
