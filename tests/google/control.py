"""The control endpoints under `/_control/`, by which tests set things up and look at what happened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs
from uuid import uuid4

import orjson

from tests.google import assertions, credentials
from tests.google.errors import ApiError, bad
from tests.google.messages import Request, Response, json_response
from tests.google.state import Google
from tests.google.tokens import LIFETIME_S

Json = dict[str, Any]


SAME = {"HEAD": "GET", "PUT": "POST", "PATCH": "POST"}
"""The verbs that are taken for another."""


def answer(google: Google, request: Request) -> Response:
    """What a control endpoint answers."""
    name = request.path.removeprefix("/_control/").strip("/")
    handler = ROUTES.get((SAME.get(request.method, request.method), name))
    if handler is None:
        known = ", ".join(f"{verb} {path}" for verb, path in ROUTES)
        raise ApiError(404, f"No control endpoint {request.method} {name}. There are: {known}.")
    try:
        return json_response(handler(google, request))
    except (TypeError, ValueError) as error:
        raise bad(f"What was sent is of the wrong kind: {error}") from error


def _sent(request: Request) -> Any:
    """The body, JSON or a form, whatever type it says it has; None where there is none."""
    if not request.body.strip():
        return None
    try:
        return orjson.loads(request.body)
    except orjson.JSONDecodeError as error:
        form = parse_qs(request.body.decode(errors="replace"))
        if not form:
            raise bad(f"The body is no JSON: {error}") from error
        return {name: values[-1] for name, values in form.items()}


def _rules(request: Request) -> Any:
    sent = _sent(request)
    return [] if sent is None else sent


def _entries(request: Request) -> Json:
    """What is asked for, in the query or the body."""
    sent = _sent(request) or {}
    if not isinstance(sent, dict):
        raise bad("The body must be an object.")
    return {name: values[-1] for name, values in request.query.items()} | sent


def _true(value: Any) -> bool:
    return str(value).lower() in {"true", "1"}


def _log(google: Google, _request: Request) -> list[Json]:
    return list(google.log)


def _clear_log(google: Google, _request: Request) -> Json:
    google.log.clear()
    return {}


def _reset(google: Google, request: Request) -> Json:
    with google.world.lock:
        google.reset(keep_files=_true(_entries(request).get("keep_files")))
    return {}


def _keep(google: Google, request: Request) -> Json:
    with google.world.lock:
        google.keep(str(_entries(request).get("name")))
    return {}


def _restore(google: Google, request: Request) -> Json:
    with google.world.lock:
        google.restore(str(_entries(request).get("name")))
    return {}


def _faults(google: Google, _request: Request) -> list[Json]:
    return google.faults.left()


def _add_faults(google: Google, request: Request) -> Json:
    return {"added": google.faults.add(_rules(request))}


def _clear_faults(google: Google, _request: Request) -> Json:
    google.faults.clear()
    return {}


def _edits(google: Google, _request: Request) -> Json:
    return google.edits.state()


def _add_edits(google: Google, request: Request) -> Json:
    return {"added": google.edits.add(_rules(request))}


def _clear_edits(google: Google, _request: Request) -> Json:
    google.edits.clear()
    return {}


def _quotas(google: Google, _request: Request) -> Json:
    return google.quotas.state()


def _set_quotas(google: Google, request: Request) -> Json:
    google.quotas.change(_entries(request))
    return google.quotas.state()


def _service_account(google: Google, request: Request) -> Json:
    email = _entries(request).get("email") or f"robot-{uuid4().hex[:8]}@local-google.iam.gserviceaccount.com"
    return credentials.service_account(google, email)


def _authorized_user(google: Google, request: Request) -> Json:
    return credentials.authorized_user(google, _entries(request).get("email") or "person@example.com")


def _id_token(google: Google, request: Request) -> Json:
    token = assertions.mint(google, _entries(request))
    return {"id_token": token, "token": token}


def _people(google: Google, request: Request) -> Json:
    sent, groups = _entries(request), google.world.groups
    google.strangers |= {address.lower() for address in sent.get("no_google_account", ())}
    for group, members in sent.get("groups", {}).items():
        groups[group.lower()] = {member.lower() for member in members}
    return {
        "no_google_account": sorted(google.strangers),
        "groups": {group: sorted(members) for group, members in groups.items()},
    }


def _apis(google: Google, request: Request) -> Json:
    google.apis.update({name: _true(on) for name, on in _entries(request).items() if name in google.apis})
    return google.apis


def _tokens(google: Google, request: Request) -> Json:
    google.tokens.lifetime_s = float(_entries(request).get("lifetime_s", LIFETIME_S))
    return {"lifetime_s": google.tokens.lifetime_s}


def _files(google: Google, _request: Request) -> list[Json]:
    with google.world.lock:
        return [
            {
                "id": file.id,
                "name": file.name,
                "mimeType": file.mime_type,
                "trashed": file.trashed,
                "version": file.version,
                "driveId": file.drive_id,
                "permissions": file.permissions,
            }
            for file in google.world.files.values()
        ]


ROUTES: dict[tuple[str, str], Callable[[Google, Request], Any]] = {
    ("GET", "requests"): _log,
    ("DELETE", "requests"): _clear_log,
    ("POST", "reset"): _reset,
    ("POST", "keep"): _keep,
    ("POST", "restore"): _restore,
    ("GET", "faults"): _faults,
    ("POST", "faults"): _add_faults,
    ("DELETE", "faults"): _clear_faults,
    ("GET", "edits"): _edits,
    ("POST", "edits"): _add_edits,
    ("DELETE", "edits"): _clear_edits,
    ("GET", "quotas"): _quotas,
    ("POST", "quotas"): _set_quotas,
    ("GET", "credentials"): _service_account,
    ("POST", "credentials"): _service_account,
    ("GET", "authorized-user"): _authorized_user,
    ("POST", "authorized-user"): _authorized_user,
    ("GET", "id-token"): _id_token,
    ("POST", "id-token"): _id_token,
    ("POST", "people"): _people,
    ("POST", "apis"): _apis,
    ("POST", "tokens"): _tokens,
    ("GET", "files"): _files,
}
