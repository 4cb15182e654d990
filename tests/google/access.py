"""Who may do what with a file: permissions of its own, of its folders and of its shared drive."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.google.calls import Call
from tests.google.errors import ApiError
from tests.google.tokens import DRIVE, DRIVE_FILE, FEEDS, SPREADSHEETS
from tests.google.world import RANKS, File, World

Json = dict[str, Any]

READER, COMMENTER, WRITER = (RANKS.index(role) for role in ("reader", "commenter", "writer"))
OWNER = RANKS.index("owner")

SEES_ALL = frozenset(DRIVE + suffix for suffix in ("", ".readonly", ".metadata", ".metadata.readonly"))
SHEETS_SEES_ALL = SEES_ALL | {SPREADSHEETS, SPREADSHEETS + ".readonly", FEEDS}


def rank(role: str) -> int:
    """A role's place among the roles."""
    return RANKS.index(role)


def _sources(world: World, file: File) -> Iterator[File]:
    """A file, and the folders and the shared drive that it inherits from."""
    waiting: list[str | None] = [file.id]
    seen = set()
    while waiting:
        source = world.files.get(waiting.pop(0) or "")
        if source and source.id not in seen:
            seen.add(source.id)
            yield source
            waiting += [*source.parents, source.drive_id]


def effective(world: World, file: File) -> list[tuple[Json, File]]:
    """The permissions in force with where each comes from, one for each grantee: the strongest."""
    best: dict[str, tuple[Json, File]] = {}
    for source in _sources(world, file):
        for granted in source.permissions:
            # Who owns a folder edits its files.
            inherited = source is not file and granted["role"] == "owner"
            permission = granted | {"role": "writer"} if inherited else granted
            held = best.get(permission["id"])
            if held is None or rank(permission["role"]) > rank(held[0]["role"]):
                best[permission["id"]] = (permission, source)
    return list(best.values())


def _applies(world: World, permission: Json, email: str) -> bool:
    """Whether a permission is one of this person's; "" is somebody who is not signed in."""
    email, kind = email.lower(), permission["type"]
    if kind == "anyone":
        return True
    if kind == "domain":
        return email.endswith("@" + permission["domain"].lower())
    address = permission["emailAddress"]
    return bool(email) and (email == address or email in world.groups.get(address, ()))


def level(call: Call, file: File) -> int:
    """The rank of the caller's role on a file; -1 for none."""
    world = call.google.world
    held = (granted for granted, _ in effective(world, file) if _applies(world, granted, call.email))
    return max((rank(granted["role"]) for granted in held), default=-1)


def may_share(call: Call, file: File) -> bool:
    """Whether the caller may change who has access to a file."""
    writers = file.drive_id is not None or file.fields.get("writersCanShare", True)
    return level(call, file) >= (WRITER if writers else OWNER)


def owner(file: File) -> str | None:
    """The owner's address; None for an item of a shared drive."""
    owners = (p["emailAddress"] for p in file.permissions if p["role"] == "owner")
    return next(owners, None)


def not_found(file_id: str) -> ApiError:
    """The refusal of a file that is not there, or that the caller must not know of."""
    return ApiError(404, f"File not found: {file_id}.", reason="notFound", location="fileId")


def insufficient() -> ApiError:
    """The refusal of a caller whose role on the file does not suffice."""
    message = "The user does not have sufficient permissions for this file."
    return ApiError(403, message, reason="insufficientFilePermissions")


def sees(call: Call, file: File) -> bool:
    """Whether the token lets its program see a file: with `drive.file` alone, only what it made."""
    scopes = call.caller.scopes
    wide = SHEETS_SEES_ALL if call.method.api == "sheets" else SEES_ALL
    if scopes is None or not scopes.isdisjoint(wide) or DRIVE_FILE not in scopes:
        return True
    return call.caller.app in call.google.apps.get(file.id, ())


def found(call: Call) -> File:
    """The file a call names, if the caller may know of it."""
    name = call.params["fileId"]
    file = call.google.world.files.get(name)
    hidden = file is None or (file.drive_id and not call.all_drives) or not sees(call, file)
    if file is None or hidden or level(call, file) < READER:
        raise not_found(name)
    return file
