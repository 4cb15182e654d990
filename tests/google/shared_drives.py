"""Shared drives, each kept as the folder at its top, which has the drive's id and members."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from tests.google import access, files
from tests.google.calls import Call
from tests.google.drive import FOLDER, is_service_account, new_file, user_permission
from tests.google.errors import ApiError
from tests.google.lookups import insufficient, level
from tests.google.messages import Response
from tests.google.paging import page
from tests.google.world import File

Json = dict[str, Any]

SETTABLE = ("restrictions", "themeId", "colorRgb", "hidden")


def create(call: Call) -> Json:
    """`drives.create`: a drive whose one member organizes it."""
    if is_service_account(call.email):
        raise ApiError(403, "The user cannot create a shared drive.", reason="userCannotCreateTeamDrives")
    drive_id = "0A" + secrets.token_urlsafe(12)[:14] + "PVA"
    name = call.body.get("name", "")
    file = new_file(
        call.google.world, call.email, name, FOLDER, parents=[drive_id], drive_id=drive_id, file_id=drive_id
    )
    file.parents = []
    file.permissions = [user_permission(call.email, "organizer")]
    return resource(call, file)


def resource(call: Call, drive: File) -> Json:
    """A shared drive as its member sees it."""
    held = level(call, drive)
    writes, organizes = held >= access.WRITER, held >= access.ORGANIZER
    return {
        "kind": "drive#drive",
        "id": drive.id,
        "name": drive.name,
        "createdTime": drive.created,
        "hidden": False,
        "capabilities": {
            "canAddChildren": writes,
            "canEdit": writes,
            "canShare": writes,
            "canListChildren": True,
            "canManageMembers": organizes,
            "canRenameDrive": organizes,
            "canDeleteDrive": organizes,
        },
        **{name: drive.fields[name] for name in SETTABLE if name in drive.fields},
    }


def list_all(call: Call) -> Json:
    """`drives.list`: the drives the caller is a member of."""
    world = call.google.world.files.values()
    mine = [f for f in world if f.id == f.drive_id and level(call, f) >= access.READER]
    part, token = page(mine, int(call.text("pageSize", "10")), call.text("pageToken"))
    answer: Json = {"kind": "drive#driveList", "drives": [resource(call, drive) for drive in part]}
    return answer | ({"nextPageToken": token} if token else {})


def get(call: Call) -> Json:
    """`drives.get`."""
    return resource(call, _found(call, access.READER))


def update(call: Call) -> Json:
    """`drives.update`: name, theme and restrictions."""
    drive = _found(call, access.ORGANIZER)
    drive.name = call.body.get("name", drive.name)
    drive.fields |= {name: call.body[name] for name in SETTABLE if name in call.body}
    return resource(call, drive)


def delete(call: Call) -> Response:
    """`drives.delete`: only when nothing is in it."""
    drive = _found(call, access.ORGANIZER)
    world = call.google.world.files.values()
    if any(file.drive_id == drive.id and file is not drive and not file.trashed for file in world):
        message = "A shared drive that contains items cannot be deleted."
        raise ApiError(403, message, reason="cannotDeleteDriveWithChildren")
    files.remove(call, drive)
    return Response(204)


def _found(call: Call, wanted: int) -> File:
    name = call.params["driveId"]
    drive = call.google.world.files.get(name)
    if drive is None or drive.id != drive.drive_id or level(call, drive) < access.READER:
        message = f"Shared drive not found: {name}"
        raise ApiError(404, message, reason="notFound", location="driveId")
    if level(call, drive) < wanted:
        raise insufficient()
    return drive


METHODS: dict[str, Callable[[Call], Json | Response]] = {
    "drive.drives.create": create,
    "drive.drives.list": list_all,
    "drive.drives.get": get,
    "drive.drives.update": update,
    "drive.drives.delete": delete,
}
