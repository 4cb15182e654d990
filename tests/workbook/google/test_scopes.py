"""Each command asks Google for the rights of its use and no others, as the server of tokens sees it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import requests
from google.oauth2 import _client

from abm_sheets.workbook.google.address import Use, only_read
from tests.commands import run
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, Person, load
from tests.requested import tab_renamed

Granted = list[set[str]]


@pytest.fixture
def granted(google: LocalGoogle) -> Iterator[Granted]:
    """The scopes of every token that the server gave out, as it describes them."""
    found: Granted = []
    ask: Callable[..., Any] = _client.jwt_grant

    def note(*arguments: Any, **more: Any) -> Any:
        answer = ask(*arguments, **more)
        reported = requests.get(f"{google.url}/tokeninfo", params={"access_token": answer[0]}, timeout=10)
        found.append(set(reported.json()["scope"].split()))
        return answer

    with patch.object(_client, "jwt_grant", note):
        yield found


@pytest.fixture
def sheet(google: LocalGoogle) -> str:
    """A spreadsheet with a team of one."""
    return google.once("a team of one", lambda: set_up_at_first(google))


def set_up_at_first(google: LocalGoogle) -> str:
    made = load(google, "Suivi", [("Feuille 1", [])])
    assert run("setup", made).status == 0
    rows = {"values": [["lea@exemple.fr", "Léa", "admin"]]}
    path = f"/v4/spreadsheets/{made}/values/Équipe!A2:C2"
    Person(google, OWNER).done("PUT", path, rows, valueInputOption="RAW")
    accounts = f"/v4/spreadsheets/{made}/values/Comptes!A2"
    Person(google, OWNER).done("PUT", accounts, {"values": [["Alizé"]]}, valueInputOption="RAW")
    return made


@pytest.mark.parametrize(
    ("command", "use"),
    [
        (("doctor",), Use.READ),
        (("check",), Use.READ),
        (("workshop",), Use.READ),
        (("access", "plan"), Use.READ),
        (("refresh",), Use.WRITE),
        (("setup",), Use.WRITE),
        (("access", "apply", "--yes"), Use.SHARE),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_command_asks_for_the_scopes_of_its_use(
    command: tuple[str, ...], use: Use, sheet: str, granted: Granted
) -> None:
    granted.clear()

    done = run(*command, sheet)

    assert (done.status, done.errors) == (0, "")
    assert granted == [set(use.scopes)]


@pytest.mark.parametrize(("options", "use"), [((), Use.CREATE), (("--folder", "x"), Use.SHARE)])
def test_a_folder_of_somebody_elses_takes_more_to_be_reached(
    options: tuple[str, ...], use: Use, granted: Granted
) -> None:
    run("create", "Suivi", *options)

    assert granted == [set(use.scopes)]


def test_no_use_asks_for_all_of_drive_but_sharing() -> None:
    whole = [use for use in Use if "https://www.googleapis.com/auth/drive" in use.scopes]

    assert whole == [Use.SHARE]


@pytest.mark.parametrize(
    ("scopes", "reads"),
    [
        (Use.READ.scopes, True),
        (Use.WRITE.scopes, False),
        (Use.SHARE.scopes, False),
        (Use.CREATE.scopes, False),
        (["https://www.googleapis.com/auth/drive.file"], False),
        ([], False),
    ],
)
def test_whether_scopes_only_read(scopes: list[str], reads: bool) -> None:  # noqa: FBT001 (a test's)
    assert only_read(scopes) is reads


@pytest.mark.parametrize("command", ["check", "doctor"])
def test_a_tab_whose_name_is_a_trap_is_read_by_who_may_only_read(
    command: str, google: LocalGoogle, sheet: str, tmp_path: Path
) -> None:
    owner = Person(google, OWNER)
    owner.batch(sheet, tab_renamed(owner.tabs(sheet)["Comptes"], "L'année 'A1:B2'!/é"))
    key = tmp_path / "cle.json"
    key.write_text(json.dumps(google.credentials("abm-sheets@exemple.iam.gserviceaccount.com")), "utf-8")

    done = run(command, sheet, "--credentials", key)

    assert (done.status, done.errors) == (0, "")
