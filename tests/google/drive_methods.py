"""Drive's methods in one table, with the fields each answers where none are asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.google import (
    about,
    changes,
    comments,
    drive_v2,
    exports,
    files,
    listing,
    permissions,
    shared_drives,
    uploads,
)
from tests.google.calls import Call
from tests.google.messages import Response

Json = dict[str, Any]
Handler = Callable[[Call], Json | Response]

FILE = "kind,id,name,mimeType,driveId,teamDriveId"
PERMISSION = "kind,id,type,role"
DRIVE = "kind,id,name"
CHANGE = "kind,type,changeType,time,removed,fileId"

DEFAULT_FIELDS = {
    "drive.files.get": FILE,
    "drive.files.create": FILE,
    "drive.files.copy": FILE,
    "drive.files.update": FILE,
    "drive.files.list": f"kind,nextPageToken,incompleteSearch,files({FILE})",
    "drive.permissions.get": PERMISSION,
    "drive.permissions.create": PERMISSION,
    "drive.permissions.update": PERMISSION,
    "drive.permissions.list": f"kind,nextPageToken,permissions({PERMISSION})",
    "drive.drives.get": DRIVE,
    "drive.drives.create": DRIVE,
    "drive.drives.update": DRIVE,
    "drive.changes.list": f"kind,nextPageToken,newStartPageToken,changes({CHANGE},file({FILE}))",
    "drive.drives.list": f"kind,nextPageToken,drives({DRIVE})",
}

NEED_FIELDS = frozenset(
    {"drive.about.get", "drive.comments.get", "drive.comments.list", "drive.comments.create"}
)
"""Methods that refuse to choose the fields themselves."""

METHODS: dict[str, Handler] = {
    "drive.about.get": about.get,
    "drive.files.get": files.get,
    "drive.files.create": files.create,
    "drive.files.copy": files.copy,
    "drive.files.update": files.update,
    "drive.files.delete": files.delete,
    "drive.files.emptyTrash": files.empty_trash,
    "drive.files.generateIds": files.generate_ids,
    "drive.files.list": listing.list_files,
    "drive.files.export": exports.export,
    **permissions.METHODS,
    **shared_drives.METHODS,
    **comments.METHODS,
    **changes.METHODS,
    **drive_v2.METHODS,
}

UPLOADS: dict[str, Handler] = {**uploads.METHODS, **drive_v2.UPLOADS}
"""The methods of the addresses that take content."""
