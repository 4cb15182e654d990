"""Sheets calls: whether the caller may, the engine's answer, and the file's note of the change."""

from __future__ import annotations

from typing import Any

from tests.google import access
from tests.google.calls import Call
from tests.google.errors import ApiError
from tests.google.files import is_service_account, touch
from tests.google.sheets import api
from tests.google.world import DOCUMENT, SPREADSHEET, XLSX

Json = dict[str, Any]

NOT_A_SHEET = "This operation is not supported for this document"


def answer(call: Call) -> Json:
    """What Sheets answers to a call."""
    google, key = call.google, call.method.key
    world, create = google.world, key == "sheets.spreadsheets.create"
    if create and is_service_account(call.email):
        raise ApiError(403, "The caller does not have permission")
    if not create:
        _check(call, access.READER if call.method.reads else access.WRITER)
    result = api.call(key, world, call.email, call.params, call.request.query, call.body)
    if create:
        google.apps[result["spreadsheetId"]] = {call.caller.app}
    elif not call.method.reads:
        touch(world.files[call.params["spreadsheetId"]], call.email)
    return result


def _check(call: Call, wanted: int) -> None:
    """Refuse what is no spreadsheet, or a caller whose role does not suffice."""
    file = call.google.world.files.get(call.params["spreadsheetId"])
    if file is None or file.trashed or file.mime_type == DOCUMENT or not access.sees(call, file):
        raise ApiError(404, "Requested entity was not found.")
    locked = any(entry.get("readOnly") for entry in file.fields.get("contentRestrictions", ()))
    if access.level(call, file) < wanted or (wanted > access.READER and locked):
        raise ApiError(403, "The caller does not have permission")
    if file.mime_type != SPREADSHEET:
        office = ". The document must not be an Office file." if file.mime_type == XLSX else ""
        raise ApiError(400, NOT_A_SHEET + office, status="FAILED_PRECONDITION")
