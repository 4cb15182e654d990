"""The secrets by which other systems feed a workbook: made here, and kept as hashes only."""

from __future__ import annotations

import base64
import re
from hashlib import sha256
from hmac import compare_digest
from secrets import token_urlsafe

PREFIX = "whk_"
"""How every secret begins, so that people and scanners of leaks know one when they see it."""

LONGEST = 4096
"""Characters of a header or a token, beyond which it is nothing of ours or of Google's."""

_BYTES = 32
_BEARER = re.compile(r"bearer +([\w.~+/-]+=*) *", re.ASCII | re.IGNORECASE)
_BASIC = re.compile(r"basic +(\S+) *", re.IGNORECASE)
_VISIBLE = re.compile(r"[\x21-\x7e]+")


def new_secret() -> str:
    """A secret to be shown once, to who will send it."""
    return PREFIX + token_urlsafe(_BYTES)


def hashed(secret: str) -> str:
    """What is kept of a secret: its SHA-256, in hexadecimal.

    A slow hash with a salt would protect what people choose; nobody goes through 32 random bytes.
    """
    return sha256(secret.encode()).hexdigest()


def is_secret(given: str, kept: str) -> bool:
    """Whether a text is the secret of a hash, compared in a time that tells nothing."""
    return compare_digest(hashed(given), kept)


def bearer_of(header: str | None) -> str | None:
    """The token of an `Authorization: Bearer` header, None where it bears none."""
    return _matched(_BEARER, header)


def secret_of(authorization: str | None, api_key: str | None = None) -> str | None:
    """The secret that a call gives, None where it gives none.

    In order: the `X-Api-Key` header, then `Authorization`, as a bearer's token or as the password of
    Basic authentication (whatever the name): what Zapier and Make can send.
    """
    return _visible(api_key) or bearer_of(authorization) or _password_of(authorization)


def _password_of(header: str | None) -> str | None:
    encoded = _matched(_BASIC, header)
    try:
        pair = base64.b64decode(encoded or "", validate=True).decode()
    except ValueError:
        return None
    return _visible(pair.partition(":")[2])


def _visible(text: str | None) -> str | None:
    """A text that a header may hold, without the spaces around it."""
    text = (text or "").strip(" \t")
    return text if len(text) <= LONGEST and _VISIBLE.fullmatch(text) else None


def _matched(pattern: re.Pattern[str], header: str | None) -> str | None:
    """What a pattern finds in a header that is not too long."""
    found = pattern.fullmatch(header) if header and len(header) <= LONGEST else None
    return found[1] if found else None
