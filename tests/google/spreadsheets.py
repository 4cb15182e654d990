"""Sheets calls: whether the caller may, the engine's answer, and the file's note of the change."""

from __future__ import annotations

from typing import Any

from tests.google import access
from tests.google.calls import Call
from tests.google.drive import DOCUMENT, FOLDER, OFFICE, is_service_account, touch
from tests.google.errors import ApiError
from tests.google.lookups import sees
from tests.google.sheets import api
from tests.google.world import SPREADSHEET, File

Json = dict[str, Any]

CREATE = "sheets.spreadsheets.create"
COPY_TO = "sheets.spreadsheets.sheets.copyTo"

NOT_A_SHEET = "This operation is not supported for this document"
OFFICE_FILE = NOT_A_SHEET + ". The document must not be an Office file."


def answer(call: Call) -> Json:
    """What Sheets answers to a call."""
    if call.method.key == CREATE:
        return _create(call)
    wanted = access.READER if call.method.reads or call.method.key == COPY_TO else access.WRITER
    file = opened(call, call.params["spreadsheetId"], wanted)
    changed = file
    if call.method.key == COPY_TO:
        changed = opened(call, str(call.body.get("destinationSpreadsheetId", "")), access.WRITER)
    result = _engine(call)
    if not call.method.reads:
        note_change(changed, call.email)
    return result


def _engine(call: Call) -> Json:
    google, key = call.google, call.method.key
    return api.call(key, google.world, call.email, call.params, call.request.query, call.body)


def _create(call: Call) -> Json:
    if not call.email or is_service_account(call.email):
        raise forbidden()
    result = _engine(call)
    call.google.apps.setdefault(str(result["spreadsheetId"]), set()).add(call.caller.app)
    return result


def forbidden() -> ApiError:
    """The refusal of a caller whose role does not suffice."""
    return ApiError(403, "The caller does not have permission")


def opened(call: Call, file_id: str, wanted: int) -> File:
    """The spreadsheet, if it exists and the caller's role suffices."""
    google = call.google
    file = google.world.files.get(file_id)
    if file is None or file.trashed or not sees(call, file):
        raise ApiError(404, "Requested entity was not found.")
    locked = any(entry.get("readOnly") for entry in file.fields.get("contentRestrictions", ()))
    held = access.level(google.world, file, call.email)
    if held < wanted or (wanted > access.READER and locked):
        raise forbidden()
    if file.mime_type == DOCUMENT:
        raise ApiError(404, "Requested entity was not found.")
    if file.mime_type == FOLDER:
        raise ApiError(400, "Request contains an invalid argument.")
    if file.mime_type in OFFICE:
        raise ApiError(400, OFFICE_FILE, status="FAILED_PRECONDITION")
    if file.mime_type != SPREADSHEET or file.book is None:
        raise ApiError(400, NOT_A_SHEET, status="FAILED_PRECONDITION")
    return file


def note_change(file: File, email: str) -> None:
    """Give the file its new version, and the name that the spreadsheet has now."""
    touch(file, email)
    if file.book is not None:
        file.name = str(file.book.properties["title"])
