"""A Drive file as its caller sees it."""

from __future__ import annotations

from typing import Any

from tests.google import access
from tests.google.calls import Call
from tests.google.drive import FOLDER, display_name, grantee_id
from tests.google.lookups import level, may_share
from tests.google.world import SPREADSHEET, File

Json = dict[str, Any]

PAGES = {SPREADSHEET: "https://docs.google.com/spreadsheets/d/{id}/edit?usp=drivesdk"}
EXPORTS = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/x-vnd.oasis.opendocument.spreadsheet": "ods",
    "application/pdf": "pdf",
    "application/zip": "zip",
}
EXPORT_URL = "https://docs.google.com/spreadsheets/export?id={id}&exportFormat={format}"


def user(email: str, caller: str) -> Json:
    """A person as Drive describes them."""
    return {
        "kind": "drive#user",
        "displayName": display_name(email),
        "me": email == caller,
        "permissionId": grantee_id(email),
        "emailAddress": email,
    }


def resource(call: Call, file: File) -> Json:
    """The whole File resource, of which the mask keeps a part."""
    body: Json = {
        "kind": "drive#file",
        "id": file.id,
        "name": file.name,
        "mimeType": file.mime_type,
        "starred": False,
        "trashed": file.trashed,
        "explicitlyTrashed": file.trashed,
        "spaces": ["drive"],
        "version": str(file.version),
        "createdTime": file.created,
        "modifiedTime": file.modified,
        "webViewLink": PAGES.get(file.mime_type, "https://drive.google.com/file/d/{id}/view").format(
            id=file.id
        ),
        "iconLink": f"https://drive-thirdparty.googleusercontent.com/16/type/{file.mime_type}",
        "hasThumbnail": False,
        "isAppAuthorized": True,
        "viewedByMe": True,
        "copyRequiresWriterPermission": False,
        "quotaBytesUsed": "0" if file.mime_type == FOLDER else "1024",
        "parents": file.parents,
        "capabilities": _capabilities(call, file),
    }
    return body | _people(call, file) | _place(call, file) | _content(file) | file.fields


def _people(call: Call, file: File) -> Json:
    body: Json = {
        "lastModifyingUser": user(file.last_editor, call.email),
        "modifiedByMe": file.last_editor == call.email,
    }
    if body["modifiedByMe"]:
        body["modifiedByMeTime"] = file.modified
    return body


def _place(call: Call, file: File) -> Json:
    """What differs between My Drive and shared drives."""
    granted = [permission for permission, _ in access.effective(call.google.world, file)]
    shared: Json = {
        "shared": len(granted) > 1 or file.drive_id is not None,
        "permissionIds": [permission["id"] for permission in granted],
    }
    if file.drive_id:
        return shared | {
            "driveId": file.drive_id,
            "teamDriveId": file.drive_id,
            "hasAugmentedPermissions": bool(file.permissions),
        }
    owner = access.owner(file) or ""
    shared |= {"writersCanShare": True, "ownedByMe": owner == call.email}
    shared["owners"] = [user(owner, call.email)]
    if may_share(call, file):
        shared["permissions"] = granted
    return shared


def _content(file: File) -> Json:
    if file.mime_type == SPREADSHEET:
        links = {mime: EXPORT_URL.format(id=file.id, format=ending) for mime, ending in EXPORTS.items()}
        return {"exportLinks": links}
    return {}


def _capabilities(call: Call, file: File) -> Json:
    held = level(call, file)
    reads, comments, writes = (held >= rank for rank in (access.READER, access.COMMENTER, access.WRITER))
    owns = held >= (access.rank("fileOrganizer") if file.drive_id else access.OWNER)
    copies = reads and (writes or not file.fields.get("copyRequiresWriterPermission"))
    return {
        "canEdit": writes,
        "canRename": writes,
        "canModifyContent": writes,
        "canComment": comments,
        "canShare": may_share(call, file),
        "canCopy": copies and file.mime_type != FOLDER,
        "canDownload": copies,
        "canListChildren": reads and file.mime_type == FOLDER,
        "canAddChildren": writes and file.mime_type == FOLDER,
        "canTrash": owns,
        "canUntrash": owns,
        "canDelete": owns,
        "canReadRevisions": writes,
        "canChangeCopyRequiresWriterPermission": writes,
        "canMoveItemWithinDrive": writes,
        "canMoveItemOutOfDrive": owns,
    }
