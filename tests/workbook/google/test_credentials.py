"""Whose credentials are taken, in which order, and what is said of those that cannot be."""

from __future__ import annotations

import json
import traceback
from pathlib import Path
from typing import Any

import google.auth.compute_engine
import pytest
from google.oauth2.credentials import Credentials as User
from google.oauth2.service_account import Credentials as ServiceAccount

from abm_sheets.errors.google import (
    CredentialsFileNotFoundError,
    CredentialsNotFoundError,
    GoogleError,
    InvalidCredentialsError,
)
from abm_sheets.workbook.google.address import Use
from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.google.credentials import Identity, identify, load_credentials
from abm_sheets.workbook.google.session import email_of
from tests.google.launch import LocalGoogle
from tests.loading import ROBOT

EXAMPLE = Path(__file__).parents[3] / "credentials.example.json"
OWN, GOOGLES, BESIDE = "ABM_SHEETS_CREDENTIALS", "GOOGLE_APPLICATION_CREDENTIALS", "credentials.json"


def robot(name: str) -> str:
    return f"{name}@exemple.iam.gserviceaccount.com"


@pytest.fixture(scope="module")
def keys(google_server: LocalGoogle) -> dict[str, str]:
    """The keys of some accounts, by their names, as the texts of files."""
    names = ("given", "own", "googles", "beside", "gcloud")
    return {name: json.dumps(google_server.credentials(robot(name))) for name in names}


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without credentials, on a machine that is not Google's and has no gcloud to ask."""
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in (OWN, GOOGLES):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_GCE_CHECK", "true")
    monkeypatch.setenv("CLOUDSDK_CONFIG", str(tmp_path / "gcloud"))
    monkeypatch.chdir(tmp_path)


def write(path: Path, content: Any) -> Path:
    path.parent.mkdir(exist_ok=True)
    text = content if isinstance(content, str) else json.dumps(content)
    path.write_text(text, encoding="utf-8")
    return path


ORDER = ("given", "own", "googles", "beside", "gcloud")


