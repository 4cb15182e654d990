"""Drive's permissions of a file: who has access to it, read and changed one at a time.

Google keeps only the last of two changes made at once to the same file: nobody makes them in parallel.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from abm_sheets.errors.google import (
    InvitationNeededError,
    NotSharedError,
    SharingNotAllowedError,
    SharingRefusedError,
    SpreadsheetNotFoundError,
)
from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.google.files import account_facts
from abm_sheets.workbook.sharing import Grant, rank

Json = dict[str, Any]

_GRANT = (
    "id,type,role,emailAddress,domain,displayName,deleted,pendingOwner,"
    "permissionDetails(permissionType,role,inherited)"
)
_ALL_DRIVES = {"supportsAllDrives": "true"}
_PAGE = "100"


def list_grants(client: GoogleClient, file_id: str) -> list[Grant]:
    """Every access to a file, the owner's included.

    Raises:
        GoogleError: they cannot be read; the account must be able to edit the file.

    """
    params = {"fields": f"nextPageToken,permissions({_GRANT})", "pageSize": _PAGE, **_ALL_DRIVES}
    grants: list[Grant] = []
    while True:
        answer = client.fetch("GET", _path(file_id), params=params)
        grants += map(_grant, answer.get("permissions", []))
        if not answer.get("nextPageToken"):
            return grants
        params["pageToken"] = answer["nextPageToken"]


def add_grant(client: GoogleClient, file_id: str, email: str, role: str) -> Grant:
    """Give somebody access, without an e-mail to them where Google does not insist.

    Raises:
        SharingNotAllowedError: the account may not share the file.
        SharingRefusedError: Google or an administrator does not allow it to this person.
        GoogleError: the call failed.

    """
    try:
        return _add(client, file_id, email, role, notify=False)
    except InvitationNeededError:
        # Who has no Google account can only be invited by e-mail.
        return _add(client, file_id, email, role, notify=True)


def _add(client: GoogleClient, file_id: str, email: str, role: str, *, notify: bool) -> Grant:
    params = {"fields": _GRANT, "sendNotificationEmail": str(notify).lower(), **_ALL_DRIVES}
    body = {"type": "user", "role": role, "emailAddress": email}
    with _about(client, email):
        return _grant(client.fetch("POST", _path(file_id), params=params, body=body))


def change_grant(client: GoogleClient, file_id: str, grant: Grant, role: str) -> None:
    """Give somebody another role; the errors are those of `add_grant`."""
    with _about(client, grant.email):
        path = f"{_path(file_id)}/{grant.id}"
        client.fetch("PATCH", path, params={"fields": "id", **_ALL_DRIVES}, body={"role": role})


def remove_grant(client: GoogleClient, file_id: str, grant: Grant) -> None:
    """Take an access away, or see that somebody did; the errors are those of `add_grant`."""
    with _about(client, grant.email or grant.domain):
        try:
            client.fetch("DELETE", f"{_path(file_id)}/{grant.id}", params=_ALL_DRIVES)
        except SpreadsheetNotFoundError:
            return


def own_address(client: GoogleClient) -> str:
    """The address of the account that calls, asked of Drive where the credentials do not tell it.

    Raises:
        GoogleError: Drive does not answer.

    """
    # A machine at Google's calls its account "default" until it has a token.
    return client.email if "@" in client.email else account_facts(client).email


def _path(file_id: str) -> str:
    return f"/drive/v3/files/{file_id}/permissions"


@contextmanager
def _about(client: GoogleClient, who: str) -> Iterator[None]:
    """Name in a refusal whose access it was about."""
    try:
        yield
    except SharingRefusedError as error:
        raise type(error)(**{**error.details, "who": who}) from None
    except NotSharedError as error:
        raise SharingNotAllowedError(**{**error.details, "email": client.email}) from None


def _grant(answer: Json) -> Grant:
    details = answer.get("permissionDetails", [])
    inherited = [each["role"] for each in details if each.get("inherited")]
    return Grant(
        id=answer["id"],
        kind=answer["type"],
        role=answer["role"],
        email=answer.get("emailAddress", ""),
        domain=answer.get("domain", ""),
        name=answer.get("displayName", ""),
        inherited=max(inherited, key=rank, default=None),
        direct=len(inherited) < max(len(details), 1),
        deleted=answer.get("deleted", False),
        pending=answer.get("pendingOwner", False),
    )
