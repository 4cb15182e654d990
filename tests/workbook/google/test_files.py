"""What Drive says of a file and of the account that asks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from abm_sheets.workbook.google.address import Use
from abm_sheets.workbook.google.drive import (
    GOOGLE_SHEET,
    AccountFacts,
    FileFacts,
    account_facts,
    file_facts,
)
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, ROBOT, Person, load
from tests.workbook.google.calling import Caller


@pytest.fixture
def sheet(google: LocalGoogle) -> str:
    """A spreadsheet shared with the robot."""
    return load(google, "Suivi", [("Feuille 1", [])])


def test_a_file_shared_with_us(sheet: str, google: LocalGoogle) -> None:
    found = file_facts(Caller(google, Use.READ).client, sheet)

    assert found.modified.endswith("Z")
    assert replace(found, modified="") == FileFacts(
        sheet, "Suivi", GOOGLE_SHEET, owners=(OWNER,), shared=True, can_edit=True, can_share=True
    )


def test_a_file_that_editors_may_not_share(sheet: str, google: LocalGoogle) -> None:
    Person(google, OWNER).done("PATCH", f"/drive/v3/files/{sheet}", {"writersCanShare": False})

    found = file_facts(Caller(google, Use.READ).client, sheet)

    assert (found.writers_can_share, found.can_share, found.can_edit) == (False, False, True)


def test_a_file_that_we_may_only_read(google: LocalGoogle) -> None:
    owner = Person(google, OWNER)
    made = owner.done("POST", "/v4/spreadsheets", {"properties": {"title": "x"}})["spreadsheetId"]
    owner.share(made, ROBOT, "reader")

    found = file_facts(Caller(google, Use.READ).client, made)

    assert (found.can_edit, found.can_share) == (False, False)


def test_a_service_account_has_no_room(google: LocalGoogle) -> None:
    assert account_facts(Caller(google, Use.READ).client) == AccountFacts(ROBOT, 0)
