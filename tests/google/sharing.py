"""The rules of sharing: what Drive refuses, and the reason it gives."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.google import access
from tests.google.calls import Call
from tests.google.drive import is_service_account
from tests.google.errors import ApiError
from tests.google.lookups import insufficient, level
from tests.google.world import RANKS, File

Json = dict[str, Any]

TYPES = ("user", "group", "domain", "anyone")
ADDRESSED = ("user", "group")
WRITABLE = ("role", "expirationTime", "pendingOwner", "view", "inheritedPermissionsDisabled")
DRIVE_ROLES = {
    "organizer": "organizerOnNonTeamDriveItemNotSupported",
    "fileOrganizer": "fileOrganizerOnNonTeamDriveNotSupported",
}
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
CONSUMERS = ("gmail.com", "googlemail.com")

NOT_GIVEN = "The permission {name} field is required."
NO_ACCOUNT = (
    'Bad Request. User message: "You are trying to invite {email}. Since there is no Google account '
    'associated with this email address, you must check the "Notify people" box to invite this recipient."'
)
NOTIFY_ONLY = (
    "The sendNotificationEmail parameter is only applicable for permissions of type 'user' or 'group', and "
    "must not be disabled for ownership transfers."
)


def refused(reason: str, message: str, code: int = 403, location: str | None = None) -> ApiError:
    """A refusal with Drive's reason for it."""
    return ApiError(code, message, reason=reason, location=location)


def check_new(call: Call, file: File) -> None:
    """Refuse a permission that makes no sense or that the file may not have."""
    body = call.body
    for name in ("type", "role"):
        if name not in body:
            raise refused("required", NOT_GIVEN.format(name=name), 400, f"permission.{name}")
    if body["type"] not in TYPES:
        raise refused("invalid", "The specified permission type is invalid.", 400, "permission.type")
    _check_grantee(call, body)
    _check_role(call, file, body["role"], body["type"])
    _check_notification(call, body)
    if "expirationTime" in body:
        check_expiration(file, body["type"], body["role"], body["expirationTime"])


def _check_grantee(call: Call, body: Json) -> None:
    kind = body["type"]
    if kind == "domain" and not body.get("domain"):
        raise refused("required", NOT_GIVEN.format(name="domain"), 400, "permission.domain")
    if kind not in ADDRESSED:
        return
    email = body.get("emailAddress", "")
    if not email:
        raise refused("required", NOT_GIVEN.format(name="emailAddress"), 400, "permission.emailAddress")
    if not ADDRESS.fullmatch(email):
        message = "The specified emailAddress is invalid or not applicable for the given permission type."
        raise refused("invalid", message, 400, "permission.emailAddress")
    silent = not call.flag("sendNotificationEmail", default=True)
    if silent and email.lower() in call.google.strangers:
        raise refused("invalidSharingRequest", NO_ACCOUNT.format(email=email), 400)


def _check_notification(call: Call, body: Json) -> None:
    asked = call.flag("sendNotificationEmail", default=body["type"] in ADDRESSED)
    unwanted = asked and body["type"] not in ADDRESSED
    if unwanted or (body["role"] == "owner" and not asked):
        raise refused("forbidden", NOTIFY_ONLY, 403, "sendNotificationEmail")


def _check_role(call: Call, file: File, role: str, kind: str) -> None:
    if role not in RANKS:
        raise refused("invalid", "The specified role is invalid.", 400, "permission.role")
    if role == "owner":
        _check_owner(call, file, kind)
    if role in DRIVE_ROLES and not file.drive_id:
        raise refused(DRIVE_ROLES[role], f"The role {role} is only valid for items in shared drives.")
    if kind in {"domain", "anyone"} and access.rank(role) > access.WRITER:
        raise refused("invalid", f"The role {role} cannot be given to {kind}.", 400, "permission.role")
    if file.drive_id and access.rank(role) > level(call, file):
        raise insufficient()


def _check_owner(call: Call, file: File, kind: str) -> None:
    if file.drive_id:
        raise refused("ownerOnTeamDriveItemNotSupported", "Items in shared drives have no owner.")
    if kind != "user":
        raise refused("invalid", "Only a user can own a file.", 400, "permission.role")
    if not call.flag("transferOwnership"):
        message = "The transferOwnership parameter must be enabled when the permission role is 'owner'."
        raise refused("forbidden", message, 403, "transferOwnership")


def check_transfer(call: Call, file: File, email: str) -> None:
    """Refuse to make somebody the owner: only the owner may, or who was asked to take it over."""
    pending = any(held.get("pendingOwner") and held["emailAddress"] == email for held in file.permissions)
    if pending and email == call.email:
        return
    if level(call, file) < access.OWNER:
        raise insufficient()
    if is_service_account(email):
        raise refused("invalidSharingRequest", "Service accounts cannot own files.")
    mine, theirs = call.email.partition("@")[2], email.partition("@")[2]
    if theirs in CONSUMERS:
        message = "Consent is required to transfer ownership of a file to another user."
        raise refused("consentRequiredForOwnershipTransfer", message)
    if mine != theirs:
        message = "Ownership of a file cannot be transferred outside its domain."
        raise refused("ownershipChangeAcrossDomainNotPermitted", message)


def check_change(call: Call, file: File, permission: Json, source: File) -> None:
    """Refuse a change of a permission that Drive does not make."""
    body = call.body
    if any(
        name in body and body[name] != permission.get(name) for name in ("type", "emailAddress", "domain")
    ):
        message = "The resource body includes fields which are not directly writable."
        raise refused("fieldNotWritable", message)
    check_own(permission, source, file)
    role = str(body.get("role", permission["role"]))
    if role != permission["role"]:
        if permission["role"] == "owner":
            raise insufficient()
        _check_role(call, file, role, permission["type"])
    if "expirationTime" in body:
        check_expiration(file, permission["type"], role, body["expirationTime"])


def check_own(permission: Json, source: File, file: File) -> None:
    """Refuse to change what comes from a folder or a shared drive."""
    if source is not file and permission["role"] != "owner":
        message = "Cannot modify a permission that is inherited from a parent."
        raise refused("cannotModifyInheritedPermission", message)


def check_expiration(file: File, kind: str, role: str, until: str) -> None:
    """Refuse an end that a permission cannot have."""
    if kind not in ADDRESSED:
        message = "Expiration dates cannot be set on permissions of a domain or of anyone."
        raise refused("cannotSetExpirationOnAnyoneOrDomain", message)
    if role in {"owner", "organizer", "fileOrganizer"}:
        raise refused("cannotSetExpiration", f"Expiration dates cannot be set on the role {role}.")
    if file.id == file.drive_id:
        message = "Expiration dates cannot be set on members of shared drives."
        raise refused("expirationDateNotAllowedForSharedDriveMembers", message)
    try:
        end = access.moment(until)
    except ValueError as error:
        raise refused("invalid", f"Invalid value for: {until}", 400, "expirationTime") from error
    if end <= datetime.now(UTC):
        raise refused("expirationDatesMustBeInTheFuture", "Expiration dates must be in the future.")
    if end > datetime.now(UTC) + timedelta(days=366):
        raise refused("cannotSetExpiration", "Expiration dates cannot be more than a year away.")
