"""Who may call: service accounts, people, keys, and what their tokens permit."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import google.auth.transport.requests as transport
import pytest
import requests
from google.auth import crypt, jwt
from google.auth.exceptions import RefreshError
from google.oauth2 import id_token
from google.oauth2.credentials import Credentials
from google.oauth2.service_account import Credentials as ServiceAccount
from google.oauth2.service_account import IDTokenCredentials
from gspread.exceptions import APIError

from tests.google.clients import People
from tests.google.launch import LocalGoogle

ANNA = "anna@example.com"
BOT = "bot@project.iam.gserviceaccount.com"
READONLY = "https://www.googleapis.com/auth/spreadsheets.readonly"


def shared_with_bot(people: People) -> str:
    made = people.person(ANNA).create("Budget")
    made.share(BOT, perm_type="user", role="writer", notify=False)
    return str(made.id)


def assertion(google: LocalGoogle, **claims: Any) -> str:
    info, present = google.credentials(BOT), int(time.time())
    signer = crypt.RSASigner.from_service_account_info(info)
    whole = {"iss": BOT, "aud": info["token_uri"], "iat": present, "exp": present + 3600, "scope": READONLY}
    token: bytes = jwt.encode(signer, whole | claims)
    return token.decode()


def exchanged(google: LocalGoogle, people: People, token: str) -> dict[str, Any]:
    form = {"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": token}
    answered: dict[str, Any] = people.session().post(f"{google.url}/token", data=form).json()
    return answered


def test_a_service_account_works_with_the_file_of_its_key(people: People) -> None:
    key = shared_with_bot(people)
    assert people.robot(BOT).open_by_key(key).title == "Budget"


def test_a_service_account_may_act_as_a_person(people: People) -> None:
    key = people.person(ANNA).create("Private").id
    assert people.robot(BOT, subject=ANNA).open_by_key(key).title == "Private"


def test_a_token_it_signed_for_itself_serves_too(google: LocalGoogle, people: People) -> None:
    key = shared_with_bot(people)
    token = assertion(google, aud="https://sheets.googleapis.com/", sub=BOT, scope="")
    headers = {"Authorization": f"Bearer {token}"}
    assert people.session().get(f"{google.url}/v4/spreadsheets/{key}", headers=headers).ok


@pytest.mark.parametrize(
    ("claims", "description"),
    [
        ({"iss": "other@project.iam.gserviceaccount.com"}, "Invalid grant: account not found"),
        ({"exp": 1}, "Invalid JWT: Token must be a short-lived token"),
        ({"exp": int(time.time()) + 9999}, "Invalid JWT: Token must be a short-lived token"),
        ({"aud": "https://example.com/"}, "Invalid JWT: Failed audience check."),
    ],
)
def test_wrong_assertions_get_no_token(
    google: LocalGoogle, people: People, claims: dict[str, Any], description: str
) -> None:
    answer = exchanged(google, people, assertion(google, **claims))
    assert answer["error"] == "invalid_grant"
    assert answer["error_description"].startswith(description)


def test_a_foreign_signature_and_no_scope_get_no_token(google: LocalGoogle, people: People) -> None:
    head, body, signature = assertion(google).split(".")
    forged = f"{head}.{body}.{signature[::-1]}"
    assert exchanged(google, people, forged)["error_description"] == "Invalid JWT Signature."
    assert exchanged(google, people, assertion(google, scope=""))["error"] == "invalid_scope"


def test_a_refused_key_is_what_google_auth_calls_a_refresh_error(google: LocalGoogle) -> None:
    info = google.credentials(BOT) | {"client_email": "gone@project.iam.gserviceaccount.com"}
    credentials = ServiceAccount.from_service_account_info(info, scopes=[READONLY])
    with requests.Session() as session, pytest.raises(RefreshError, match="account not found"):
        credentials.refresh(transport.Request(session))


def refreshing(google: LocalGoogle, refresh_token: str | None = None) -> Credentials:
    # google-auth's own reader of these files insists on Google's address for the tokens.
    info = google.authorized_user(ANNA)
    return Credentials(
        None,
        refresh_token=refresh_token or info["refresh_token"],
        token_uri=info["token_uri"],
        client_id=info["client_id"],
        client_secret=info["client_secret"],
    )


def test_people_refresh_their_tokens(google: LocalGoogle, people: People) -> None:
    key = people.person(ANNA).create("Budget").id
    assert people.client(refreshing(google)).open_by_key(key).title == "Budget"


def test_a_revoked_refresh_token_is_a_refresh_error(google: LocalGoogle) -> None:
    with requests.Session() as session, pytest.raises(RefreshError, match="expired or revoked"):
        refreshing(google, "stolen").refresh(transport.Request(session))


def test_a_token_permits_what_its_scopes_do(people: People) -> None:
    key = shared_with_bot(people)
    sheet = people.robot(BOT, READONLY).open_by_key(key).sheet1
    with pytest.raises(APIError) as caught:
        sheet.update([[1]], "A1")
    error = caught.value.response.json()["error"]
    assert (error["code"], error["status"]) == (403, "PERMISSION_DENIED")
    assert error["message"] == "Request had insufficient authentication scopes."
    assert error["details"][0]["reason"] == "ACCESS_TOKEN_SCOPE_INSUFFICIENT"


def test_drive_file_sees_only_what_the_program_made(people: People) -> None:
    key = shared_with_bot(people)
    robot = people.robot(BOT, "https://www.googleapis.com/auth/drive.file")
    with pytest.raises(APIError) as caught:
        robot.list_permissions(key)
    assert caught.value.code == 404


def test_unknown_and_expired_tokens_are_refused(google: LocalGoogle, people: People) -> None:
    key = shared_with_bot(people)
    google.control("POST", "tokens", {"lifetime_s": 0})
    token = exchanged(google, people, assertion(google))["access_token"]
    for bearer in (token, "nonsense"):
        answer = people.session().get(
            f"{google.url}/v4/spreadsheets/{key}", headers={"Authorization": f"Bearer {bearer}"}
        )
        assert answer.json()["error"]["status"] == "UNAUTHENTICATED"


def test_nobody_and_keys(google: LocalGoogle, people: People) -> None:
    made = people.person(ANNA).create("Budget")
    session, url = people.session(), f"{google.url}/v4/spreadsheets/{made.id}"
    assert "unregistered callers" in session.get(url).json()["error"]["message"]
    assert session.get(url, params={"key": "AIza"}).status_code == 403
    made.share("", perm_type="anyone", role="reader")
    assert session.get(url, params={"key": "AIza"}).ok
    assert (
        session.post(f"{url}:batchUpdate", params={"key": "AIza"}, json={"requests": []}).status_code == 401
    )


def test_tokens_are_described_and_revoked(google: LocalGoogle, people: People) -> None:
    session = people.session()
    token = exchanged(google, people, assertion(google))["access_token"]
    info = session.get(f"{google.url}/oauth2/v3/tokeninfo", params={"access_token": token}).json()
    assert (info["email"], info["scope"]) == (BOT, READONLY)
    headers = {"Authorization": f"Bearer {token}"}
    assert session.get(f"{google.url}/oauth2/v3/userinfo", headers=headers).json()["email"] == BOT
    assert session.post(f"{google.url}/revoke", data={"token": token}).ok
    assert session.get(f"{google.url}/oauth2/v3/userinfo", headers=headers).status_code == 401


def verified(google: LocalGoogle, token: str, certs: str = "v1") -> dict[str, Any]:
    with requests.Session() as session:
        claims = id_token.verify_token(
            token, transport.Request(session), audience="us", certs_url=f"{google.url}/oauth2/{certs}/certs"
        )
    return dict(claims)


def test_identity_tokens_are_accepted_by_google_auth(google: LocalGoogle) -> None:
    claims = verified(google, google.id_token(email=ANNA, aud="us", hd="example.com"))
    assert (claims["email"], claims["iss"], claims["hd"]) == (
        ANNA,
        "https://accounts.google.com",
        "example.com",
    )


def test_identity_tokens_are_described(google: LocalGoogle, people: People) -> None:
    session, url = people.session(), f"{google.url}/tokeninfo"
    good, bad = google.id_token(email=ANNA, aud="us"), google.id_token(email=ANNA, sign="foreign")
    info = session.get(url, params={"id_token": good}).json()
    assert (info["email"], info["email_verified"], info["aud"]) == (ANNA, "true", "us")
    assert session.get(url, params={"id_token": bad}).json()["error"] == "invalid_token"


@pytest.mark.parametrize(
    "wrong",
    [{"aud": "them"}, {"exp_in": -60}, {"sign": "foreign"}, {"algorithm": "HS256"}, {"algorithm": "none"}],
)
def test_wrong_identity_tokens_are_not(google: LocalGoogle, wrong: dict[str, Any]) -> None:
    token = google.id_token(**({"email": ANNA, "aud": "us"} | wrong))
    with pytest.raises(Exception, match=r"(?i)audience|expired|certificate|signature|algorithm|alg"):
        verified(google, token)


def test_service_accounts_get_identity_tokens(google: LocalGoogle) -> None:
    info = google.credentials(BOT)
    credentials = IDTokenCredentials.from_service_account_info(info, target_audience="us")
    with requests.Session() as session:
        credentials.refresh(transport.Request(session))
    assert verified(google, credentials.token)["email"] == BOT


def test_people_let_a_program_act_for_them(google: LocalGoogle, people: People) -> None:
    session = people.session()
    query = {"redirect_uri": "http://localhost:1/", "state": "s", "login_hint": ANNA, "response_type": "code"}
    answer = session.get(f"{google.url}/o/oauth2/auth", params=query, allow_redirects=False)
    back = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert back["state"] == ["s"]
    form = {"grant_type": "authorization_code", "code": back["code"][0], "client_id": "us"}
    granted = session.post(f"{google.url}/token", data=form).json()
    assert granted["refresh_token"] == f"user-refresh:{ANNA}"
    assert google.requests()[-1]["status"] == 200
