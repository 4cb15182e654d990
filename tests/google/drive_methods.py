"""Drive's methods in one table, with the fields each answers where none are asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.google import (
    about,
    files,
    listing,
    permissions,
    shared_drives,
)
from tests.google.calls import Call
from tests.google.messages import Response

Json = dict[str, Any]
Handler = Callable[[Call], Json | Response]

FILE = "kind,id,name,mimeType,driveId,teamDriveId"
PERMISSION = "kind,id,type,role"
DRIVE = "kind,id,name"

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
    "drive.drives.list": f"kind,nextPageToken,drives({DRIVE})",
}

NEED_FIELDS = frozenset({"drive.about.get"})
"""Methods that refuse to choose the fields themselves."""

METHODS: dict[str, Handler] = {
    "drive.about.get": about.get,
    "drive.files.get": files.get,
    "drive.files.create": files.create,
    "drive.files.copy": files.copy,
    "drive.files.update": files.update,
    "drive.files.delete": files.delete,
    "drive.files.list": listing.list_files,
    **permissions.METHODS,
    **shared_drives.METHODS,
}
