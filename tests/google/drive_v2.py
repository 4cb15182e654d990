"""The part of Drive v2 that clients still use: reading a file, and uploading into one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.google import access
from tests.google.calls import Call
from tests.google.drive import display_name
from tests.google.file_resource import resource as resource_v3
from tests.google.lookups import found, level
from tests.google.media import Upload, upload_of
from tests.google.messages import Response
from tests.google.uploads import changed, made
from tests.google.world import File

Json = dict[str, Any]

NAMES = {
    "id": "id",
    "name": "title",
    "mimeType": "mimeType",
    "createdTime": "createdDate",
    "modifiedTime": "modifiedDate",
    "webViewLink": "alternateLink",
    "iconLink": "iconLink",
    "quotaBytesUsed": "quotaBytesUsed",
    "version": "version",
    "shared": "shared",
    "spaces": "spaces",
    "explicitlyTrashed": "explicitlyTrashed",
    "writersCanShare": "writersCanShare",
    "exportLinks": "exportLinks",
    "driveId": "driveId",
    "copyRequiresWriterPermission": "copyRequiresWriterPermission",
    "md5Checksum": "md5Checksum",
    "size": "fileSize",
}
"""The names of v3, each with that of v2."""


def resource(call: Call, file: File) -> Json:
    """A file as v2 describes it."""
    whole = resource_v3(call, file)
    owner = access.owner(file)
    etag = f'"{file.version}"'
    return {
        "kind": "drive#file",
        "etag": etag,
        "selfLink": f"https://www.googleapis.com/drive/v2/files/{file.id}",
        "editable": level(call, file) >= access.WRITER,
        "copyable": True,
        "labels": {
            "starred": False,
            "trashed": file.trashed,
            "hidden": False,
            "restricted": False,
            "viewed": True,
        },
        "parents": [{"kind": "drive#parentReference", "id": parent} for parent in file.parents],
        "ownerNames": [display_name(owner)] if owner else [],
        "lastModifyingUserName": display_name(file.last_editor),
        "capabilities": {
            "canEdit": whole["capabilities"]["canEdit"],
            "canCopy": whole["capabilities"]["canCopy"],
        },
        **{new: whole[old] for old, new in NAMES.items() if old in whole},
    }


def get(call: Call) -> Json:
    """`files.get` of v2."""
    return resource(call, found(call))


def _upload(call: Call) -> Upload:
    upload = upload_of(call.request)
    if "title" in upload.body:
        upload.body["name"] = upload.body.pop("title")
    return upload


def update(call: Call) -> Json:
    """`files.update` of v2 with content: a CSV takes the place of every tab."""
    return resource(call, changed(call, _upload(call)))


def insert(call: Call) -> Json:
    """`files.insert` of v2 with content."""
    return resource(call, made(call, _upload(call)))


METHODS: dict[str, Callable[[Call], Json | Response]] = {"drive2.files.get": get}
UPLOADS: dict[str, Callable[[Call], Json | Response]] = {
    "drive2.files.update": update,
    "drive2.files.insert": insert,
}
