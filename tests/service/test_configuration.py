"""What the service reads from the environment: once, checked at once, and never shown where it is secret."""

from __future__ import annotations

from pathlib import Path

import pytest

from abm_sheets.errors.incoming import InvalidConfigurationError
from abm_sheets.service.configuration import Configuration, read_configuration

FULL = {
    "ABM_SHEETS_DATABASE_URL": "postgresql://abm:motdepasse@base/abm",
    "ABM_SHEETS_CREDENTIALS": "/etc/abm/key.json",
    "ABM_SHEETS_URL": "https://abm.exemple.fr/",
    "ABM_SHEETS_ADDON_ACCOUNT": "addon@gcp.iam.gserviceaccount.com",
    "ABM_SHEETS_ADDON_CLIENT_ID": "123.apps.googleusercontent.com",
    "ABM_SHEETS_SCHEDULER_ACCOUNT": "scheduler@exemple.iam.gserviceaccount.com",
    "ABM_SHEETS_ALERTS": " mailto://lea:motdepasse@exemple.fr\n slack://jeton/jeton/jeton ",
    "ABM_SHEETS_LANGUAGE": "en",
}


def test_what_is_told_is_known() -> None:
    assert read_configuration(FULL) == Configuration(
        database="postgresql+psycopg://abm:motdepasse@base/abm",
        credentials=Path("/etc/abm/key.json"),
        base="https://abm.exemple.fr",
        addon_account="addon@gcp.iam.gserviceaccount.com",
        addon_client="123.apps.googleusercontent.com",
        scheduler_account="scheduler@exemple.iam.gserviceaccount.com",
        alerts=("mailto://lea:motdepasse@exemple.fr", "slack://jeton/jeton/jeton"),
        language="en",
    )


def test_nothing_need_be_told() -> None:
    found = read_configuration({})

    assert found == Configuration()
    assert (found.database, found.language) == ("sqlite:///abm-sheets-service.sqlite", "fr")
    assert (found.minute, found.poll) == (60, 1)
    assert not found.serves_addon
    assert not found.serves_scheduler


def test_this_process_s_own_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ABM_SHEETS_URL", "https://ici.exemple.fr")

    assert read_configuration().base == "https://ici.exemple.fr"


@pytest.mark.parametrize(
    ("missing", "addon", "scheduler"),
    [
        pytest.param("ABM_SHEETS_LANGUAGE", True, True, id="all that is needed"),
        pytest.param("ABM_SHEETS_URL", False, False, id="no address"),
        pytest.param("ABM_SHEETS_ADDON_ACCOUNT", False, True, id="no account of the add-on's"),
        pytest.param("ABM_SHEETS_ADDON_CLIENT_ID", False, True, id="no client of the add-on's"),
        pytest.param("ABM_SHEETS_SCHEDULER_ACCOUNT", True, False, id="no account of the scheduler's"),
    ],
)
def test_what_cannot_be_verified_is_not_served(missing: str, *, addon: bool, scheduler: bool) -> None:
    found = read_configuration({name: value for name, value in FULL.items() if name != missing})

    assert (found.serves_addon, found.serves_scheduler) == (addon, scheduler)


@pytest.mark.parametrize(
    ("url", "database"),
    [
        ("sqlite:///abm.sqlite", "sqlite:///abm.sqlite"),
        ("sqlite:////var/lib/abm.sqlite", "sqlite:////var/lib/abm.sqlite"),
        ("postgres://base/abm", "postgresql+psycopg://base/abm"),
        ("postgresql://base/abm", "postgresql+psycopg://base/abm"),
        ("postgresql+psycopg://base/abm", "postgresql+psycopg://base/abm"),
        ("postgresql:///abm?host=/tmp", "postgresql+psycopg:///abm?host=/tmp"),
        ("", "sqlite:///abm-sheets-service.sqlite"),
    ],
)
def test_a_database_is_named_as_its_host_does(url: str, database: str) -> None:
    assert read_configuration({"ABM_SHEETS_DATABASE_URL": url}).database == database


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("ABM_SHEETS_DATABASE_URL", "mysql://base/abm", id="another kind of database"),
        pytest.param("ABM_SHEETS_DATABASE_URL", "abm.sqlite", id="a file's name"),
        pytest.param("ABM_SHEETS_DATABASE_URL", "sqlite://", id="no file"),
        pytest.param("ABM_SHEETS_DATABASE_URL", "sqlite:///:memory:", id="a database that nothing keeps"),
        pytest.param("ABM_SHEETS_URL", "http://abm.exemple.fr", id="not encrypted"),
        pytest.param("ABM_SHEETS_URL", "abm.exemple.fr", id="a name only"),
        pytest.param("ABM_SHEETS_URL", "https://", id="no name"),
        pytest.param("ABM_SHEETS_URL", "https://[", id="half an address"),
        pytest.param("ABM_SHEETS_URL", "https://abm.exemple.fr/?a=1", id="a query"),
        pytest.param("ABM_SHEETS_LANGUAGE", "de", id="a language we do not speak"),
    ],
)
def test_what_is_impossible_is_told_by_its_name_and_not_shown(name: str, value: str) -> None:
    with pytest.raises(InvalidConfigurationError) as refusal:
        read_configuration({name: value})

    assert name in refusal.value.sentence("fr")
    assert value not in refusal.value.sentence("fr")


def test_a_local_google_may_have_shorter_minutes_and_plain_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ABM_SHEETS_GOOGLE_URL", "http://127.0.0.1:8099")
    monkeypatch.setenv("ABM_SHEETS_GOOGLE_MINUTE", "3")
    found = read_configuration({"ABM_SHEETS_URL": "http://127.0.0.1:8080"})

    assert (found.base, found.minute, found.poll) == ("http://127.0.0.1:8080", 3, 0.05)


def test_secrets_are_shown_nowhere() -> None:
    shown = repr(read_configuration(FULL))

    assert "motdepasse" not in shown
    assert "jeton" not in shown
    assert "abm.exemple.fr" in shown
