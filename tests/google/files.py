"""The making of Drive files: ids, times, people, and the file record itself."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from tests.google.sheets.model import Book
from tests.google.world import SPREADSHEET, File, World

Json = dict[str, Any]


def now() -> str:
    """The present time as Drive writes it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def new_id() -> str:
    """A file id like Google's: 44 characters."""
    return "1" + secrets.token_urlsafe(33)[:43]


def is_service_account(email: str) -> bool:
    """Whether an address belongs to a program, which owns no files."""
    return email.lower().endswith(".gserviceaccount.com")


def grantee_id(address: str) -> str:
    """The permission id of a person, group or domain: always the same for the same address."""
    digest = hashlib.sha256(address.lower().encode()).hexdigest()
    return f"{int(digest, 16) % 10**20:020d}"


def display_name(email: str) -> str:
    """A person's name as Google shows it; programs go by their address."""
    return email if is_service_account(email) else email.partition("@")[0].replace(".", " ").title()


def user(email: str, caller: str) -> Json:
    """A person as Drive describes them."""
    return {
        "kind": "drive#user",
        "displayName": display_name(email),
        "me": email == caller,
        "permissionId": grantee_id(email),
        "emailAddress": email,
    }


def user_permission(email: str, role: str, kind: str = "user") -> Json:
    """A permission of a person or a group, by the address as Google keeps it: in lower case."""
    email = email.lower()
    return {
        "kind": "drive#permission",
        "id": grantee_id(email),
        "type": kind,
        "role": role,
        "emailAddress": email,
        "displayName": display_name(email),
        "deleted": False,
        "pendingOwner": False,
    }


def root_id(email: str) -> str:
    """The id of a person's My Drive."""
    return "0A" + hashlib.sha256(email.lower().encode()).hexdigest()[:14] + "PVA"


def new_file(  # noqa: PLR0913  # what a file starts with
    world: World,
    caller: str,
    name: str,
    mime_type: str,
    *,
    parents: Sequence[str] = (),
    drive_id: str | None = None,
    file_id: str | None = None,
    book: Book | None = None,
) -> File:
    """Add a file made by `caller`, who owns it unless a shared drive does."""
    time = now()
    file = File(
        id=file_id or (book.id if book else new_id()),
        name=name,
        mime_type=mime_type,
        permissions=[] if drive_id else [user_permission(caller, "owner")],
        created=time,
        modified=time,
        drive_id=drive_id,
        parents=list(parents) or [root_id(caller)],
        book=book,
        last_editor=caller,
    )
    world.files[file.id] = file
    return file


def touch(file: File, caller: str) -> None:
    """Note that `caller` changed a file; a spreadsheet's title is its file's name."""
    file.modified = now()
    file.last_editor = caller
    file.version += 1
    if file.mime_type == SPREADSHEET and file.book is not None:
        file.name = str(file.book.properties["title"])
