"""Who may do what with a file: permissions of its own, of its folders and of its shared drive."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from tests.google.world import RANKS, File, World

Json = dict[str, Any]

READER, COMMENTER, WRITER = (RANKS.index(role) for role in ("reader", "commenter", "writer"))
ORGANIZER, OWNER = (RANKS.index(role) for role in ("organizer", "owner"))


def rank(role: str) -> int:
    """A role's place among the roles."""
    return RANKS.index(role)


def moment(text: str) -> datetime:
    """A time as clients write it, which is UTC's where they do not say."""
    time = datetime.fromisoformat(text)
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def expired(permission: Json) -> bool:
    """Whether a permission has ended."""
    until = permission.get("expirationTime")
    return until is not None and moment(until) <= datetime.now(UTC)


def sources(world: World, file: File) -> Iterator[File]:
    """A file, and the folders and the shared drive that it inherits from."""
    yield file
    seen = {file.id}
    waiting = _above(file)
    while waiting:
        parent = world.files.get(waiting.pop(0) or "")
        if parent and parent.id not in seen:
            seen.add(parent.id)
            yield parent
            waiting += _above(parent)


def _above(file: File) -> list[str | None]:
    return [] if file.fields.get("inheritedPermissionsDisabled") else [*file.parents, file.drive_id]


def effective(world: World, file: File) -> list[tuple[Json, File]]:
    """The permissions in force with where each comes from, one for each grantee: the strongest."""
    best: dict[str, tuple[Json, File]] = {}
    for source in sources(world, file):
        for permission in source.permissions:
            if expired(permission):
                continue
            if source is not file and permission["role"] == "owner":
                permission = permission | {"role": "writer"}  # noqa: PLW2901  # who owns a folder edits its files
            held = best.get(permission["id"])
            if held is None or rank(permission["role"]) > rank(held[0]["role"]):
                best[permission["id"]] = (permission, source)
    return list(best.values())


def applies(world: World, permission: Json, email: str) -> bool:
    """Whether a permission is one of this person's; "" is somebody who is not signed in."""
    email, kind = email.lower(), permission["type"]
    if kind == "anyone":
        return True
    if kind == "domain":
        return email.endswith("@" + permission["domain"].lower())
    address = permission["emailAddress"]
    return bool(email) and (email == address or email in world.groups.get(address, ()))


def held(world: World, file: File, email: str) -> list[Json]:
    """The permissions that apply to a person."""
    return [granted for granted, _ in effective(world, file) if applies(world, granted, email)]


def level(world: World, file: File, email: str) -> int:
    """The rank of a person's role on a file; -1 for none."""
    return max((rank(granted["role"]) for granted in held(world, file, email)), default=-1)


def may_share(world: World, file: File, email: str) -> bool:
    """Whether a person may change who has access; a writer whose own access ends may not."""
    lasting = [p for p in held(world, file, email) if "expirationTime" not in p]
    best = max((rank(granted["role"]) for granted in lasting), default=-1)
    writers = file.drive_id is not None or file.fields.get("writersCanShare", True)
    return best >= (WRITER if writers else OWNER)


def owner(file: File) -> str | None:
    """The owner's address; None for an item of a shared drive."""
    owners = (p["emailAddress"] for p in file.permissions if p["role"] == "owner")
    return next(owners, None)
