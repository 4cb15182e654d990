"""Service accounts' signed assertions, the tokens given for them, and identity tokens."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.google import jwts
from tests.google.drive import grantee_id
from tests.google.keys import new_key
from tests.google.messages import Response, json_response
from tests.google.state import SIGNING, Google

Json = dict[str, Any]

ISSUER = "https://accounts.google.com"
AUDIENCES = (
    "https://oauth2.googleapis.com/token",
    "https://www.googleapis.com/oauth2/v4/token",
    "https://accounts.google.com/o/oauth2/token",
)
UNTIMELY = (
    "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your "
    "iat and exp values in the JWT claim."
)


def grant(google: Google, request: dict[str, str]) -> Response:
    """The token for an assertion, or what is wrong with it."""
    assertion = request.get("assertion", "")
    taken = jwts.parts(assertion)
    if taken is None:
        return _refusal("invalid_grant", "Bad Request")
    header, claims = taken
    problem = _problem(google, assertion, header, claims)
    if problem:
        return _refusal("invalid_grant", problem)
    if claims.get("target_audience"):
        token = identity_token(google, str(claims["iss"]), str(claims["target_audience"]))
        return json_response({"id_token": token})
    if not claims.get("scope"):
        return _refusal("invalid_scope", "Invalid OAuth scope or ID token audience provided.")
    return _access(google, claims)


def _refusal(error: str, description: str) -> Response:
    return json_response({"error": error, "error_description": description}, 400)


def _problem(google: Google, assertion: str, header: Json, claims: Json) -> str | None:
    issuer = str(claims.get("iss", ""))
    key = google.keys.known(issuer)
    if key is None or issuer == SIGNING:
        return "Invalid grant: account not found"
    if header.get("kid", key.id) != key.id or header.get("alg") != "RS256":
        return "Invalid JWT Signature."
    if not jwts.signed_by(key, assertion):
        return "Invalid JWT Signature."
    if not jwts.timely(claims):
        return UNTIMELY
    return None if _for_us(str(claims.get("aud", ""))) else "Invalid JWT: Failed audience check."


def _for_us(audience: str) -> bool:
    return audience in AUDIENCES or urlsplit(audience).path == "/token"


def _access(google: Google, claims: Json) -> Response:
    issuer = str(claims["iss"])
    scopes = frozenset(str(claims["scope"]).split())
    token = google.tokens.issue(str(claims.get("sub") or issuer), scopes, issuer)
    return json_response(
        {"access_token": token, "expires_in": int(google.tokens.lifetime_s), "token_type": "Bearer"}
    )


def identity_token(google: Google, email: str, audience: str) -> str:
    """A signed token that says who somebody is."""
    return mint(google, {"email": email, "aud": audience, "azp": audience})


def mint(google: Google, asked: Json) -> str:
    """An identity token as asked: any claim may be set, and the signature may be wrong."""
    asked = dict(asked)
    present = int(time.time())
    issued = present - int(asked.pop("iat_ago", 0))
    expires = present + int(asked.pop("exp_in", 3600))
    header = {word: asked.pop(name) for name, word in (("kid", "kid"), ("algorithm", "alg")) if name in asked}
    foreign = asked.pop("sign", "") == "foreign"
    key = new_key("foreign") if foreign else google.keys.of(SIGNING)
    email = asked.get("email") or "person@example.com"
    claims = {
        "iss": ISSUER,
        "sub": grantee_id(email),
        "email": email,
        "email_verified": True,
        "iat": issued,
        "exp": expires,
    }
    claims |= asked
    return jwts.mint(key, {name: value for name, value in claims.items() if value is not None}, header)


def form(values: dict[str, str]) -> str:
    """Values as a query string."""
    return urlencode(values)
