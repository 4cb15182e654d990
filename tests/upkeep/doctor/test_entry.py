"""The checks of the way in: credentials, APIs, sharing, kind of file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from abm_sheets.errors.google import (
    ApiDisabledError,
    CredentialsFileNotFoundError,
    CredentialsNotFoundError,
    ExpiredCredentialsError,
    GoogleError,
    GoogleRefusedError,
    GoogleUnavailableError,
    InvalidCredentialsError,
    MissingScopeError,
    NotSharedError,
    OfficeFileError,
    SpreadsheetNotFoundError,
)
from abm_sheets.upkeep.doctor import spreadsheet
from abm_sheets.upkeep.doctor.facts import Facts
from abm_sheets.workbook.google.credentials import Identity
from abm_sheets.workbook.google.drive import AccountFacts
from tests.upkeep.doctor.small_facts import FILE, ROBOT, facts, reported

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DISABLED = ApiDisabledError(api="Google Sheets API", url="https://console.example/enable")


def test_a_key_is_named_with_its_file_and_its_account() -> None:
    key = Identity("service_account", Path("cle.json"), ROBOT)

    assert reported(spreadsheet.credentials(facts(identity=key))) == [
        ("ok", f"Clé du compte de service {ROBOT}, lue dans cle.json.")
    ]


def test_a_signed_in_user_is_named_by_drive_where_the_credentials_do_not_tell() -> None:
    user = Identity("user", None, "")

    [(level, found)] = reported(
        spreadsheet.credentials(facts("en", identity=user, account=AccountFacts("lea@exemple.fr")))
    )

    assert (level, found) == (
        "ok",
        "Signed in as lea@exemple.fr, from the environment (gcloud auth application-default login).",
    )


def test_an_account_that_nothing_names_is_said_so() -> None:
    machine = Identity("machine", None, "")
    unnamed = facts(identity=machine, account=GoogleUnavailableError(reason="Timeout"))

    assert reported(spreadsheet.credentials(unnamed)) == [
        ("ok", "Identité propre à cet environnement Google : le compte de ces identifiants.")
    ]


@pytest.mark.parametrize(
    ("changes", "step"),
    [
        ({"identity": CredentialsNotFoundError()}, "credentials.json"),
        ({"identity": CredentialsFileNotFoundError(path="absent.json")}, "absent.json"),
        ({"identity": InvalidCredentialsError(path="cle.json")}, "téléchargez"),
        ({"account": ExpiredCredentialsError()}, "nouvelle clé"),
    ],
)
def test_credentials_that_do_not_work_are_an_error(changes: dict[str, Any], step: str) -> None:
    [finding] = spreadsheet.credentials(facts(**changes))

    assert finding.level.value == "error"
    assert step in finding.next


@pytest.mark.parametrize("error", [DISABLED, MissingScopeError(), GoogleUnavailableError()])
def test_a_sheets_api_that_does_not_answer_is_an_error(error: GoogleError) -> None:
    [finding] = spreadsheet.sheets_api(facts("en", present=error))

    assert finding.level.value == "error"
    assert finding.next == error.sentence("en")


def test_an_api_that_refuses_a_file_answers_all_the_same() -> None:
    assert reported(spreadsheet.sheets_api(facts(present=NotSharedError()))) == [
        ("ok", "L'API Google Sheets répond.")
    ]


def test_figures_are_computed_without_the_drive_api() -> None:
    assert [level for level, _ in reported(spreadsheet.drive_api(facts(account=DISABLED)))] == ["warning"]
    assert [level for level, _ in reported(spreadsheet.drive_api(facts()))] == ["ok"]


def shared(**changes: Any) -> Facts:
    return facts(file=replace(FILE, **changes))


@pytest.mark.parametrize(
    ("found", "level", "said"),
    [
        (shared(), "ok", "peut lire et modifier"),
        (shared(can_edit=False), "error", "pas la modifier"),
        (facts(file=None), "warning", "Drive n'a pas dit"),
        (facts(present=NotSharedError()), "error", f"pas partagée avec {ROBOT}"),
        (facts(present=SpreadsheetNotFoundError()), "error", "ne s'ouvre pas"),
        (facts(present=OfficeFileError(), file=replace(FILE, kind=XLSX)), "ok", "peut lire et modifier"),
        (facts(present=GoogleRefusedError(), file=replace(FILE, kind="pdf")), "ok", "peut lire et modifier"),
        (facts(present=OfficeFileError(), file=None), "warning", "Drive n'a pas dit"),
        (facts(present=GoogleRefusedError()), "error", "ne s'ouvre pas"),
        (facts(present=SpreadsheetNotFoundError(), file=None), "error", "ne s'ouvre pas"),
        (
            facts(present=SpreadsheetNotFoundError(), file=replace(FILE, trashed=True)),
            "ok",
            "peut lire et modifier",
        ),
    ],
)
def test_what_the_account_may_do_with_the_file(found: Facts, level: str, said: str) -> None:
    [finding] = spreadsheet.sharing(found)

    assert finding.level.value == level
    assert said in finding.found


def test_an_account_that_may_not_share_is_told_whom_to_ask() -> None:
    fine, warning = spreadsheet.sharing(shared(can_share=False))

    assert (fine.level.value, warning.level.value) == ("ok", "warning")
    assert "chef@exemple.fr" in warning.next


@pytest.mark.parametrize(
    ("found", "level", "said"),
    [
        (facts(), "ok", "C'est une feuille Google"),
        (facts(file=None), "ok", "« Suivi »"),
        (facts(present=OfficeFileError(), file=None), "error", "classeur Excel"),
        (shared(kind="application/vnd.ms-excel"), "error", "classeur Excel"),
        (shared(kind="application/vnd.ms-excel.sheet.macroEnabled.12"), "error", "classeur Excel"),
        (shared(kind="application/vnd.google-apps.folder"), "error", "folder"),
        (shared(trashed=True), "error", "corbeille"),
    ],
)
def test_what_kind_of_file_it_is(found: Facts, level: str, said: str) -> None:
    [finding] = spreadsheet.kind(found)

    assert finding.level.value == level
    assert said in " ".join(finding.found.split())
