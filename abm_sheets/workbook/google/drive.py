"""What Drive knows of a file and of the account that asks, and who has access to the file.

Google keeps only the last of two changes made at once to the same file: nobody makes them in parallel.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tenacity import Retrying, retry_if_exception_type, stop_after_attempt

from abm_sheets.errors.google import (
    FolderNotFoundError,
    InvitationNeededError,
    NotSharedError,
    SharingNotAllowedError,
    SharingRefusedError,
    SpreadsheetNotFoundError,
    UnclearCreationError,
    UnclearWriteError,
)
from abm_sheets.workbook.google.client import GoogleClient
from abm_sheets.workbook.interface import Grant, rank

Json = dict[str, Any]

_GRANT = (
    "id,type,role,emailAddress,domain,displayName,deleted,pendingOwner,"
    "permissionDetails(permissionType,role,inherited)"
)
_ALL_DRIVES = {"supportsAllDrives": "true"}
_PAGE = "100"
GOOGLE_SHEET = "application/vnd.google-apps.spreadsheet"
"""The MIME type of a Google Sheet."""

OFFICE_FILES = (
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.ms-excel",
    "application/vnd.ms-excel.sheet.macroenabled.12",
)
"""Those of the Excel workbooks that Drive keeps, and opens, as they are."""

_FILE_FIELDS = (
    "id,name,mimeType,driveId,ownedByMe,owners(emailAddress),shared,trashed,modifiedTime,writersCanShare,"
    "capabilities(canEdit,canShare,canModifyContent)"
)
_ATTEMPTS = 3


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
    """The address of the account that calls, asked of Drive where the credentials do not have it.

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


@dataclass(frozen=True)
class FileFacts:
    """A file as Drive describes it to the account that asks; `modified` is as Google writes it (RFC 3339)."""

    id: str
    name: str
    kind: str
    in_shared_drive: bool = False
    owned: bool = False
    owners: tuple[str, ...] = ()
    shared: bool = False
    trashed: bool = False
    modified: str = ""
    writers_can_share: bool = True
    can_edit: bool = False
    can_share: bool = False

    @property
    def is_office(self) -> bool:
        """Whether it is an Excel workbook."""
        return self.kind.lower() in OFFICE_FILES


@dataclass(frozen=True)
class AccountFacts:
    """The account that asks, and the bytes that it may own in Drive (None: without a limit)."""

    email: str
    storage_limit: int | None = None


def file_facts(client: GoogleClient, file_id: str) -> FileFacts:
    """Ask Drive about a file.

    Raises:
        GoogleError: it does not answer, or knows no such file for this account.

    """
    params: Json = {"fields": _FILE_FIELDS, "supportsAllDrives": "true"}
    return _file(client.fetch("GET", f"/drive/v3/files/{file_id}", params=params))


def _file(answer: Json) -> FileFacts:
    may = answer.get("capabilities", {})
    return FileFacts(
        id=answer["id"],
        name=answer.get("name", ""),
        kind=answer.get("mimeType", ""),
        in_shared_drive="driveId" in answer,
        owned=answer.get("ownedByMe", False),
        owners=tuple(owner.get("emailAddress", "") for owner in answer.get("owners", [])),
        shared=answer.get("shared", False),
        trashed=answer.get("trashed", False),
        modified=answer.get("modifiedTime", ""),
        writers_can_share=answer.get("writersCanShare", True),
        can_edit=may.get("canEdit", False) and may.get("canModifyContent", True),
        can_share=may.get("canShare", False),
    )


def account_facts(client: GoogleClient) -> AccountFacts:
    """Ask Drive who we are.

    Raises:
        GoogleError: it does not answer.

    """
    params: Json = {"fields": "user(emailAddress),storageQuota(limit,usage)"}
    answer = client.fetch("GET", "/drive/v3/about", params=params)
    limit = answer.get("storageQuota", {}).get("limit")
    email = answer.get("user", {}).get("emailAddress", "")
    return AccountFacts(email, None if limit is None else int(limit))


def create_spreadsheet(client: GoogleClient, title: str, folder: str | None = None) -> str:
    """Make an empty spreadsheet, in a folder or at the root of the account's Drive; its id.

    Raises:
        NoStorageError: the account owns no files (a service account outside a shared drive).
        FolderNotFoundError: the folder is not there for this account.
        UnclearCreationError: Google did not say whether it made it.
        GoogleError: Google refused.

    """
    body: Json = {"name": title, "mimeType": GOOGLE_SHEET, **({"parents": [folder]} if folder else {})}
    params: Json = {"supportsAllDrives": "true", "fields": "id"}
    try:
        return str(client.fetch("POST", "/drive/v3/files", params=params, body=body)["id"])
    except SpreadsheetNotFoundError:
        raise FolderNotFoundError(folder=folder, email=client.email) from None
    except UnclearWriteError as failure:
        raise UnclearCreationError(title=title, reason=failure.details["reason"]) from None


def set_region(client: GoogleClient, spreadsheet_id: str, locale: str, time_zone: str) -> None:
    """Set the locale and the time zone of a spreadsheet; what was set already stays so.

    Raises:
        GoogleError: they may not be set.

    """
    properties = {"locale": locale, "timeZone": time_zone}
    change = {"updateSpreadsheetProperties": {"properties": properties, "fields": "locale,timeZone"}}
    # Made twice, it changes nothing more.
    again = Retrying(
        retry=retry_if_exception_type(UnclearWriteError), stop=stop_after_attempt(_ATTEMPTS), reraise=True
    )
    path = f"/v4/spreadsheets/{spreadsheet_id}:batchUpdate"
    again(client.fetch, "POST", path, body={"requests": [change]}, params={"fields": "spreadsheetId"})
