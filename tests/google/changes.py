"""Drive's changes: which files were changed since a client last asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.google import access
from tests.google.calls import Call
from tests.google.drive import now
from tests.google.errors import ApiError
from tests.google.file_resource import resource
from tests.google.listing import listed
from tests.google.messages import Response
from tests.google.state import Google
from tests.google.world import File

Json = dict[str, Any]


def note(call: Call, result: Json | Response) -> None:
    """Remember that a call changed a file."""
    body = result if isinstance(result, dict) else {}
    named = call.params.get("fileId") or call.params.get("spreadsheetId")
    file_id = named or body.get("spreadsheetId") or body.get("id")
    if file_id in call.google.world.files:
        call.google.changes.append({"fileId": file_id, "time": now()})


def note_removal(google: Google, file: File) -> None:
    """Remember that a file is about to go, and who will be told of it."""
    knowing = [permission for permission, _ in access.effective(google.world, file)]
    google.changes.append({"fileId": file.id, "time": now(), "knowing": knowing})


def start(call: Call) -> Json:
    """`changes.getStartPageToken`: where the changes to come will begin."""
    return {"kind": "drive#startPageToken", "startPageToken": _token(len(call.google.changes))}


def list_all(call: Call) -> Json:
    """`changes.list`: each file that was changed since, once, in its present state."""
    try:
        since = int(call.text("pageToken")) - 1
    except ValueError as error:
        raise ApiError(400, "Invalid Value", reason="invalid", location="pageToken") from error
    waiting = call.google.changes[since:]
    size = int(call.text("pageSize", "100"))
    taken = waiting[:size]
    latest = {entry["fileId"]: entry for entry in taken}
    found = [change for entry in latest.values() if (change := _change(call, entry))]
    end = _token(since + len(taken))
    more = {"nextPageToken" if len(waiting) > size else "newStartPageToken": end}
    return {"kind": "drive#changeList", "changes": found, **more}


def _token(position: int) -> str:
    return str(position + 1)


def _change(call: Call, entry: Json) -> Json | None:
    world, file_id = call.google.world, entry["fileId"]
    change = {"kind": "drive#change", "type": "file", "changeType": "file", "fileId": file_id}
    change |= {"time": entry["time"], "removed": "knowing" in entry}
    if "knowing" in entry:
        known = any(access.applies(world, permission, call.email) for permission in entry["knowing"])
        return change if known else None
    file = world.files.get(file_id)
    return change | {"file": resource(call, file)} if file and listed(call, file) else None


METHODS: dict[str, Callable[[Call], Json | Response]] = {
    "drive.changes.getStartPageToken": start,
    "drive.changes.list": list_all,
}
