"""Drive's methods on files and shared drives: made, copied, read, renamed, trashed."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Any

from tests.google import access
from tests.google.access import found, insufficient, level, may_share, not_found
from tests.google.calls import Call
from tests.google.errors import ApiError
from tests.google.files import is_service_account, new_file, new_id, root_id, touch, user, user_permission
from tests.google.messages import Response
from tests.google.permissions import METHODS as PERMISSIONS
from tests.google.sheets.books import copy_book, new_book
from tests.google.world import FOLDER, SPREADSHEET, File

Json = dict[str, Any]

UNTYPED = "application/octet-stream"
SETTABLE = ("description", "writersCanShare", "copyRequiresWriterPermission", "contentRestrictions")
PAGE = "https://docs.google.com/spreadsheets/d/{}/edit?usp=drivesdk"

GIFT = 15 * 1024**3
"""What Google gives a person to store."""

FILE = "kind,id,name,mimeType,driveId,teamDriveId"
PERMISSION = "kind,id,type,role"

DEFAULT_FIELDS = {
    "drive.files.get": FILE,
    "drive.files.create": FILE,
    "drive.files.copy": FILE,
    "drive.files.update": FILE,
    "drive.permissions.create": PERMISSION,
    "drive.permissions.update": PERMISSION,
    "drive.permissions.list": f"kind,nextPageToken,permissions({PERMISSION})",
    "drive.drives.create": "kind,id,name",
}
"""The fields that a method answers where none are asked for."""


def _about(call: Call) -> Json:
    robot = is_service_account(call.email)
    return {
        "kind": "drive#about",
        "user": user(call.email, call.email),
        "storageQuota": {"limit": "0" if robot else str(GIFT), "usage": "0"},
        "canCreateDrives": not robot,
    }


def _no_storage() -> ApiError:
    return ApiError(
        403,
        "Service Accounts do not have storage quota. Leverage shared drives "
        "(https://developers.google.com/workspace/drive/api/guides/about-shareddrives), or use OAuth "
        "delegation (http://support.google.com/a/answer/7281227) instead.",
        reason="storageQuotaExceeded",
        domain="usageLimits",
    )


def _resource(call: Call, file: File) -> Json:
    """A file as its caller sees it, of which the mask keeps a part."""
    granted = [permission for permission, _ in access.effective(call.google.world, file)]
    body: Json = {
        "kind": "drive#file",
        "id": file.id,
        "name": file.name,
        "mimeType": file.mime_type,
        "trashed": file.trashed,
        "version": str(file.version),
        "createdTime": file.created,
        "modifiedTime": file.modified,
        "lastModifyingUser": user(file.last_editor, call.email),
        "parents": file.parents,
        "capabilities": _capabilities(call, file),
        "shared": len(granted) > 1 or file.drive_id is not None,
    }
    if file.mime_type == SPREADSHEET:
        body["webViewLink"] = PAGE.format(file.id)
    if file.drive_id:
        return body | {"driveId": file.drive_id, "teamDriveId": file.drive_id} | file.fields
    owner = access.owner(file) or ""
    owned = {"writersCanShare": True, "ownedByMe": owner == call.email, "owners": [user(owner, call.email)]}
    permissions = {"permissions": granted} if may_share(call, file) else {}
    return body | owned | permissions | file.fields


def _capabilities(call: Call, file: File) -> Json:
    held = level(call, file)
    owns = held >= (access.rank("fileOrganizer") if file.drive_id else access.OWNER)
    return {
        **dict.fromkeys(("canEdit", "canRename", "canModifyContent"), held >= access.WRITER),
        **dict.fromkeys(("canTrash", "canDelete"), owns),
        "canComment": held >= access.COMMENTER,
        "canShare": may_share(call, file),
        "canCopy": held >= access.READER and file.mime_type != FOLDER,
    }


def _get(call: Call) -> Json:
    return _resource(call, found(call))


def _create(call: Call) -> Json:
    """`files.create` without content."""
    return _resource(call, _placed(call, call.body, call.body.get("mimeType", UNTYPED)))


def _placed(call: Call, body: Json, mime_type: str) -> File:
    """A new file where the body says, with what it says."""
    parents, drive_id = _destination(call, next(iter(body.get("parents", ())), "root"))
    name, file_id = body.get("name", "Untitled"), new_id()
    book = new_book(file_id, name) if mime_type == SPREADSHEET else None
    world, owner = call.google.world, call.email
    file = new_file(world, owner, name, mime_type, parents=parents, drive_id=drive_id, file_id=file_id)
    file.book = book
    file.fields |= {key: body[key] for key in SETTABLE if key in body}
    call.google.apps[file.id] = {call.caller.app}
    return file


def _destination(call: Call, name: str) -> tuple[list[str], str | None]:
    """The parents of a new file, and the shared drive it is in."""
    robot = is_service_account(call.email)
    if robot and not call.all_drives:
        raise _no_storage()
    if name in {"root", root_id(call.email)}:
        if robot:
            raise _no_storage()
        return [root_id(call.email)], None
    folder = call.google.world.files.get(name)
    if folder is None or level(call, folder) < access.READER or (folder.drive_id and not call.all_drives):
        raise not_found(name)
    if level(call, folder) < access.WRITER:
        raise insufficient()
    if robot and folder.drive_id is None:
        raise _no_storage()
    return [folder.id], folder.drive_id


def _copy(call: Call) -> Json:
    """`files.copy`: the same content in a new file, with none of the permissions."""
    source = found(call)
    body = {"name": f"Copy of {source.name}"} | call.body
    made = _placed(call, body, source.mime_type)
    if source.book is not None:
        made.book = copy_book(source.book, made.id, made.name)
    return _resource(call, made)


def _update(call: Call) -> Json:
    """`files.update`: name, trash and flags."""
    file, body = found(call), call.body
    held = level(call, file)
    owns = held >= (access.rank("fileOrganizer") if file.drive_id else access.OWNER)
    if held < access.WRITER or (body.keys() & {"trashed", "writersCanShare"} and not owns):
        raise insufficient()
    file.fields |= {key: body[key] for key in SETTABLE if key in body}
    file.trashed = bool(body.get("trashed", file.trashed))
    file.name = body.get("name", file.name)
    if file.book is not None:
        file.book.properties["title"] = file.name
    touch(file, call.email)
    return _resource(call, file)


def _create_drive(call: Call) -> Json:
    """`drives.create`: a drive whose one member organizes it, kept as the folder at its top."""
    if is_service_account(call.email):
        raise ApiError(403, "The user cannot create a shared drive.", reason="userCannotCreateTeamDrives")
    drive_id = "0A" + secrets.token_urlsafe(12)[:14] + "PVA"
    world, name = call.google.world, call.body.get("name", "")
    file = new_file(world, call.email, name, FOLDER, drive_id=drive_id, file_id=drive_id)
    file.parents, file.permissions = [], [user_permission(call.email, "organizer")]
    return {"kind": "drive#drive", "id": file.id, "name": file.name, "createdTime": file.created}


METHODS: Mapping[str, Callable[[Call], Json | Response]] = {
    "drive.about.get": _about,
    "drive.files.get": _get,
    "drive.files.create": _create,
    "drive.files.copy": _copy,
    "drive.files.update": _update,
    "drive.drives.create": _create_drive,
    **PERMISSIONS,
}
"""The methods of Drive by their discovery ids; what is not here answers 501."""
