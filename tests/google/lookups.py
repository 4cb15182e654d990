"""Finding the file a Drive call is about, and refusing callers whose role does not suffice."""

from __future__ import annotations

from tests.google import access
from tests.google.calls import Call
from tests.google.drive import root_folder, root_id
from tests.google.errors import ApiError
from tests.google.tokens import DRIVE_FILE, FEEDS, SPREADSHEETS
from tests.google.world import File

SEES_ALL = frozenset(
    "https://www.googleapis.com/auth/drive" + suffix
    for suffix in ("", ".readonly", ".metadata", ".metadata.readonly")
)

SHEETS_SEES_ALL = SEES_ALL | {SPREADSHEETS, SPREADSHEETS + ".readonly", FEEDS}


def not_found(file_id: str) -> ApiError:
    """The refusal of a file that is not there, or that the caller must not know of."""
    return ApiError(404, f"File not found: {file_id}.", reason="notFound", location="fileId")


def insufficient() -> ApiError:
    """The refusal of a caller whose role on the file does not suffice."""
    return ApiError(
        403,
        "The user does not have sufficient permissions for this file.",
        reason="insufficientFilePermissions",
    )


def level(call: Call, file: File) -> int:
    """The rank of the caller's role on a file."""
    return access.level(call.google.world, file, call.email)


def may_share(call: Call, file: File) -> bool:
    """Whether the caller may change who has access to a file; My Drive itself is nobody else's."""
    return file.id != root_id(call.email) and access.may_share(call.google.world, file, call.email)


def sees(call: Call, file: File) -> bool:
    """Whether the token lets its program see a file: with `drive.file` alone, only what it made."""
    scopes = call.caller.scopes
    wide = SHEETS_SEES_ALL if call.method.api == "sheets" else SEES_ALL
    if scopes is None or not scopes.isdisjoint(wide) or DRIVE_FILE not in scopes:
        return True
    return call.caller.app in call.google.apps.get(file.id, ())


def found(call: Call, wanted: int = access.READER, file_id: str | None = None) -> File:
    """The file a call names, if the caller's role on it suffices."""
    name = file_id or call.params["fileId"]
    if call.email and name in {"root", root_id(call.email)} and wanted < access.WRITER:
        return root_folder(call.email)
    file = call.google.world.files.get(name)
    if file is None or (file.drive_id and not call.all_drives) or not sees(call, file):
        raise not_found(name)
    held = level(call, file)
    if held < access.READER:
        raise not_found(name)
    if held < wanted:
        raise insufficient()
    return file


def parent(call: Call, name: str) -> File | None:
    """The folder or shared drive to put a file in; None for the caller's My Drive."""
    if name in {"root", root_id(call.email)}:
        return None
    folder = call.google.world.files.get(name)
    if folder is None or level(call, folder) < access.READER or (folder.drive_id and not call.all_drives):
        raise not_found(name)
    if level(call, folder) < access.WRITER:
        raise insufficient()
    return folder
