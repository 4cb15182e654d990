"""Who has access to a workbook and who may type where in it, as values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from abm_sheets.errors.google import GoogleError

ROLES = ("reader", "commenter", "writer", "fileOrganizer", "organizer", "owner")
"""The roles on a file, each with the rights of those before it."""

_DOTLESS = frozenset({"gmail.com", "googlemail.com"})


def rank(role: str) -> int:
    """How much a role allows; one that we do not know allows everything."""
    return ROLES.index(role) if role in ROLES else len(ROLES)


def person(email: str) -> str:
    """What is the same in every spelling of an address; Gmail counts neither dots nor what follows a plus."""
    name, _, domain = email.strip().casefold().rpartition("@")
    if domain in _DOTLESS:
        return f"{name.partition('+')[0].replace('.', '')}@gmail.com"
    return f"{name}@{domain}"


@dataclass(frozen=True)
class Grant:
    """One access to the file: of a user, a group, a domain, or anyone who has the link.

    `inherited` is the role that comes from a folder or a shared drive, where it alone can be changed;
    `direct` says that the file gives a role of its own. `deleted` accounts have access no more, and
    `pending` is who was asked to become the owner.
    """

    id: str
    kind: str
    role: str
    email: str = ""
    domain: str = ""
    name: str = ""
    inherited: str | None = None
    direct: bool = True
    deleted: bool = False
    pending: bool = False

    @property
    def person(self) -> str | None:
        """Whose access it is, None where that is a domain, anyone, or an account that is no more."""
        return person(self.email) if self.email and not self.deleted else None


@dataclass(frozen=True)
class Protection:
    """A protected range of ours.

    It covers the `whole` tab or a `row` of it (from 0), or something else where both are unset. `editors`
    are the addresses that may edit it; it is `strict` unless it only warns, leaves cells out, or lets
    a whole domain in. One that is not `ours_to_change` shuts our own account out, and hides its editors.
    """

    id: int
    whole: bool = False
    row: int | None = None
    editors: Sequence[str] = ()
    strict: bool = True
    ours_to_change: bool = True


@dataclass(frozen=True)
class SharedTab:
    """A tab with the protections of ours on it; `copy` is one of our tabs that somebody duplicated."""

    id: int
    title: str
    identity: str | None = None
    protections: Sequence[Protection] = ()
    copy: bool = False


@dataclass(frozen=True)
class Sharing:
    """The tabs in order, the accesses, and the account that reads them.

    Where the accesses could not be read, `failure` says why.
    """

    account: str
    tabs: Sequence[SharedTab] = ()
    grants: Sequence[Grant] = ()
    failure: GoogleError | None = None