@pytest.mark.parametrize("first", ORDER)
def test_the_first_that_is_there_is_taken(
    first: str, keys: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = ORDER[ORDER.index(first) :]
    given = write(tmp_path / "given.json", keys["given"]) if "given" in there else None
    for name, variable in (("own", OWN), ("googles", GOOGLES)):
        if name in there:
            monkeypatch.setenv(variable, str(write(tmp_path / f"{name}.json", keys[name])))
    if "beside" in there:
        write(tmp_path / BESIDE, keys["beside"])
    write(tmp_path / "gcloud" / "application_default_credentials.json", keys["gcloud"])

    credentials = load_credentials(Use.READ, given)

    assert email_of(credentials) == robot(first)


def test_without_any_there_is_a_sentence() -> None:
    with pytest.raises(CredentialsNotFoundError, match="guide") as failure:
        load_credentials(Use.READ)

    assert "credentials.json" in failure.value.sentence("en")


@pytest.mark.parametrize("variable", [OWN, None])
def test_a_file_that_is_named_and_not_there(variable: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if variable:
        monkeypatch.setenv(variable, "absent.json")

    with pytest.raises(CredentialsFileNotFoundError, match=r"absent\.json"):
        load_credentials(Use.READ, None if variable else Path("absent.json"))


def test_what_googles_own_variable_names_must_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(GOOGLES, "absent.json")

    with pytest.raises(InvalidCredentialsError, match=r"absent\.json"):
        load_credentials(Use.READ)


DAMAGED: dict[str, Any] = {
    "empty": "",
    "cut": '{"type": "service_account", "private_key": "-----BEGIN',
    "no JSON": "type: service_account",
    "a list": [],
    "a text": '"service_account"',
    "null": "null",
    "no type": {},
    "another type": {"type": "external_account"},
    "a type of another type": {"type": ["service_account"]},
    "no key": {"type": "service_account", "client_email": ROBOT},
    "no e-mail": {"type": "service_account", "private_key": "x"},
    "a user without a token": {"type": "authorized_user", "client_id": "x", "client_secret": "y"},
    "a client without a user": {"installed": {"client_id": "x", "client_secret": "SECRET"}},
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_file_is_named(content: Any, tmp_path: Path) -> None:
    path = write(tmp_path / "cle.json", content)

    with pytest.raises(InvalidCredentialsError, match=r"cle\.json"):
        load_credentials(Use.READ, path)


@pytest.mark.parametrize("damage", ["SECRETSECRET", "-----BEGIN PRIVATE KEY-----\nSECRET\n-----END"])
@pytest.mark.parametrize("way", ["given", "googles"])
def test_a_damaged_key_is_not_shown(
    damage: str, way: str, keys: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "cle.json", json.loads(keys["given"]) | {"private_key": damage})
    if way == "googles":
        monkeypatch.setenv(GOOGLES, str(path))

    with pytest.raises(InvalidCredentialsError) as failure:
        load_credentials(Use.READ, path if way == "given" else None)

    assert "SECRET" not in "".join(traceback.format_exception(failure.value))


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x00" * 64])
def test_a_file_that_is_no_text(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "cle.json").write_bytes(content)

    with pytest.raises(InvalidCredentialsError):
        load_credentials(Use.READ, tmp_path / "cle.json")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(InvalidCredentialsError):
        load_credentials(Use.READ, tmp_path)


@pytest.mark.parametrize("use", Use)
def test_a_service_account_asks_for_the_scopes_of_its_use(
    use: Use, keys: dict[str, str], tmp_path: Path
) -> None:
    credentials = load_credentials(use, write(tmp_path / "cle.json", keys["given"]))

    assert isinstance(credentials, ServiceAccount)
    assert list(credentials.scopes) == use.scopes


@pytest.mark.parametrize("way", ["given", "gcloud"])
def test_a_signed_in_person_keeps_the_scopes_agreed_to(
    way: str, google: LocalGoogle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(OWN)
    place = {"given": "user.json", "gcloud": "gcloud/application_default_credentials.json"}[way]
    path = write(tmp_path / place, google.authorized_user("lea@exemple.fr"))

    credentials = load_credentials(Use.READ, path if way == "given" else None)

    assert isinstance(credentials, User)
    about = GoogleClient(credentials).fetch("GET", "/drive/v3/about", params={"fields": "user(emailAddress)"})
    assert about == {"user": {"emailAddress": "lea@exemple.fr"}}


def test_a_person_signs_in_at_google_where_nothing_stands_in(
    google_server: LocalGoogle, tmp_path: Path
) -> None:
    path = write(tmp_path / "user.json", google_server.authorized_user("lea@exemple.fr"))

    credentials = load_credentials(Use.READ, path)

    assert isinstance(credentials, User)
    assert str(credentials.token_uri).startswith("https://oauth2.googleapis.com/")


def test_a_person_who_withdrew_is_told_to_sign_in_again(google: LocalGoogle, tmp_path: Path) -> None:
    revoked = google.authorized_user("lea@exemple.fr") | {"refresh_token": "revoked"}
    credentials = load_credentials(Use.READ, write(tmp_path / "user.json", revoked))

    with pytest.raises(GoogleError, match="reconnectez-vous"):
        GoogleClient(credentials).fetch("GET", "/drive/v3/about", params={"fields": "user"})


def test_who_they_are_is_told_without_the_key(
    keys: dict[str, str], google_server: LocalGoogle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = write(tmp_path / "cle.json", keys["given"])
    user = write(tmp_path / "user.json", google_server.authorized_user("lea@exemple.fr"))

    assert identify(load_credentials(Use.READ, key), key) == Identity("service_account", key, robot("given"))
    assert identify(load_credentials(Use.READ, user), user).kind == "user"
    monkeypatch.setenv(GOOGLES, str(key))
    assert identify(load_credentials(Use.READ)).path == key


def test_a_machine_of_googles_has_no_address_before_its_first_token() -> None:
    machine = google.auth.compute_engine.Credentials()

    assert identify(machine) == Identity("machine", None, "")


def test_the_example_is_a_key_once_a_real_one_is_pasted_in(keys: dict[str, str], tmp_path: Path) -> None:
    example = json.loads(EXAMPLE.read_text("utf-8"))
    pasted = example | {"private_key": json.loads(keys["given"])["private_key"]}

    credentials = load_credentials(Use.WRITE, write(tmp_path / "cle.json", pasted))

    assert isinstance(credentials, ServiceAccount)
    assert credentials.service_account_email == example["client_email"]
    assert set(example) == set(json.loads(keys["given"]))


def test_the_example_as_it_is_cannot_be_used() -> None:
    with pytest.raises(InvalidCredentialsError, match="téléchargez"):
        load_credentials(Use.WRITE, EXAMPLE)
