"""Drive's changes: which files were changed since a client last asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.google.calls import Call
from tests.google.drive import now
from tests.google.errors import ApiError
from tests.google.file_resource import resource
from tests.google.listing import listed
from tests.google.messages import Response

Json = dict[str, Any]


def note(call: Call, result: Json | Response) -> None:
    """Remember that a call changed a file."""
    body = result if isinstance(result, dict) else {}
    named = call.params.get("fileId") or call.params.get("spreadsheetId")
    file_id = named or body.get("spreadsheetId") or body.get("id")
    if file_id:
        call.google.changes.append({"fileId": file_id, "time": now()})


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
    file = call.google.world.files.get(entry["fileId"])
    change = {"kind": "drive#change", "type": "file", "changeType": "file", "removed": file is None, **entry}
    if file is None:
        return change
    return change | {"file": resource(call, file)} if listed(call, file) else None


METHODS: dict[str, Callable[[Call], Json | Response]] = {
    "drive.changes.getStartPageToken": start,
    "drive.changes.list": list_all,
}
