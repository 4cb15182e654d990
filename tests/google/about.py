"""Drive's `about`: who the caller is and how much they may store."""

from __future__ import annotations

from typing import Any

from tests.google.calls import Call
from tests.google.drive import is_service_account
from tests.google.file_resource import user

Json = dict[str, Any]

GIFT = 15 * 1024**3
"""What Google gives a person to store."""


def get(call: Call) -> Json:
    """`about.get`."""
    robot = is_service_account(call.email)
    return {
        "kind": "drive#about",
        "user": user(call.email, call.email),
        "storageQuota": {
            "limit": "0" if robot else str(GIFT),
            "usage": "0",
            "usageInDrive": "0",
            "usageInDriveTrash": "0",
        },
        "canCreateDrives": not robot,
        "canCreateTeamDrives": not robot,
        "appInstalled": False,
        "maxUploadSize": "5242880000000",
    }
