"""Drive's permissions: who has access to a file, and the changing of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.google import access, sharing
from tests.google.calls import Call
from tests.google.drive import grantee_id, user_permission
from tests.google.errors import ApiError
from tests.google.lookups import found, insufficient, level, may_share
from tests.google.messages import Response
from tests.google.paging import page
from tests.google.world import File

Json = dict[str, Any]

LARGEST_PAGE = 100


def list_all(call: Call) -> Json:
    """`permissions.list`: every permission in force, page by page where that is asked for."""
    file = found(call)
    if level(call, file) < access.WRITER:
        raise insufficient()
    held = [_shown(file, *entry) for entry in access.effective(call.google.world, file)]
    size = int(call.text("pageSize", "0")) or (LARGEST_PAGE if file.drive_id else max(1, len(held)))
    part, token = page(held, size, call.text("pageToken"))
    answer = {"kind": "drive#permissionList", "permissions": part}
    return answer | ({"nextPageToken": token} if token else {})


def get(call: Call) -> Json:
    """`permissions.get`."""
    file = found(call)
    permission, source = _named(call, file)
    if level(call, file) < access.WRITER and not _is_own(call, permission):
        raise insufficient()
    return _shown(file, permission, source)


def create(call: Call) -> Json:
    """`permissions.create`: give access, or change the access a grantee already has."""
    file = found(call)
    if not may_share(call, file):
        raise insufficient()
    sharing.check_new(call, file)
    made = _made(call.body)
    if made["role"] == "owner":
        return _shown(file, transfer(call, file, made), file)
    existing = next((held for held in file.permissions if held["id"] == made["id"]), None)
    if existing is None:
        file.permissions.append(made)
    elif existing["role"] != "owner":
        existing.pop("expirationTime", None)
        existing.update(made)
    file.version += 1
    return _shown(file, existing or made, file)


def _made(body: Json) -> Json:
    kind, role = body["type"], body["role"]
    if kind in {"user", "group"}:
        made = user_permission(body["emailAddress"], role, kind)
    else:
        made = {"kind": "drive#permission", "type": kind, "role": role}
        made["allowFileDiscovery"] = bool(body.get("allowFileDiscovery"))
        made["id"] = "anyone" if made["allowFileDiscovery"] else "anyoneWithLink"
        if kind == "domain":
            made |= {
                "id": grantee_id(body["domain"]) + "k",
                "domain": body["domain"],
                "displayName": body["domain"],
            }
    return made | {name: body[name] for name in ("expirationTime", "pendingOwner", "view") if name in body}


def transfer(call: Call, file: File, made: Json) -> Json:
    """Make the grantee the owner; who owned the file stays as a writer."""
    sharing.check_transfer(call, file, made["emailAddress"])
    for held in file.permissions:
        if held["role"] == "owner":
            held["role"] = "writer"
    kept = [held for held in file.permissions if held["id"] != made["id"]]
    made.pop("expirationTime", None)
    file.permissions = [*kept, made | {"role": "owner", "pendingOwner": False}]
    file.version += 1
    return file.permissions[-1]


def update(call: Call) -> Json:
    """`permissions.update`: another role, another end."""
    file = found(call)
    permission, source = _named(call, file)
    accepts = bool(permission.get("pendingOwner")) and _is_own(call, permission)
    if not may_share(call, file) and not accepts:
        raise insufficient()
    sharing.check_change(call, file, permission, source)
    if call.body.get("role") == "owner":
        return _shown(file, transfer(call, file, permission), file)
    permission.update({name: call.body[name] for name in sharing.WRITABLE if name in call.body})
    if call.flag("removeExpiration"):
        permission.pop("expirationTime", None)
    file.version += 1
    return _shown(file, permission, source)


def delete(call: Call) -> Response:
    """`permissions.delete`: take access away; one's own may always be given up."""
    file = found(call)
    permission, source = _named(call, file)
    if not may_share(call, file) and not _is_own(call, permission):
        raise insufficient()
    sharing.check_own(permission, source, file)
    if permission["role"] == "owner":
        raise insufficient()
    source.permissions.remove(permission)
    file.version += 1
    return Response(204)


def _is_own(call: Call, permission: Json) -> bool:
    return bool(call.email) and permission.get("emailAddress") == call.email


def _named(call: Call, file: File) -> tuple[Json, File]:
    name = call.params["permissionId"]
    wanted = grantee_id(call.email) if name == "me" else name
    direct = ((held, file) for held in file.permissions if held["id"] == wanted and not access.expired(held))
    inherited = (entry for entry in access.effective(call.google.world, file) if entry[0]["id"] == wanted)
    for entries in (direct, inherited):
        if entry := next(entries, None):
            return entry
    message = f"Permission not found: {name}."
    raise ApiError(404, message, reason="notFound", location="permissionId")


def _shown(file: File, permission: Json, source: File) -> Json:
    if not file.drive_id:
        return permission
    inherited = source is not file
    detail: Json = {
        "permissionType": "member" if source.id == file.drive_id else "file",
        "role": permission["role"],
        "inherited": inherited,
    }
    if inherited:
        detail["inheritedFrom"] = source.id
    return permission | {"permissionDetails": [detail]}


METHODS: dict[str, Callable[[Call], Json | Response]] = {
    "drive.permissions.list": list_all,
    "drive.permissions.get": get,
    "drive.permissions.create": create,
    "drive.permissions.update": update,
    "drive.permissions.delete": delete,
}
