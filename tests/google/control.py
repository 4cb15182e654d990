"""The control endpoints under `/_control/`, by which tests set things up and look at what happened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import orjson

from tests.google import oauth
from tests.google.errors import ApiError, bad
from tests.google.files import grantee_id
from tests.google.messages import Request, Response, json_response
from tests.google.state import Google
from tests.google.tokens import LIFETIME_S

Json = dict[str, Any]

CLIENT_ID = "381868581846-local.apps.googleusercontent.com"


def answer(google: Google, request: Request) -> Response:
    """What a control endpoint answers."""
    name = request.path.removeprefix("/_control/")
    handler = ROUTES.get((request.method, name))
    if handler is None:
        known = ", ".join(f"{verb} {path}" for verb, path in ROUTES)
        raise ApiError(404, f"No control endpoint {request.method} {name}. There are: {known}.")
    try:
        sent = orjson.loads(request.body) if request.body else {}
        sent = sent if isinstance(sent, list) else {k: v[-1] for k, v in request.query.items()} | sent
        with google.world.lock:
            return json_response(handler(google, sent))
    except (TypeError, ValueError, KeyError) as error:
        raise bad(f"What was sent is of the wrong kind: {error}") from error


def _clear_log(google: Google, _: Any) -> Json:
    google.log.clear()
    return {}


def _reset(google: Google, sent: Json) -> Json:
    google.reset(keep_files=bool(sent.get("keep_files")))
    return {}


def _keep(google: Google, sent: Json) -> Json:
    google.keep(sent["name"])
    return {}


def _restore(google: Google, sent: Json) -> Json:
    google.restore(sent["name"])
    return {}


def _clear_faults(google: Google, _: Any) -> Json:
    google.faults.clear()
    return {}


def _set_quotas(google: Google, sent: Json) -> Json:
    google.quotas.change(sent)
    return google.quotas.state()


def _service_account(google: Google, sent: Json) -> Json:
    """A service-account file as Google's console hands it out; the same address always gets the same key."""
    email, url = sent["email"], google.url
    key = google.keys.of(email)
    return {
        "type": "service_account",
        "project_id": email.partition("@")[2].removesuffix(".iam.gserviceaccount.com"),
        "private_key_id": key.id,
        "private_key": key.pem,
        "client_email": email,
        "client_id": grantee_id(email),
        "auth_uri": f"{url}/o/oauth2/auth",
        "token_uri": f"{url}/token",
        "auth_provider_x509_cert_url": f"{url}/oauth2/v1/certs",
        "client_x509_cert_url": f"{url}/robot/v1/metadata/x509/{quote(email, safe='')}",
        "universe_domain": "googleapis.com",
    }


def _authorized_user(google: Google, sent: Json) -> Json:
    """The file of a person who let an OAuth client act in their name."""
    return {
        "type": "authorized_user",
        "account": sent["email"],
        "client_id": CLIENT_ID,
        "client_secret": "GOCSPX-local",
        "refresh_token": f"user-refresh:{sent['email']}",
        "token_uri": f"{google.url}/token",
        "universe_domain": "googleapis.com",
    }


def _people(google: Google, sent: Json) -> Json:
    google.strangers |= {address.lower() for address in sent.get("no_google_account", ())}
    for group, members in sent.get("groups", {}).items():
        google.world.groups[group.lower()] = {member.lower() for member in members}
    return {}


def _apis(google: Google, sent: Json) -> Json:
    google.apis |= sent
    return google.apis


def _tokens(google: Google, sent: Json) -> Json:
    google.tokens.lifetime_s = float(sent.get("lifetime_s", LIFETIME_S))
    return {}


def _results(google: Google, sent: Json) -> Json:
    google.world.results |= sent
    return {}


def _files(google: Google, _: Any) -> list[Json]:
    return [
        {"id": file.id, "name": file.name, "driveId": file.drive_id, "permissions": file.permissions}
        for file in google.world.files.values()
    ]


ROUTES: dict[tuple[str, str], Callable[[Google, Any], Any]] = {
    ("GET", "requests"): lambda google, _: list(google.log),
    ("DELETE", "requests"): _clear_log,
    ("POST", "reset"): _reset,
    ("POST", "keep"): _keep,
    ("POST", "restore"): _restore,
    ("GET", "faults"): lambda google, _: google.faults.left(),
    ("POST", "faults"): lambda google, sent: {"added": google.faults.add(sent)},
    ("DELETE", "faults"): _clear_faults,
    ("GET", "edits"): lambda google, _: google.edits.state(),
    ("POST", "edits"): lambda google, sent: {"added": google.edits.add(sent)},
    ("GET", "quotas"): lambda google, _: google.quotas.state(),
    ("POST", "quotas"): _set_quotas,
    ("GET", "credentials"): _service_account,
    ("GET", "authorized-user"): _authorized_user,
    ("POST", "id-token"): lambda google, sent: {"id_token": oauth.identity_token(google, sent)},
    ("POST", "people"): _people,
    ("POST", "apis"): _apis,
    ("POST", "tokens"): _tokens,
    ("POST", "results"): _results,
    ("GET", "files"): _files,
}
