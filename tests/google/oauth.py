"""Google's OAuth server: tokens for assertions and refresh tokens, their description, and the public keys."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import orjson

from tests.google import assertions, jwts
from tests.google.callers import caller_of
from tests.google.drive import display_name, grantee_id
from tests.google.errors import ApiError
from tests.google.keys import Key
from tests.google.messages import Request, Response, html_response, json_response
from tests.google.replies import front_end
from tests.google.state import SIGNING, Google
from tests.google.tokens import Caller

Json = dict[str, Any]
Form = dict[str, str]

ROBOT_CERTS = "/robot/v1/metadata/x509/"


def answer(google: Google, request: Request) -> Response:
    """What the OAuth server answers."""
    if request.plain_path.startswith(ROBOT_CERTS):
        return _robot_certs(google, request.plain_path.removeprefix(ROBOT_CERTS))
    handler = ROUTES.get((request.method, request.path))
    return handler(google, request) if handler else front_end(404)


def form_of(request: Request) -> Form:
    """The parameters of an OAuth request: a form, JSON, or the query."""
    text = request.body.decode(errors="replace")
    if "json" in request.header("content-type"):
        loaded = orjson.loads(text or "{}")
        return {str(name): str(value) for name, value in loaded.items()}
    return {name: values[0] for name, values in {**request.query, **parse_qs(text)}.items()}


def claimed(request: Request) -> str:
    """Who a request for a token says it is from, for the log."""
    if request.path not in TOKEN_PATHS:
        return ""
    form = form_of(request)
    taken = jwts.parts(form.get("assertion", ""))
    if taken:
        return str(taken[1].get("sub") or taken[1].get("iss") or "")
    return form.get("refresh_token", "").partition("user-refresh:")[2]


def refusal(error: str, description: str, status: int = 400) -> Response:
    """A refusal in OAuth's form."""
    return json_response({"error": error, "error_description": description}, status)


def _token(google: Google, request: Request) -> Response:
    form = form_of(request)
    grant = GRANTS.get(form.get("grant_type", ""))
    if grant is None:
        return refusal("unsupported_grant_type", f"Invalid grant_type: {form.get('grant_type', '')}")
    return grant(google, form)


def _refresh(google: Google, form: Form) -> Response:
    email = google.tokens.refreshable(form.get("refresh_token", ""))
    if email is None:
        return refusal("invalid_grant", "Token has been expired or revoked.")
    if not form.get("client_id"):
        return refusal("invalid_request", "Could not determine client ID from request.")
    return granted(google, email, form, {})


def _code(google: Google, form: Form) -> Response:
    email = form.get("code", "").partition("user-code:")[2]
    if not email:
        return refusal("invalid_grant", "Malformed auth code.")
    return granted(google, email, form, {"refresh_token": f"user-refresh:{email}"})


def granted(google: Google, email: str, form: Form, more: Json) -> Response:
    """The tokens of a person who uses an OAuth client."""
    scopes = frozenset(form["scope"].split()) if form.get("scope") else None
    token = google.tokens.issue(email, scopes, form.get("client_id", ""))
    holder = google.tokens.holder(token) or Caller(email, scopes)
    body = {
        "access_token": token,
        "expires_in": int(google.tokens.lifetime_s),
        "scope": holder.scope_text,
        "token_type": "Bearer",
        "id_token": assertions.identity_token(google, email, form.get("client_id", "")),
    }
    return json_response(body | more)


def _authorize(_google: Google, request: Request) -> Response:
    """The consent page, where the person named by `login_hint` says yes at once."""
    email = request.first("login_hint") or "person@example.com"
    target = request.first("redirect_uri")
    if not target:
        return html_response("Error 400", "Error 400: invalid_request. Missing redirect_uri.", 400)
    answer = {"state": request.first("state"), "code": f"user-code:{email}", "scope": request.first("scope")}
    mark = "&" if "?" in target else "?"
    return Response(302, headers={"Location": target + mark + assertions.form(answer)})


