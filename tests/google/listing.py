"""Drive's `files.list`: what a caller can see, sorted and in pages."""

from __future__ import annotations

from typing import Any

from tests.google import access
from tests.google.calls import Call
from tests.google.errors import ApiError
from tests.google.file_resource import resource
from tests.google.lookups import sees
from tests.google.paging import page
from tests.google.world import File

Json = dict[str, Any]

SORT_KEYS = {
    "createdTime": lambda file: file.created,
    "modifiedTime": lambda file: file.modified,
    "modifiedByMeTime": lambda file: file.modified,
    "recency": lambda file: file.modified,
    "viewedByMeTime": lambda file: file.modified,
    "sharedWithMeTime": lambda file: file.created,
    "name": lambda file: file.name.lower(),
    "name_natural": lambda file: file.name.lower(),
    "folder": lambda file: 0 if file.mime_type.endswith(".folder") else 1,
    "starred": lambda file: 0 if file.fields.get("starred") else 1,
    "quotaBytesUsed": lambda file: 0 if file.book else 1,
}


def list_files(call: Call) -> Json:
    """`files.list`."""
    if call.text("q"):
        raise ApiError(501, "The local Google does not search.", reason="notImplemented")
    world = call.google.world.files.values()
    found = [file for file in world if file.id != file.drive_id and listed(call, file)]
    found = _sorted(found, call.text("orderBy"))
    size = int(call.text("pageSize", "100"))
    part, token = page(found, size, call.text("pageToken"))
    answer: Json = {
        "kind": "drive#fileList",
        "incompleteSearch": False,
        "files": [resource(call, file) for file in part],
    }
    return answer | ({"nextPageToken": token} if token else {})


def listed(call: Call, file: File) -> bool:
    """Whether a file shows up in the caller's lists: shared with them, not merely open to all."""
    if not sees(call, file) or not _in_corpus(call, file):
        return False
    held = access.held(call.google.world, file, call.email)
    return any(granted["type"] in {"user", "group"} or granted.get("allowFileDiscovery") for granted in held)


def _in_corpus(call: Call, file: File) -> bool:
    corpora, drive_id = call.text("corpora", "user"), call.text("driveId") or call.text("teamDriveId")
    if drive_id or corpora == "drive":
        return file.drive_id == drive_id
    if file.drive_id is None:
        return True
    known = call.flag("includeItemsFromAllDrives") or call.flag("includeTeamDriveItems")
    return known and call.all_drives


def _sorted(files: list[File], order: str) -> list[File]:
    files = sorted(files, key=lambda file: file.modified, reverse=True)
    for part in reversed([part.split() for part in order.split(",") if part.strip()]):
        if part[0] not in SORT_KEYS or part[1:] not in ([], ["desc"], ["asc"]):
            message = f"Sorting is not supported for '{' '.join(part)}'."
            raise ApiError(400, message, reason="invalid", location="orderBy")
        files.sort(key=SORT_KEYS[part[0]], reverse=part[1:] == ["desc"])
    return files
