"""Drive's `about`: who the caller is and how much they may store."""

from __future__ import annotations

from typing import Any

from tests.google import access
from tests.google.calls import Call
from tests.google.drive import is_service_account
from tests.google.file_resource import EXPORTS, user
from tests.google.world import SPREADSHEET

Json = dict[str, Any]

GIFT = 15 * 1024**3
"""What Google gives a person to store."""


def get(call: Call) -> Json:
    """`about.get`."""
    robot = is_service_account(call.email)
    owned = [f for f in call.google.world.files.values() if access.owner(f) == call.email]
    used = sum(len(call.google.blobs.get(file.id, b"")) for file in owned)
    return {
        "kind": "drive#about",
        "user": user(call.email, call.email),
        "storageQuota": {
            "limit": "0" if robot else str(GIFT),
            "usage": str(used),
            "usageInDrive": str(used),
            "usageInDriveTrash": "0",
        },
        "canCreateDrives": not robot,
        "canCreateTeamDrives": not robot,
        "appInstalled": False,
        "maxUploadSize": "5242880000000",
        "exportFormats": {SPREADSHEET: list(EXPORTS)},
        "importFormats": {mime: [SPREADSHEET] for mime in EXPORTS},
    }