def _token_info(google: Google, request: Request) -> Response:
    form = form_of(request)
    if "id_token" in form:
        return _identity_info(google, form["id_token"])
    holder = google.tokens.holder(form.get("access_token", ""))
    if holder is None:
        return refusal("invalid_token", "Invalid Value")
    left = int(min(holder.expires - time.time(), google.tokens.lifetime_s))
    body = {
        "azp": holder.app,
        "aud": holder.app,
        "sub": grantee_id(holder.email),
        "scope": holder.scope_text,
        "exp": str(int(time.time()) + left),
        "expires_in": str(left),
        "email": holder.email,
        "email_verified": "true",
        "access_type": "online",
    }
    return json_response(body)


def _identity_info(google: Google, token: str) -> Response:
    taken = jwts.parts(token)
    if taken is None or not jwts.signed_by(google.keys.of(SIGNING), token) or not jwts.timely(taken[1]):
        return refusal("invalid_token", "Invalid Value")
    header, claims = taken
    flat = {name: str(held).lower() if isinstance(held, bool) else str(held) for name, held in claims.items()}
    return json_response(flat | {"alg": header["alg"], "kid": header.get("kid", ""), "typ": "JWT"})


def _user_info(google: Google, request: Request) -> Response:
    try:
        caller = caller_of(google, request)
    except ApiError:
        caller = None
    if caller is None:
        return refusal("invalid_request", "Invalid Credentials", 401)
    name, email = display_name(caller.email), caller.email
    return json_response({"sub": grantee_id(email), "name": name, "email": email, "email_verified": True})


def _revoke(google: Google, request: Request) -> Response:
    if google.tokens.revoke(form_of(request).get("token", "")):
        return json_response({})
    return refusal("invalid_token", "Token expired or revoked")


def _pem_certs(google: Google, _request: Request) -> Response:
    key = google.keys.of(SIGNING)
    return _lasting({key.id: key.certificate})


def _lasting(keys: Json) -> Response:
    """Public keys, which clients may keep for some hours."""
    response = json_response(keys)
    response.headers["Cache-Control"] = "public, max-age=21600, must-revalidate, no-transform"
    return response


def _json_certs(google: Google, _request: Request) -> Response:
    return _lasting({"keys": [jwk(google.keys.of(SIGNING))]})


def jwk(key: Key) -> Json:
    """A public key in JSON."""
    numbers = key.private.public_key().public_numbers()
    modulus, exponent = (jwts.encode(n.to_bytes((n.bit_length() + 7) // 8)) for n in (numbers.n, numbers.e))
    return {"kty": "RSA", "alg": "RS256", "use": "sig", "kid": key.id, "n": modulus, "e": exponent}


def _robot_certs(google: Google, email: str) -> Response:
    key = google.keys.known(email)
    return json_response({key.id: key.certificate}) if key else front_end(404)


TOKEN_PATHS = ("/token", "/oauth2/v4/token", "/o/oauth2/token")

GRANTS: dict[str, Callable[[Google, Form], Response]] = {
    "urn:ietf:params:oauth:grant-type:jwt-bearer": assertions.grant,
    "refresh_token": _refresh,
    "authorization_code": _code,
}

ROUTES: dict[tuple[str, str], Callable[[Google, Request], Response]] = {
    **{("POST", path): _token for path in TOKEN_PATHS},
    **{("GET", path): _authorize for path in ("/o/oauth2/auth", "/o/oauth2/v2/auth")},
    **{
        (verb, path): _token_info
        for verb in ("GET", "POST")
        for path in ("/oauth2/v3/tokeninfo", "/tokeninfo")
    },
    **{("GET", f"/oauth2/{version}/userinfo"): _user_info for version in ("v1", "v2", "v3")},
    **{(verb, path): _revoke for verb in ("GET", "POST") for path in ("/revoke", "/o/oauth2/revoke")},
    ("GET", "/oauth2/v1/certs"): _pem_certs,
    ("GET", "/oauth2/v3/certs"): _json_certs,
}
