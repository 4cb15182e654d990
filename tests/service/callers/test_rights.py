"""What a person may do with a spreadsheet: by the team tab, by Drive, and what is never said or kept."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from abm_sheets.errors.google import GoogleUnavailableError, OfficeFileError, QuotaError
from abm_sheets.errors.incoming import NoAccessError, SessionExpiredError
from abm_sheets.service.callers import Person
from abm_sheets.service.rights import Rights, right_of
from abm_sheets.tables.reader import People
from abm_sheets.workbook.google.drive import GOOGLE_SHEET, FileFacts
from tests.google.launch import LocalGoogle
from tests.google.world import XLSX
from tests.loading import OWNER
from tests.loading import Person as Client
from tests.service.callers.asking import EVERYTHING, HEADER, LOOK, UNKNOWN, allowed, ask
from tests.service.callers.calls import Clock
from tests.upkeep.access.sheet import make


@pytest.mark.parametrize(
    ("team", "role", "expected"),
    [
        pytest.param(None, None, EVERYTHING, id="no team tab"),
        pytest.param(HEADER, None, EVERYTHING, id="an empty team tab"),
        pytest.param("Personne | Poste\nMarie | cheffe", None, LOOK, id="a tab without our headers"),
        pytest.param(f"{HEADER}autre@exemple.fr | | admin", None, LOOK, id="a team of others"),
        pytest.param(f"{HEADER}marie@exemple.fr | | stagiaire", None, LOOK, id="a role that is none"),
        pytest.param(f"{HEADER}marie | | admin", None, LOOK, id="an address that is none"),
        pytest.param(f"{HEADER}marie@exemple.fr | | direction", "leadership", LOOK, id="leadership"),
        pytest.param(
            f"{HEADER}marie@exemple.fr | | direction\nmarie@exemple.fr | | admin",
            "leadership",
            LOOK,
            id="two rows, of which the first counts",
        ),
    ],
)
def test_a_writer_by_what_the_team_tab_says(
    google: LocalGoogle,
    rights: Rights,
    team: str | None,
    role: str | None,
    expected: tuple[bool, bool, bool],
) -> None:
    spreadsheet_id = make(google, team)
    Client(google, OWNER).share(spreadsheet_id, "marie@exemple.fr", "writer")

    right = ask(rights, "marie@exemple.fr", spreadsheet_id)

    assert (right.role, allowed(right)) == (role, expected)


def test_a_reader_sets_nothing_up(google: LocalGoogle, rights: Rights) -> None:
    spreadsheet_id = make(google, None)
    Client(google, OWNER).share(spreadsheet_id, "diane@exemple.fr", "reader")

    assert allowed(ask(rights, "diane@exemple.fr", spreadsheet_id)) == LOOK


def test_nobody_shares_by_us_who_may_not_share_in_drive(google: LocalGoogle, rights: Rights) -> None:
    spreadsheet_id = make(google, f"{HEADER}adele@exemple.fr | | admin")
    owner = Client(google, OWNER)
    owner.share(spreadsheet_id, "adele@exemple.fr", "writer")
    owner.done("PATCH", f"/drive/v3/files/{spreadsheet_id}", {"writersCanShare": False})

    assert allowed(ask(rights, "adele@exemple.fr", spreadsheet_id)) == (True, True, False)


def test_another_customers_file_is_as_if_it_were_not(google: LocalGoogle, rights: Rights) -> None:
    other = make(google, f"{HEADER}eve@ailleurs.fr | | admin")
    reported = []
    for spreadsheet_id in (other, UNKNOWN):
        google.clear_requests()
        with pytest.raises(NoAccessError) as refusal:
            ask(rights, "eve@ailleurs.fr", spreadsheet_id)
        reported.append((str(refusal.value), refusal.value.details, len(google.requests())))

    assert reported[0] == reported[1]


@pytest.mark.parametrize("reason", ["appNotAuthorizedToFile", "insufficientFilePermissions"])
def test_other_refusals_of_drive_tell_no_more(google: LocalGoogle, rights: Rights, reason: str) -> None:
    spreadsheet_id = make(google)
    google.faults([{"match": "/drive/v3/files/", "status": 403, "reason": reason, "message": "Not granted"}])

    with pytest.raises(NoAccessError):
        ask(rights, OWNER, spreadsheet_id)


@pytest.mark.parametrize(
    "file_id",
    [
        pytest.param("", id="nothing"),
        pytest.param(f"../{UNKNOWN}", id="a way up"),
        pytest.param(f"{UNKNOWN}/permissions", id="a way down"),
        pytest.param(f"{UNKNOWN}?fields=*", id="a question"),
        pytest.param(f"{UNKNOWN}\n", id="two lines"),
        pytest.param(f" {UNKNOWN}", id="a space"),
        pytest.param("é" * 44, id="letters that no id has"),
        pytest.param("a" * 24, id="too short"),
        pytest.param("a" * 101, id="too long"),
        pytest.param("https://docs.google.com/spreadsheets/d/" + UNKNOWN, id="an address"),
    ],
)
def test_what_is_no_id_is_refused_without_any_call(google: LocalGoogle, rights: Rights, file_id: str) -> None:
    with pytest.raises(NoAccessError):
        ask(rights, OWNER, file_id)
    assert google.requests() == []


def test_a_file_in_the_bin_is_as_if_it_were_not(google: LocalGoogle, rights: Rights) -> None:
    spreadsheet_id = make(google)
    Client(google, OWNER).done("PATCH", f"/drive/v3/files/{spreadsheet_id}", {"trashed": True})
    google.clear_requests()

    with pytest.raises(NoAccessError):
        ask(rights, OWNER, spreadsheet_id)
    assert len(google.requests()) == 1


@pytest.mark.parametrize(
    ("kind", "error"),
    [(XLSX, OfficeFileError), ("application/vnd.google-apps.document", NoAccessError)],
)
def test_a_file_of_another_kind_is_refused(
    google: LocalGoogle, rights: Rights, kind: str, error: type[Exception]
) -> None:
    body = {"name": "Suivi", "mimeType": kind}
    file_id = Client(google, OWNER).done("POST", "/drive/v3/files", body)["id"]

    with pytest.raises(error):
        ask(rights, OWNER, file_id)


@pytest.mark.parametrize(
    "token", [None, "", "ya29.expired", "user:é@exemple.fr", "a b", "a\r\nX: b", "\ud800"]
)
def test_a_token_that_is_not_good_is_told_at_once(
    google: LocalGoogle, rights: Rights, token: str | None
) -> None:
    spreadsheet_id = make(google)
    google.clear_requests()

    with pytest.raises(SessionExpiredError):
        rights.of(Person("1", OWNER), token, spreadsheet_id)
    assert len(google.requests()) == (token == "ya29.expired")  # noqa: S105 (nobody's)


def test_a_right_is_asked_for_in_three_calls_and_remembered_for_a_minute(
    google: LocalGoogle, rights: Rights, clock: Clock
) -> None:
    spreadsheet_id = make(google)
    google.clear_requests()
    counts = []
    for seconds in (0, 59, 1):
        clock.pass_by(seconds)
        ask(rights, OWNER, spreadsheet_id)
        counts.append(len(google.requests()))

    assert counts == [3, 3, 6]


def test_what_is_remembered_is_of_one_person_one_token_and_one_file(
    google: LocalGoogle, rights: Rights
) -> None:
    spreadsheet_id = make(google)
    ask(rights, OWNER, spreadsheet_id)

    with pytest.raises(NoAccessError):
        ask(rights, "eve@ailleurs.fr", spreadsheet_id)
    with pytest.raises(NoAccessError):
        ask(rights, OWNER, UNKNOWN)
    with pytest.raises(SessionExpiredError):
        rights.of(Person(f"id of {OWNER}", OWNER), "ya29.expired", spreadsheet_id)
    assert rights.of(Person("2", "x@exemple.fr"), f"user:{OWNER}", spreadsheet_id).person.subject == "2"


def test_who_was_refused_is_let_in_a_few_seconds_after_having_been_given_the_right(
    google: LocalGoogle, rights: Rights, clock: Clock
) -> None:
    spreadsheet_id = make(google)
    owner, email = Client(google, OWNER), "marie@exemple.fr"
    with pytest.raises(NoAccessError):
        ask(rights, email, spreadsheet_id)
    owner.share(spreadsheet_id, email, "reader")
    with pytest.raises(NoAccessError):
        ask(rights, email, spreadsheet_id)

    clock.pass_by(5)
    assert not ask(rights, email, spreadsheet_id).may_refresh
    owner.share(spreadsheet_id, email, "writer")
    clock.pass_by(5)
    assert ask(rights, email, spreadsheet_id).may_refresh


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        pytest.param({"status": 503, "times": 9}, GoogleUnavailableError, id="Google is away"),
        pytest.param({"status": 429, "times": 9, "retry_after": 30}, QuotaError, id="the quota is used up"),
    ],
)
@pytest.mark.parametrize("path", ["/drive/v3/files/", "/v4/spreadsheets/"])
def test_a_failure_of_googles_is_told_and_not_remembered(
    google: LocalGoogle, rights: Rights, path: str, fault: dict[str, Any], error: type[Exception]
) -> None:
    spreadsheet_id = make(google)
    google.faults([{"match": f"GET {path}", **fault}])
    with pytest.raises(error):
        ask(rights, OWNER, spreadsheet_id)
    google.control("DELETE", "faults")

    assert ask(rights, OWNER, spreadsheet_id).may_refresh


def test_an_access_that_ends_between_two_calls_is_a_refusal(google: LocalGoogle, rights: Rights) -> None:
    spreadsheet_id = make(google)
    google.faults([{"match": "GET /v4/spreadsheets/", "status": 403}])

    with pytest.raises(NoAccessError):
        ask(rights, OWNER, spreadsheet_id)


flags = st.booleans()
ROLES = ("marketing", "sales", "leadership", "admin")


@given(
    edits=flags, shares=flags, owned=flags, roles=st.lists(st.sampled_from(ROLES), max_size=3), named=flags
)
def test_each_right_takes_the_one_before(
    *, edits: bool, shares: bool, owned: bool, roles: list[str], named: bool
) -> None:
    emails = ["marie@exemple.fr" if named else "autre@exemple.fr"] * len(roles)
    people = People(pd.DataFrame({"email": emails, "role": roles}, dtype=object), [], "fr")
    file = FileFacts(UNKNOWN, "Suivi", GOOGLE_SHEET, owned=owned, can_edit=edits, can_share=shares)

    right = right_of(Person("1", "marie@exemple.fr"), file, people)

    assert edits >= right.may_refresh >= right.may_administer >= right.may_share
    assert shares >= right.may_share
