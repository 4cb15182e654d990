"""Drive's files: made, copied, read, changed and deleted."""

from __future__ import annotations

from typing import Any

from tests.google import access
from tests.google.calls import Call
from tests.google.drive import FOLDER, is_service_account, new_file, new_id, root_id, touch
from tests.google.errors import ApiError
from tests.google.file_resource import resource
from tests.google.lookups import found, insufficient, parent
from tests.google.messages import Response
from tests.google.sheets.books import copy_book, new_book
from tests.google.world import SPREADSHEET, File

Json = dict[str, Any]

UNTYPED = "application/octet-stream"

SETTABLE = (
    "description",
    "starred",
    "writersCanShare",
    "copyRequiresWriterPermission",
    "contentRestrictions",
    "downloadRestrictions",
    "inheritedPermissionsDisabled",
    "folderColorRgb",
)
MAPS = ("properties", "appProperties")


def no_storage() -> ApiError:
    """The refusal of a program that would come to own a file."""
    return ApiError(
        403,
        "Service Accounts do not have storage quota. Leverage shared drives "
        "(https://developers.google.com/workspace/drive/api/guides/about-shareddrives), or use OAuth "
        "delegation (http://support.google.com/a/answer/7281227) instead.",
        reason="storageQuotaExceeded",
        domain="usageLimits",
    )


def get(call: Call) -> Json:
    """`files.get`: what is known of a file."""
    return resource(call, found(call))


def create(call: Call) -> Json:
    """`files.create` without content."""
    return resource(call, placed(call, call.body, call.body.get("mimeType", UNTYPED)))


def placed(call: Call, body: Json, mime_type: str) -> File:
    """A new file where the body says, with what it says."""
    parents, drive_id = destination(call, body.get("parents", ()))
    name = body.get("name", "Untitled")
    file_id = body.get("id") or new_id()
    if file_id in call.google.world.files:
        message = "A file already exists with the provided ID."
        raise ApiError(409, message, reason="fileIdInUse")
    book = new_book(file_id, name) if mime_type == SPREADSHEET else None
    file = new_file(
        call.google.world,
        call.email,
        name,
        mime_type,
        parents=parents,
        drive_id=drive_id,
        file_id=file_id,
        book=book,
    )
    set_fields(file, body)
    call.google.apps[file.id] = {call.caller.app}
    return file


def destination(call: Call, parents: Any) -> tuple[list[str], str | None]:
    """The parents of a new file, and the shared drive it is in."""
    if len(parents) > 1:
        message = "A shared drive item must have exactly one parent."
        raise ApiError(403, message, reason="teamDrivesParentLimit")
    name = next(iter(parents), "root")
    robot = is_service_account(call.email)
    if robot and not call.all_drives:
        raise no_storage()
    folder = parent(call, name)
    drive_id = folder.drive_id if folder else None
    if robot and drive_id is None:
        raise no_storage()
    return [folder.id if folder else root_id(call.email)], drive_id


def set_fields(file: File, body: Json) -> None:
    """Set what clients may write beside name, type and place."""
    for name in SETTABLE:
        if name in body:
            file.fields[name] = body[name]
    for name in MAPS:
        if name in body:
            merged = file.fields.get(name, {}) | body[name]
            file.fields[name] = {key: value for key, value in merged.items() if value is not None}


def copy(call: Call) -> Json:
    """`files.copy`: the same content in a new file, with none of the permissions."""
    source = found(call)
    if source.mime_type == FOLDER:
        raise ApiError(403, "This file cannot be copied by the user.", reason="cannotCopyFile")
    limited = source.fields.get("copyRequiresWriterPermission")
    if limited and access.level(call.google.world, source, call.email) < access.WRITER:
        raise ApiError(403, "This file cannot be copied by the user.", reason="cannotCopyFile")
    body = dict(call.body)
    body["name"] = body.get("name") or f"Copy of {source.name}"
    if source.drive_id and "parents" not in body:
        body["parents"] = source.parents
    made = placed(call, body, body.get("mimeType") or source.mime_type)
    if source.book is not None and made.mime_type == SPREADSHEET:
        made.book = copy_book(source.book, made.id, made.name)
    return resource(call, made)


def update(call: Call) -> Json:
    """`files.update`: name, place, trash and flags."""
    file = found(call)
    change(call, file, call.body)
    return resource(call, file)


def change(call: Call, file: File, body: Json) -> None:
    """Make the changes a body and the query ask for, if the caller may."""
    held = access.level(call.google.world, file, call.email)
    if held < access.WRITER or file.id == root_id(call.email):
        raise insufficient()
    owners_own = {"writersCanShare"} & set(body)
    removes = access.rank("fileOrganizer") if file.drive_id else access.OWNER
    if ("trashed" in body or owners_own) and held < removes:
        raise insufficient()
    _move(call, file)
    set_fields(file, body)
    file.trashed = bool(body.get("trashed", file.trashed))
    if body.get("name") and body["name"] != file.name:
        file.name = body["name"]
        if file.book is not None:
            file.book.properties["title"] = file.name
    touch(file, call.email)
    file.modified = body.get("modifiedTime", file.modified)


def _move(call: Call, file: File) -> None:
    added = [name for name in call.text("addParents").split(",") if name]
    removed = [name for name in call.text("removeParents").split(",") if name]
    if not added and not removed:
        return
    folders = [parent(call, name) for name in added]
    kept = [] if added else [name for name in file.parents if name not in removed]
    file.parents = kept + [folder.id if folder else root_id(call.email) for folder in folders]
    file.drive_id = next((folder.drive_id for folder in folders if folder), file.drive_id)


def delete(call: Call) -> Response:
    """`files.delete`: gone at once, with what is in it."""
    file = found(call)
    wanted = access.ORGANIZER if file.drive_id else access.OWNER
    if file.id == root_id(call.email) or access.level(call.google.world, file, call.email) < wanted:
        raise insufficient()
    remove(call, file)
    return Response(204)


def remove(call: Call, file: File) -> None:
    """Take a file, and the files below it, out of the world."""
    files = call.google.world.files
    files.pop(file.id, None)
    for child in [child for child in files.values() if file.id in child.parents]:
        remove(call, child)
