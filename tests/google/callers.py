"""Who is calling: bearer tokens, self-signed tokens and API keys, and whether they may call the method."""

from __future__ import annotations

from tests.google import jwts
from tests.google.discovery import Method
from tests.google.errors import ApiError
from tests.google.faults import BAD_CREDENTIALS
from tests.google.messages import Request
from tests.google.replies import PROJECT, SERVICES, error_info, help_link
from tests.google.state import Google
from tests.google.tokens import DRIVE, FEEDS, PEOPLE, SPREADSHEETS, Caller

NOBODY = (
    "Method doesn't allow unregistered callers (callers without established identity). Please use API Key "
    "or other form of API consumer identity to call this API."
)
KEYS_NOT_TAKEN = (
    "API keys are not supported by this API. Expected OAuth2 access token or other authentication "
    "credentials that assert a principal. See https://cloud.google.com/docs/authentication"
)
SELF_SIGNED = frozenset({DRIVE, SPREADSHEETS, PEOPLE})
"""What a self-signed token without scopes permits: all that its audience serves."""


def caller_of(google: Google, request: Request) -> Caller | None:
    """Who sends a request; None where it bears no token."""
    token = _token(request)
    if not token:
        return None
    found = google.tokens.holder(token) or _self_signed(google, token)
    if found is None:
        raise ApiError(401, BAD_CREDENTIALS, reason="authError", location="Authorization")
    return found


def _token(request: Request) -> str:
    kind, _, token = request.header("authorization").partition(" ")
    if token and kind.lower() == "bearer":
        return token.strip()
    return request.first("access_token") or request.first("oauth_token")


def _self_signed(google: Google, token: str) -> Caller | None:
    """The service account that signed a token for itself, without asking for one."""
    taken = jwts.parts(token)
    if taken is None:
        return None
    _, claims = taken
    email = str(claims.get("iss", ""))
    key = google.keys.known(email)
    if key is None or not jwts.signed_by(key, token) or not jwts.timely(claims):
        return None
    scopes = frozenset(str(claims["scope"]).split()) if claims.get("scope") else SELF_SIGNED
    return Caller(email.lower(), scopes, email, float(claims["exp"]))


def admit(google: Google, method: Method, request: Request, caller: Caller | None) -> Caller:
    """The caller, once the API is enabled and the token or the key permits the method."""
    if caller is None:
        return _by_key(method, request)
    if not google.apis[method.api]:
        raise disabled(method.api)
    older = {FEEDS} if method.api == "sheets" else set()
    if not caller.permits(method.scopes | older):
        raise insufficient(method)
    return caller


def _by_key(method: Method, request: Request) -> Caller:
    if not (request.first("key") or request.header("x-goog-api-key")):
        raise ApiError(403, NOBODY, reason="forbidden")
    if not method.reads:
        info = error_info("CREDENTIALS_MISSING", SERVICES[method.api][0], method=_rpc(method))
        raise ApiError(401, KEYS_NOT_TAKEN, details=[info], reason="required", location="Authorization")
    return Caller("")


def _rpc(method: Method) -> str:
    if method.api == "drive":
        return "google.apps.drive.v3." + method.key.partition(".")[2]
    name = method.key.rpartition(".")[2]
    return f"google.apps.sheets.v4.SpreadsheetsService.{name[:1].upper()}{name[1:]}"


def insufficient(method: Method) -> ApiError:
    """The refusal of a token whose scopes do not permit the method."""
    service = SERVICES[method.api][0]
    return ApiError(
        403,
        "Request had insufficient authentication scopes.",
        details=[error_info("ACCESS_TOKEN_SCOPE_INSUFFICIENT", service, method=_rpc(method))],
        reason="insufficientPermissions",
    )


def disabled(api: str) -> ApiError:
    """The refusal of every call to an API that the project has not enabled."""
    service, title = SERVICES[api]
    url = f"https://console.developers.google.com/apis/api/{service}/overview?project={PROJECT}"
    message = (
        f"{title} has not been used in project {PROJECT} before or it is disabled. Enable it by visiting "
        f"{url} then retry. If you enabled this API recently, wait a few minutes for the action to propagate "
        "to our systems and retry."
    )
    metadata = {
        "serviceTitle": title,
        "containerInfo": PROJECT,
        "activationUrl": url,
        "consumer": f"projects/{PROJECT}",
    }
    details = [
        error_info("SERVICE_DISABLED", service, **metadata),
        help_link("Google developers console API activation", url),
    ]
    return ApiError(403, message, details=details, reason="accessNotConfigured", domain="usageLimits")
