"""Tokens of every kind, one row each: which are taken, and what is said of the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests

from abm_sheets.errors.incoming import ForbiddenCallerError, NotAuthenticatedError
from abm_sheets.service.callers import Certificates, Person, Verifier, identified
from tests.google import signing
from tests.google.launch import LocalGoogle
from tests.google.signing import new_key
from tests.service.callers.calls import ADDON, CERTS, CLICK, CLIENT, PANEL, bearer, fetches, token

ANNA = "anna@exemple.fr"
FOREIGN = new_key("foreign")
DEEP = signing.encode(b"[" * 1200)
"""Brackets within one another, more than a JSON reader goes down."""


def published(google: LocalGoogle) -> str:
    """The id of the key that Google publishes."""
    (key_id,) = requests.get(f"{google.url}{CERTS}", timeout=10).json()
    google.clear_requests()
    return str(key_id)


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param({}, id="as it should be"),
        pytest.param({"aud": CLICK}, id="made for another address of ours"),
        pytest.param({"iss": "accounts.google.com"}, id="the issuer's short name"),
        pytest.param({"exp_in": -5}, id="expired within the clocks' difference"),
        pytest.param({"iat_ago": -5}, id="signed a few seconds from now"),
    ],
)
def test_the_service_account_of_the_add_on_may_call(
    google: LocalGoogle, verifier: Verifier, claims: dict[str, Any]
) -> None:
    caller = verifier.caller(bearer(token(google, **claims)))

    assert caller.email == ADDON
    assert caller.subject.isdigit()


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param({"exp_in": -60}, id="expired"),
        pytest.param({"iat_ago": -60}, id="signed in the future"),
        pytest.param({"exp": None}, id="never expires"),
        pytest.param({"iat": None}, id="no date of signature"),
        pytest.param({"exp": "demain"}, id="expires in words"),
        pytest.param({"aud": "https://autre.exemple.fr/panel"}, id="another audience"),
        pytest.param({"aud": f"{PANEL}/"}, id="nearly our audience"),
        pytest.param({"aud": None}, id="no audience"),
        pytest.param({"aud": [PANEL]}, id="a list of audiences"),
        pytest.param({"iss": "https://accounts.google.com.exemple.fr"}, id="another issuer"),
        pytest.param({"iss": None}, id="no issuer"),
        pytest.param({"sub": None}, id="no account"),
        pytest.param({"sub": 7}, id="an account that is a number"),
        pytest.param({"sign": "foreign"}, id="a foreign key"),
        pytest.param({"kid": "inconnue"}, id="an unknown key"),
        pytest.param({"kid": None}, id="no key"),
        pytest.param({"kid": 7}, id="a key that is a number"),
        pytest.param({"algorithm": "none"}, id="unsigned"),
        pytest.param({"algorithm": "HS256"}, id="signed with the public key"),
        pytest.param({"algorithm": "ES256"}, id="another algorithm that Google knows"),
        pytest.param({"algorithm": "rs256"}, id="the right one, misspelled"),
    ],
)
def test_a_token_that_is_not_googles_for_us_and_now_is_refused(
    google: LocalGoogle, verifier: Verifier, claims: dict[str, Any]
) -> None:
    with pytest.raises(NotAuthenticatedError):
        verifier.caller(bearer(token(google, **claims)))


def test_a_foreign_signature_under_the_name_of_googles_key_is_refused(
    google: LocalGoogle, verifier: Verifier
) -> None:
    forged = token(google, sign="foreign", kid=published(google))

    with pytest.raises(NotAuthenticatedError):
        verifier.caller(bearer(forged))


def test_claims_that_were_changed_are_refused(google: LocalGoogle, verifier: Verifier) -> None:
    header, _, signature = token(google, email="autre@exemple.fr").split(".")
    claims = token(google).split(".")[1]

    with pytest.raises(NotAuthenticatedError):
        verifier.caller(bearer(f"{header}.{claims}.{signature}"))


def test_keys_are_never_fetched_from_where_a_token_says(google: LocalGoogle, verifier: Verifier) -> None:
    claims = signing.parts(token(google))
    elsewhere = {"jku": f"{google.url}/a.json", "x5u": f"{google.url}/b.pem", "jwk": {"kty": "RSA"}}
    forged = signing.mint(FOREIGN, claims[1] if claims else {}, elsewhere)

    with pytest.raises(NotAuthenticatedError):
        verifier.caller(bearer(forged))
    assert {each["path"] for each in google.requests()} == {CERTS}


SHAPES: dict[str, Callable[[LocalGoogle], str | None]] = {
    "no header": lambda _: None,
    "an empty header": lambda _: "",
    "a scheme alone": lambda _: "Bearer ",
    "another scheme": lambda google: f"Basic {token(google)}",
    "no scheme": token,
    "two tokens": lambda google: f"Bearer {token(google)} {token(google)}",
    "two lines": lambda google: f"Bearer {token(google)}\n",
    "two parts": lambda google: bearer(token(google).rpartition(".")[0]),
    "four parts": lambda google: bearer(f"{token(google)}.e30"),
    "an empty signature": lambda google: bearer(token(google).rpartition(".")[0] + "."),
    "no base64": lambda _: "Bearer a.b.c",
    "no JSON": lambda _: f"Bearer {signing.encode(b'{alg')}.e30.e30",
    "no object": lambda _: "Bearer W10.W10.e30",
    "no letters of ours": lambda google: bearer(token(google) + "é"),
    "JSON too deep to read": lambda _: f"Bearer {DEEP}.{DEEP}.e30",
    "a number too long to read": lambda _: f"Bearer {signing.encode(b'9' * 1500)}.e30.e30",
    "too long": lambda google: bearer(token(google, note="x" * 4096)),
    "an access token": lambda _: "Bearer ya29.a0AfB_byC",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_what_does_not_look_like_a_token_is_refused_without_any_call(
    google: LocalGoogle, verifier: Verifier, shape: str
) -> None:
    with pytest.raises(NotAuthenticatedError):
        verifier.caller(SHAPES[shape](google))
    assert fetches(google) == 0


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param(
            {"email": "service-987@gcp-sa-gsuiteaddons.iam.gserviceaccount.com"}, id="another add-on's"
        ),
        pytest.param({"email": ADDON.upper()}, id="another spelling"),
        pytest.param({"email": None}, id="no address"),
        pytest.param({"email": {}}, id="an address that is no text"),
        pytest.param({"email_verified": False}, id="an address that was not verified"),
        pytest.param({"email_verified": "true"}, id="verified in words"),
        pytest.param({"email_verified": None}, id="nothing said of it"),
    ],
)
def test_another_account_is_forbidden(
    google: LocalGoogle, verifier: Verifier, claims: dict[str, Any]
) -> None:
    with pytest.raises(ForbiddenCallerError):
        verifier.caller(bearer(token(google, **claims)))


def test_the_body_may_repeat_the_token(google: LocalGoogle, verifier: Verifier) -> None:
    given = token(google)

    assert verifier.caller(bearer(given), given).email == ADDON
    assert verifier.caller(bearer(given), "").email == ADDON


@pytest.mark.parametrize("other", ["another", "é", "\ud800"])
def test_the_body_may_not_bear_another_token(google: LocalGoogle, verifier: Verifier, other: str) -> None:
    repeated = token(google, exp_in=1800) if other == "another" else other

    with pytest.raises(NotAuthenticatedError):
        verifier.caller(bearer(token(google)), repeated)


def test_nobody_may_call_a_service_without_addresses(google: LocalGoogle, certificates: Certificates) -> None:
    with pytest.raises(NotAuthenticatedError):
        Verifier(certificates, (), ADDON).caller(bearer(token(google)))


def test_a_person_is_known_by_the_token_made_for_the_client(
    google: LocalGoogle, certificates: Certificates
) -> None:
    given = token(google, email=ANNA, aud=CLIENT, sub="108")

    assert identified(given, (CLIENT,), certificates) == Person("108", ANNA)


@pytest.mark.parametrize(
    ("claims", "error"),
    [
        pytest.param({"aud": PANEL}, NotAuthenticatedError, id="made for another"),
        pytest.param({"exp_in": -60}, NotAuthenticatedError, id="expired"),
        pytest.param({"email_verified": False}, ForbiddenCallerError, id="address not verified"),
    ],
)
def test_a_persons_token_is_verified_too(
    google: LocalGoogle, certificates: Certificates, claims: dict[str, Any], error: type[Exception]
) -> None:
    given = token(google, **{"email": ANNA, "aud": CLIENT, **claims})

    with pytest.raises(error):
        identified(given, (CLIENT,), certificates)


@pytest.mark.parametrize("note", [None, "x" * 4096])
def test_an_event_without_a_person_or_with_an_endless_one_is_refused_without_any_call(
    google: LocalGoogle, certificates: Certificates, note: str | None
) -> None:
    given = token(google, email=ANNA, aud=CLIENT, note=note) if note else None

    with pytest.raises(NotAuthenticatedError):
        identified(given, (CLIENT,), certificates)
    assert fetches(google) == 0


def test_the_scheduler_is_known_by_its_own_account_and_address(
    google: LocalGoogle, certificates: Certificates
) -> None:
    scheduler, service = "planificateur@exemple.iam.gserviceaccount.com", "https://abm.exemple.fr"
    verifier = Verifier(certificates, (service,), scheduler)

    assert verifier.caller(bearer(token(google, email=scheduler, aud=service))).email == scheduler
    with pytest.raises(ForbiddenCallerError):
        verifier.caller(bearer(token(google, aud=service)))


def test_a_refusal_does_not_tell_which_check_failed(google: LocalGoogle, verifier: Verifier) -> None:
    reported = set()
    for header in (None, bearer(token(google, exp_in=-60)), bearer(token(google, sign="foreign"))):
        with pytest.raises(NotAuthenticatedError) as refusal:
            verifier.caller(header)
        reported.add((str(refusal.value), refusal.value.__cause__, refusal.value.__suppress_context__))

    assert len({sentence for sentence, _, _ in reported}) == 1
