"""What each role of the team may do with each access to the file, with that person's own token (§ 9)."""

from __future__ import annotations

import pytest

from abm_sheets.errors.incoming import NoAccessError
from abm_sheets.service.rights import Rights
from abm_sheets.tables.roles import DRIVE_ROLES
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, Person
from tests.service.callers.asking import EVERYTHING, HEADER, LOOK, REFRESH, allowed, ask
from tests.upkeep.access.sheet import make

WORDS = {"marketing": "marketing", "sales": "commercial", "leadership": "direction", "admin": "admin"}
ACCESSES = ("nothing", "reader", "commenter", "writer")


def address(role: str | None, access: str) -> str:
    """Who has a role in the team and an access to the file."""
    return f"{role or 'personne'}-{access}@exemple.fr"


TEAM = HEADER + "".join(
    f"{address(role, access)} | | {word}\n" for role, word in WORDS.items() for access in ACCESSES
)


@pytest.fixture(scope="module")
def shared(google_server: LocalGoogle) -> str:
    """A spreadsheet with each role of the team at each access to the file."""
    google_server.reset()
    spreadsheet_id = make(google_server, TEAM)
    for role in (*WORDS, None):
        for access in ACCESSES[1:]:
            Person(google_server, OWNER).share(spreadsheet_id, address(role, access), access)
    return spreadsheet_id


@pytest.fixture(autouse=True)
def pointed(google_server: LocalGoogle, monkeypatch: pytest.MonkeyPatch) -> None:
    """The product pointed at the local Google as it is: the tests of this file change nothing in it."""
    monkeypatch.setenv("ABM_SHEETS_GOOGLE_URL", google_server.url)


@pytest.mark.parametrize("access", ACCESSES)
@pytest.mark.parametrize("role", [*WORDS, None])
def test_each_role_with_each_access(shared: str, rights: Rights, role: str | None, access: str) -> None:
    email = address(role, access)
    if access == "nothing":
        with pytest.raises(NoAccessError):
            ask(rights, email, shared)
        return

    right = ask(rights, email, shared)

    writing = {"marketing": REFRESH, "sales": REFRESH, "admin": EVERYTHING}
    assert (right.person.email, right.role) == (email, role)
    assert allowed(right) == (writing.get(role or "", LOOK) if access == "writer" else LOOK)


def test_each_role_at_its_own_access_is_that_of_the_table(shared: str, rights: Rights) -> None:
    asks = {role: ask(rights, address(role, access), shared) for role, access in DRIVE_ROLES.items()}

    assert {role: right.may_refresh for role, right in asks.items()} == {
        "marketing": True,
        "sales": True,
        "leadership": False,
        "admin": True,
    }


def test_an_address_is_the_same_in_every_spelling(shared: str, rights: Rights) -> None:
    assert ask(rights, address("sales", "writer").upper(), shared).role == "sales"


def test_the_owner_may_do_everything_whoever_is_in_the_team(shared: str, rights: Rights) -> None:
    right = ask(rights, OWNER, shared)

    assert (right.role, allowed(right)) == (None, EVERYTHING)
