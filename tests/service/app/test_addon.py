"""The side panel's calls: who is let in, what each card is, what each click does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from starlette.testclient import TestClient

from abm_sheets.outputs.cards.addresses import Addresses, Route
from abm_sheets.service.desk import Desk, Wishes
from abm_sheets.service.jobs.refreshes import Runtime
from tests.google.launch import LocalGoogle
from tests.loading import OWNER, ROBOT, Person
from tests.service.app.calling import Json, Panel, texts
from tests.service.app.conftest import BASE
from tests.service.callers.asking import UNKNOWN
from tests.service.callers.calls import ADDON, CLIENT
from tests.upkeep.access.sheet import PEOPLE, make

ANOTHER_ADDON = "service-987654321@gcp-sa-gsuiteaddons.iam.gserviceaccount.com"


@pytest.fixture
def sheet(google: LocalGoogle) -> str:
    """A sheet with a team, shared with its people and not served yet."""
    made = make(google)
    for role, email in PEOPLE.items():
        Person(google, OWNER).share(made, email, "reader" if role == "leadership" else "writer")
    return made


@pytest.fixture
def served(sheet: str, runtime: Runtime) -> str:
    """The same, served."""
    return Desk(runtime).add(sheet, Wishes()).id


def panel(google: LocalGoogle, http: TestClient, who: str, locale: str = "fr-FR") -> Panel:
    return Panel(google, http, BASE, PEOPLE.get(who, who), locale)


SYSTEM: Mapping[str, tuple[dict[str, Any], int]] = {
    "expired": ({"exp_in": -60}, 401),
    "of tomorrow": ({"iat_ago": -3600}, 401),
    "signed by somebody else": ({"sign": "foreign"}, 401),
    "unsigned": ({"algorithm": "none"}, 401),
    "for another service": ({"aud": "https://autre.exemple.fr/addon/home"}, 401),
    "for no service": ({"aud": None}, 401),
    "of another add-on": ({"email": ANOTHER_ADDON}, 403),
    "of a person": ({"email": PEOPLE["admin"]}, 403),
    "of an unverified address": ({"email_verified": False}, 403),
    "of another issuer": ({"iss": "https://accounts.exemple.fr"}, 401),
}


def test_no_other_caller_is_let_in(google: LocalGoogle, http: TestClient) -> None:
    for forged, (claims, status) in SYSTEM.items():
        for route in Route:
            answer = panel(google, http, "admin").call(route, UNKNOWN, system=claims)
            assert (answer.status_code, list(answer.json())) == (status, ["error"]), (forged, route)


PERSON: Mapping[str, tuple[dict[str, Any], int]] = {
    "expired": ({"exp_in": -60}, 401),
    "signed by somebody else": ({"sign": "foreign"}, 401),
    "for another client": ({"aud": "another.apps.googleusercontent.com"}, 401),
    "of an unverified address": ({"email_verified": False}, 403),
}


def test_nobody_passes_for_somebody_else(google: LocalGoogle, http: TestClient) -> None:
    for forged, (claims, status) in PERSON.items():
        answer = panel(google, http, "admin").call(Route.REFRESH, UNKNOWN, person=claims)
        assert answer.status_code == status, forged


def test_a_body_that_repeats_another_token_is_refused(google: LocalGoogle, http: TestClient) -> None:
    caller = panel(google, http, "admin")
    body = caller.event(UNKNOWN)
    body["authorizationEventObject"]["systemIdToken"] = caller.system(Route.HOME, exp_in=60)

    token = caller.system(Route.HOME)
    answer = http.post(Route.HOME, json=body, headers={"Authorization": f"Bearer {token}"})

    assert answer.status_code == 401


MAY = (
    ("marketing", Route.REFRESH, 200),
    ("sales", Route.REFRESH, 200),
    ("admin", Route.REFRESH, 200),
    ("leadership", Route.REFRESH, 403),
    ("leadership", Route.HOME, 200),
    ("leadership", Route.ISSUES, 200),
    ("leadership", Route.STATUS, 200),
    ("leadership", Route.ACCOUNT, 200),
    ("leadership", Route.STORY, 200),
    ("leadership", Route.SAVE_SCHEDULE, 403),
    ("marketing", Route.SAVE_SCHEDULE, 403),
    ("leadership", Route.SETUP, 403),
    ("etranger@exemple.com", Route.HOME, 403),
    ("etranger@exemple.com", Route.REFRESH, 403),
    ("etranger@exemple.com", Route.NAMES, 403),
    ("etranger@exemple.com", Route.STORY, 403),
)


def test_each_role_may_do_what_it_may(google: LocalGoogle, http: TestClient, served: str) -> None:
    found = [(who, route, panel(google, http, who).call(route, served).status_code) for who, route, _ in MAY]

    assert found == list(MAY)


def test_another_customers_file_in_the_parameters_is_refused(
    google: LocalGoogle, http: TestClient, runtime: Runtime, served: str
) -> None:
    other = make(google)
    Desk(runtime).add(other, Wishes())
    caller = panel(google, http, "admin")

    for route in (Route.REFRESH, Route.STATUS, Route.ISSUES, Route.STORY, Route.NAMES, Route.SAVE_SCHEDULE):
        ours, *answers = (
            caller.call(route, None, parameters={"file": file}) for file in (served, other, UNKNOWN)
        )
        assert [answer.status_code for answer in answers] == [403, 403], route
        assert answers[0].json() == answers[1].json(), route
        assert ours.status_code == 200, route


@pytest.mark.parametrize(("locale", "said"), [("fr-FR", "Première utilisation"), ("en-GB", "First use")])
def test_the_first_use_asks_for_the_file(
    google: LocalGoogle, http: TestClient, locale: str, said: str
) -> None:
    caller = panel(google, http, "admin", locale)

    card = caller.card(Route.HOME, None)
    click = caller.call(Route.PERMISSION, None).json()

    assert said in texts(card)
    assert Addresses(BASE).of(Route.PERMISSION) in texts(card)
    asked: Json = {"requestFileScopeForActiveDocument": {}}
    assert click == {"renderActions": {"hostAppAction": {"editorAction": asked}}}


def test_who_hides_their_address_is_asked_for_it(google: LocalGoogle, http: TestClient, served: str) -> None:
    caller = panel(google, http, "admin")
    body = caller.event(served)
    del body["authorizationEventObject"]["userIdToken"]

    answer = http.post(
        Route.HOME, json=body, headers={"Authorization": f"Bearer {caller.system(Route.HOME)}"}
    )

    assert answer.json() == {
        "requesting_google_scopes": {"scopes": ["https://www.googleapis.com/auth/userinfo.email"]}
    }


def test_an_ended_session_is_said_in_a_card(google: LocalGoogle, http: TestClient, served: str) -> None:
    caller = panel(google, http, "admin")
    body = caller.event(served)
    body["authorizationEventObject"]["userOAuthToken"] = "ya29.over"

    answer = http.post(
        Route.HOME, json=body, headers={"Authorization": f"Bearer {caller.system(Route.HOME)}"}
    )

    assert answer.status_code == 200
    assert "Votre session Google a expiré" in texts(answer.json())


def test_a_failure_of_google_is_said_in_a_card(google: LocalGoogle, http: TestClient, served: str) -> None:
    google.faults([{"match": "GET /drive/v3/files", "status": 503, "times": 99}])

    answer = panel(google, http, "admin").call(Route.STATUS, served)

    assert answer.status_code == 200
    assert "Google" in texts(answer.json())


def test_keys_out_of_reach_are_no_refusal(google: LocalGoogle, http: TestClient, served: str) -> None:
    google.faults([{"match": "GET /oauth2/v1/certs", "status": 500, "times": 99}])

    answer = panel(google, http, "admin").call(Route.HOME, served)

    assert answer.status_code == 503


def test_setting_up_shares_the_file_once_and_asks_for_one_run(
    google: LocalGoogle, http: TestClient, sheet: str, runtime: Runtime
) -> None:
    owner = Person(google, OWNER)
    path = f"/drive/v3/files/{sheet}/permissions"
    owner.unshare(sheet)
    caller = panel(google, http, OWNER)

    offered = texts(caller.card(Route.FILE_GRANTED, sheet))
    first = texts(caller.card(Route.SETUP, sheet))
    again = texts(caller.card(Route.SETUP, sheet))

    assert ROBOT in offered
    assert "Actualisation en attente" in first
    assert "Actualisation en attente" in again
    assert [each["role"] for each in _grants(owner, path) if each["emailAddress"] == ROBOT] == ["writer"]
    _, runs = Desk(runtime).history(sheet, 10)
    assert [(run.trigger, run.who) for run in runs] == [("setup", OWNER)]


def _grants(owner: Person, path: str) -> list[Json]:
    found: list[Json] = owner.done("GET", path, fields="permissions(id,role,emailAddress)")["permissions"]
    return found


def test_a_file_that_is_not_served_is_offered_to_who_may(
    google: LocalGoogle, http: TestClient, sheet: str
) -> None:
    reported = {"admin": "Préparer cette feuille"} | dict.fromkeys(
        ("marketing", "leadership"), "Feuille non suivie"
    )

    for who, said in reported.items():
        for route in (Route.HOME, Route.STATUS, Route.ISSUES, Route.SCHEDULE):
            assert said in texts(panel(google, http, who).card(route, sheet)), (who, route)


def test_a_refresh_is_asked_for_once(
    google: LocalGoogle, http: TestClient, runtime: Runtime, served: str
) -> None:
    for who in ("marketing", "sales", "marketing"):
        assert "Actualisation en attente" in texts(panel(google, http, who).card(Route.REFRESH, served))

    _, runs = Desk(runtime).history(served, 10)
    assert [(run.trigger, run.who) for run in runs] == [("panel", PEOPLE["marketing"])]


def test_an_admin_changes_the_schedule(
    google: LocalGoogle, http: TestClient, runtime: Runtime, served: str
) -> None:
    caller = panel(google, http, "admin")
    inputs = {"day": {"stringInputs": {"value": ["4"]}}, "time": {"timeInput": {"hours": 8, "minutes": 30}}}

    answer = caller.call(Route.SAVE_SCHEDULE, served, formInputs=inputs)
    wrong = caller.call(Route.SAVE_SCHEDULE, served, formInputs={"day": {"stringInputs": {"value": ["9"]}}})

    assert answer.json()["renderActions"]["action"]["notification"] == {"text": "Horaire enregistré."}
    assert "08:30" in texts(answer.json())
    assert wrong.json()["renderActions"]["action"] == {
        "notification": {"text": "Choisissez un jour de la liste."}
    }
    assert [each.served.schedule for each in Desk(runtime).standings()] == ["30 8 * * 4"]
    assert "Chaque jeudi à 08:30" in texts(caller.card(Route.SCHEDULE, served))


def test_leadership_chooses_an_account_and_sees_its_story(
    google: LocalGoogle, http: TestClient, served: str
) -> None:
    caller = panel(google, http, "leadership")

    def typed(text: str) -> Json:
        return {"formInputs": {"account": {"stringInputs": {"value": [text]}}}}

    names = caller.call(Route.NAMES, served, **typed("al")).json()["autoComplete"]["items"]
    chosen = texts(caller.card(Route.ACCOUNT, served))
    found = texts(caller.card(Route.STORY, served, **typed(names[0]["text"])))
    carried = texts(caller.card(Route.ACCOUNT, served, parameters={"account": names[0]["text"]}))
    unknown = texts(caller.card(Route.STORY, served, **typed("Personne")))

    assert "Choisissez un compte" in chosen
    assert names == [{"text": "Alizé"}]
    assert "<b>Alizé</b><br>Au " in found
    assert found == carried
    assert "Aucun compte de" in unknown


def test_what_is_no_event_is_refused(http: TestClient) -> None:
    for body in (b"", b"{", b"[]", b'"text"', b"\xff", b'{"commonEventObject": 3}'):
        assert http.post(Route.HOME, content=body).status_code == 400, body


def test_the_logo_is_a_picture(http: TestClient) -> None:
    answer = http.get("/addon/logo.png")

    assert answer.headers["content-type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")


def test_a_client_id_is_no_audience_of_the_service(google: LocalGoogle, http: TestClient) -> None:
    assert panel(google, http, "admin").call(Route.HOME, UNKNOWN, system={"aud": CLIENT}).status_code == 401
    assert panel(google, http, ADDON).call(Route.HOME, UNKNOWN).status_code == 403
