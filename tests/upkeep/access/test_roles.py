"""The roles, each tried with that person's own token on a spreadsheet where they were applied (§ 9)."""

from __future__ import annotations

import pytest

from abm_sheets.refresh import refresh
from tests.commands import run
from tests.google.launch import LocalGoogle
from tests.loading import ROBOT, Person, key_file, open_robot
from tests.sheets import NOW
from tests.upkeep.access.sheet import ACCOUNTS_HEADER, PEOPLE, WORDS, a1, make, may_write, owner

EDITED_BY = {
    "accounts": "marketing sales admin",
    "interactions": "marketing sales admin",
    "targets": "marketing sales admin",
    "actions": "marketing sales admin",
    "workshop": "marketing sales admin",
    "marketing_costs": "marketing admin",
    "opportunities": "sales admin",
    "sales_costs": "sales admin",
    "interaction_types": "admin",
    "stages": "admin",
    "settings": "admin",
    "team": "admin",
}
OUTPUTS = ("dashboard", "account_view", "analysis", "review", "definitions", "quality", "evidence")

every_role = pytest.mark.parametrize("role", PEOPLE)
every_input = pytest.mark.parametrize("tab", EDITED_BY)
every_output = pytest.mark.parametrize("tab", OUTPUTS)


@pytest.fixture(scope="module")
def google(google_server: LocalGoogle) -> LocalGoogle:
    """The local Google for all the tests of this file: what they try changes nothing that matters."""
    google_server.reset()
    return google_server


@pytest.fixture(scope="module")
def spreadsheet(google: LocalGoogle, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A spreadsheet refreshed once, then given its roles."""
    made = make(google)
    key = key_file(google, tmp_path_factory.mktemp("key"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ABM_SHEETS_GOOGLE_URL", google.url)
        refresh(open_robot(google, made), now=NOW)
        done = run("access", "apply", made, "--yes", "--credentials", key)
    assert (done.status, done.errors) == (0, "")
    return made


def header_row(tab: str) -> int:
    return ACCOUNTS_HEADER if tab == "accounts" else 0


@every_role
@every_input
def test_each_role_types_in_its_own_tabs_and_in_no_other(
    google: LocalGoogle, spreadsheet: str, role: str, tab: str
) -> None:
    who = Person(google, PEOPLE[role])

    assert may_write(who, spreadsheet, WORDS.title(tab), 5) is (role in EDITED_BY[tab].split())


@every_role
@every_input
def test_nobody_but_an_admin_changes_a_header(
    google: LocalGoogle, spreadsheet: str, role: str, tab: str
) -> None:
    who = Person(google, PEOPLE[role])

    assert may_write(who, spreadsheet, WORDS.title(tab), header_row(tab)) is (role == "admin")


@every_role
@every_output
def test_people_do_not_type_in_the_output_tabs(
    google: LocalGoogle, spreadsheet: str, role: str, tab: str
) -> None:
    assert not may_write(Person(google, PEOPLE[role]), spreadsheet, WORDS.title(tab), 0)


@every_output
def test_the_service_account_types_in_the_output_tabs(
    google: LocalGoogle, spreadsheet: str, tab: str
) -> None:
    assert may_write(Person(google, ROBOT), spreadsheet, WORDS.title(tab), 0)


@every_role
def test_everybody_reads_everything(google: LocalGoogle, spreadsheet: str, role: str) -> None:
    for tab in (*EDITED_BY, *OUTPUTS):
        path = f"/v4/spreadsheets/{spreadsheet}/values/{a1(WORDS.title(tab), 'A1:B3')}"
        assert Person(google, PEOPLE[role]).call("GET", path).ok


def test_a_stranger_reads_nothing(google: LocalGoogle, spreadsheet: str) -> None:
    assert (
        Person(google, "inconnue@ailleurs.fr").call("GET", f"/v4/spreadsheets/{spreadsheet}").status_code
        == 403
    )


def test_the_owner_is_not_shut_out(google: LocalGoogle, spreadsheet: str) -> None:
    assert may_write(owner(google), spreadsheet, WORDS.title("settings"), 5)
    assert may_write(owner(google), spreadsheet, WORDS.title("dashboard"), 0)
