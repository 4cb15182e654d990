"""Google's OAuth server: tokens for assertions and refresh tokens, their description, and the public keys."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.google.errors import front_end
from tests.google.files import grantee_id
from tests.google.messages import Request, Response, json_response
from tests.google.signing import mint, new_key, parts, signed_by, timely
from tests.google.state import SIGNING, Google
from tests.google.tokens import Caller

Json = dict[str, Any]
Form = dict[str, str]

ISSUER = "https://accounts.google.com"
AUDIENCE = "https://oauth2.googleapis.com/token"
UNTIMELY = (
    "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your "
    "iat and exp values in the JWT claim."
)


def answer(google: Google, request: Request) -> Response:
    """What the OAuth server answers."""
    handler = ROUTES.get((request.method, request.path))
    return handler(google, request) if handler else front_end(404)


def _form(request: Request) -> Form:
    sent = parse_qs(request.body.decode(errors="replace"))
    return {name: values[0] for name, values in {**request.query, **sent}.items()}


def claimed(request: Request) -> str:
    """Who a request for a token says it is from, for the log."""
    if request.path != "/token":
        return ""
    form = _form(request)
    taken = parts(form.get("assertion", ""))
    if taken:
        return str(taken[1].get("sub") or taken[1].get("iss") or "")
    return form.get("refresh_token", "").partition("user-refresh:")[2]


def _refusal(error: str, description: str) -> Response:
    return json_response({"error": error, "error_description": description}, 400)


def _token(google: Google, request: Request) -> Response:
    form = _form(request)
    grant = GRANTS.get(form.get("grant_type", ""))
    if grant is None:
        return _refusal("unsupported_grant_type", f"Invalid grant_type: {form.get('grant_type', '')}")
    return grant(google, form)


def _asserted(google: Google, form: Form) -> Response:
    """The token for a service account's signed assertion, or what is wrong with it."""
    assertion = form.get("assertion", "")
    taken = parts(assertion)
    if taken is None:
        return _refusal("invalid_grant", "Bad Request")
    header, claims = taken
    problem = _problem(google, assertion, header, claims)
    if problem:
        return _refusal("invalid_grant", problem)
    if not claims.get("scope"):
        return _refusal("invalid_scope", "Invalid OAuth scope or ID token audience provided.")
    issuer, scopes = str(claims["iss"]), frozenset(str(claims["scope"]).split())
    token = google.tokens.issue(str(claims.get("sub") or issuer), scopes, issuer)
    lasting = int(google.tokens.lifetime_s)
    return json_response({"access_token": token, "expires_in": lasting, "token_type": "Bearer"})


def _problem(google: Google, assertion: str, header: Json, claims: Json) -> str | None:
    issuer, audience = str(claims.get("iss", "")), str(claims.get("aud", ""))
    key = google.keys.known(issuer)
    if key is None or issuer == SIGNING:
        return "Invalid grant: account not found"
    named = header.get("kid", key.id) == key.id and header.get("alg") == "RS256"
    if not named or not signed_by(key, assertion):
        return "Invalid JWT Signature."
    if not timely(claims):
        return UNTIMELY
    ours = audience == AUDIENCE or urlsplit(audience).path == "/token"
    return None if ours else "Invalid JWT: Failed audience check."


def _refreshed(google: Google, form: Form) -> Response:
    """The tokens of a person who let an OAuth client act in their name."""
    email, client = google.tokens.refreshable(form.get("refresh_token", "")), form.get("client_id", "")
    if email is None:
        return _refusal("invalid_grant", "Token has been expired or revoked.")
    scopes = frozenset(form["scope"].split()) if form.get("scope") else None
    body = {
        "access_token": google.tokens.issue(email, scopes, client),
        "expires_in": int(google.tokens.lifetime_s),
        "scope": Caller(email, scopes).scope_text,
        "token_type": "Bearer",
        "id_token": identity_token(google, {"email": email, "aud": client, "azp": client}),
    }
    return json_response(body)


def identity_token(google: Google, asked: Json) -> str:
    """A signed token that says who somebody is: any claim may be set, and the signature may be wrong."""
    asked = dict(asked)
    present = int(time.time())
    issued = present - int(asked.pop("iat_ago", 0))
    expires = present + int(asked.pop("exp_in", 3600))
    header = {word: asked.pop(name) for name, word in (("kid", "kid"), ("algorithm", "alg")) if name in asked}
    foreign = asked.pop("sign", "") == "foreign"
    key = new_key("foreign") if foreign else google.keys.of(SIGNING)
    email = asked.get("email") or "person@example.com"
    who = {"iss": ISSUER, "sub": grantee_id(email), "email": email, "email_verified": True}
    claims = who | {"iat": issued, "exp": expires} | asked
    return mint(key, {name: value for name, value in claims.items() if value is not None}, header)


def _token_info(google: Google, request: Request) -> Response:
    holder = google.tokens.holder(_form(request).get("access_token", ""))
    if holder is None:
        return _refusal("invalid_token", "Invalid Value")
    left = int(min(holder.expires - time.time(), google.tokens.lifetime_s))
    body = {
        "azp": holder.app,
        "aud": holder.app,
        "sub": grantee_id(holder.email),
        "scope": holder.scope_text,
        "expires_in": str(left),
        "email": holder.email,
        "email_verified": "true",
    }
    return json_response(body)


def _certificates(google: Google, _request: Request) -> Response:
    """Public keys, which clients may keep for some hours."""
    key = google.keys.of(SIGNING)
    response = json_response({key.id: key.certificate})
    response.headers["Cache-Control"] = "public, max-age=21600, must-revalidate, no-transform"
    return response


GRANTS: dict[str, Callable[[Google, Form], Response]] = {
    "urn:ietf:params:oauth:grant-type:jwt-bearer": _asserted,
    "refresh_token": _refreshed,
}

ROUTES: dict[tuple[str, str], Callable[[Google, Request], Response]] = {
    ("POST", "/token"): _token,
    ("GET", "/tokeninfo"): _token_info,
    ("POST", "/tokeninfo"): _token_info,
    ("GET", "/oauth2/v3/tokeninfo"): _token_info,
    ("GET", "/oauth2/v1/certs"): _certificates,
}
