"""Who is calling, by a bearer token, and whether they may call the method."""

from __future__ import annotations

from tests.google.discovery import Method
from tests.google.errors import PROJECT, SERVICES, ApiError, error_info, help_link
from tests.google.faults import BAD_CREDENTIALS
from tests.google.messages import Request
from tests.google.state import Google
from tests.google.tokens import FEEDS, Caller

NOBODY = (
    "Method doesn't allow unregistered callers (callers without established identity). Please use API Key "
    "or other form of API consumer identity to call this API."
)


def caller_of(google: Google, request: Request) -> Caller | None:
    """Who sends a request; None where it bears no token."""
    token = _token(request)
    if not token:
        return None
    found = google.tokens.holder(token)
    if found is None:
        raise ApiError(401, BAD_CREDENTIALS, reason="authError", location="Authorization")
    return found


def _token(request: Request) -> str:
    kind, _, token = request.header("authorization").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def admit(google: Google, method: Method, caller: Caller | None) -> Caller:
    """The caller, once the API is enabled and the token permits the method."""
    if caller is None:
        raise ApiError(403, NOBODY, reason="forbidden")
    if not google.apis[method.api]:
        raise disabled(method.api)
    older = {FEEDS} if method.api == "sheets" else set()
    if not caller.permits(method.scopes | older):
        raise insufficient(method)
    return caller


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
