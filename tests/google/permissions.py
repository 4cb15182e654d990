"""Drive's permissions: who has access to a file, and the changing of it, with what Drive refuses."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from tests.google import access
from tests.google.access import found, insufficient, level, may_share
from tests.google.calls import Call
from tests.google.errors import ApiError, missing
from tests.google.files import grantee_id, user_permission
from tests.google.messages import Response
from tests.google.world import RANKS, File

Json = dict[str, Any]

LARGEST_PAGE = 100
ADDRESSED = ("user", "group")
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
DRIVE_ROLES = {
    "organizer": "organizerOnNonTeamDriveItemNotSupported",
    "fileOrganizer": "fileOrganizerOnNonTeamDriveNotSupported",
}
NO_ACCOUNT = (
    'Bad Request. User message: "You are trying to invite {email}. Since there is no Google account '
    'associated with this email address, you must check the "Notify people" box to invite this recipient."'
)
INHERITED = "Cannot modify a permission that is inherited from a parent."


def _list(call: Call) -> Json:
    """`permissions.list`: every permission in force, page by page where that is asked for."""
    file = found(call)
    if level(call, file) < access.WRITER:
        raise insufficient()
    held = [_shown(file, *entry) for entry in access.effective(call.google.world, file)]
    size = int(call.text("pageSize", "0")) or (LARGEST_PAGE if file.drive_id else max(1, len(held)))
    start = int(call.text("pageToken", "0"))
    end = start + size
    answer = {"kind": "drive#permissionList", "permissions": held[start:end]}
    return answer | ({"nextPageToken": str(end)} if end < len(held) else {})


def _create(call: Call) -> Json:
    """`permissions.create`: give access, or change the access a grantee already has."""
    file = found(call)
    if not may_share(call, file):
        raise insufficient()
    _check_new(call, file)
    made = _made(call.body)
    existing = next((held for held in file.permissions if held["id"] == made["id"]), None)
    if existing is None:
        file.permissions.append(made)
    elif existing["role"] != "owner":
        existing.update(made)
    file.version += 1
    return _shown(file, existing or made, file)


def _check_new(call: Call, file: File) -> None:
    body = call.body
    for name in ("type", "role"):
        if name not in body:
            message = f"The permission {name} field is required."
            raise ApiError(400, message, reason="required", location=f"permission.{name}")
    if "expirationTime" in body:
        raise missing("access that ends")
    _check_role(call, file, body["role"], body["type"])
    if body["type"] not in ADDRESSED:
        return
    email = body.get("emailAddress", "")
    if not ADDRESS.fullmatch(email):
        message = "The specified emailAddress is invalid or not applicable for the given permission type."
        raise ApiError(400, message, reason="invalid", location="permission.emailAddress")
    silent = not call.flag("sendNotificationEmail", default=True)
    if silent and email.lower() in call.google.strangers:
        raise ApiError(400, NO_ACCOUNT.format(email=email), reason="invalidSharingRequest")


def _check_role(call: Call, file: File, role: str, kind: str) -> None:
    if role not in RANKS:
        message = "The specified role is invalid."
        raise ApiError(400, message, reason="invalid", location="permission.role")
    if role == "owner":
        raise missing("the transfer of ownership")
    if role in DRIVE_ROLES and not file.drive_id:
        message = f"The role {role} is only valid for items in shared drives."
        raise ApiError(403, message, reason=DRIVE_ROLES[role])
    if kind in {"domain", "anyone"} and access.rank(role) > access.WRITER:
        message = f"The role {role} cannot be given to {kind}."
        raise ApiError(400, message, reason="invalid", location="permission.role")
    if file.drive_id and access.rank(role) > level(call, file):
        raise insufficient()


def _made(body: Json) -> Json:
    kind, role = body["type"], body["role"]
    if kind in ADDRESSED:
        return user_permission(body["emailAddress"], role, kind)
    made = {"kind": "drive#permission", "type": kind, "role": role, "allowFileDiscovery": False}
    if kind != "domain":
        return made | {"id": "anyoneWithLink"}
    domain = body["domain"]
    return made | {"id": grantee_id(domain) + "k", "domain": domain, "displayName": domain}


def _update(call: Call) -> Json:
    """`permissions.update`: another role."""
    file = found(call)
    permission, source = _named(call, file)
    if not may_share(call, file):
        raise insufficient()
    if call.body.keys() - {"role"}:
        message = "The resource body includes fields which are not directly writable."
        raise ApiError(403, message, reason="fieldNotWritable")
    _check_own(permission, source, file)
    if permission["role"] == "owner":
        raise insufficient()
    _check_role(call, file, call.body["role"], permission["type"])
    permission["role"] = call.body["role"]
    file.version += 1
    return _shown(file, permission, source)


def _delete(call: Call) -> Response:
    """`permissions.delete`: take access away; one's own may always be given up."""
    file = found(call)
    permission, source = _named(call, file)
    own = bool(call.email) and permission.get("emailAddress") == call.email
    if not (may_share(call, file) or own) or permission["role"] == "owner":
        raise insufficient()
    _check_own(permission, source, file)
    source.permissions.remove(permission)
    file.version += 1
    return Response(204)


def _check_own(permission: Json, source: File, file: File) -> None:
    if source is not file and permission["role"] != "owner":
        raise ApiError(403, INHERITED, reason="cannotModifyInheritedPermission")


def _named(call: Call, file: File) -> tuple[Json, File]:
    wanted = call.params["permissionId"]
    for permission, source in access.effective(call.google.world, file):
        if permission["id"] == wanted:
            own = next((held for held in file.permissions if held["id"] == wanted), None)
            return (own, file) if own else (permission, source)
    message = f"Permission not found: {wanted}."
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


METHODS: Mapping[str, Callable[[Call], Json | Response]] = {
    "drive.permissions.list": _list,
    "drive.permissions.create": _create,
    "drive.permissions.update": _update,
    "drive.permissions.delete": _delete,
}
