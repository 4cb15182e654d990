"""Signed tokens: taking them apart, checking them, and minting them, wrong ones included."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from typing import Any

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from tests.google.keys import Key

Json = dict[str, Any]

SKEW_S = 300
"""How far a client's clock may be off."""


def encode(data: bytes) -> str:
    """Base64 for URLs, without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """The bytes of `encode`'s output."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def mint(key: Key, claims: Json, header: Json | None = None) -> str:
    """A token signed with `key`; a header that names another algorithm gets that algorithm's signature."""
    full = {"alg": "RS256", "kid": key.id, "typ": "JWT"} | (header or {})
    message = f"{encode(orjson.dumps(full))}.{encode(orjson.dumps(claims))}"
    return f"{message}.{encode(_signature(key, full['alg'], message.encode()))}"


def _signature(key: Key, algorithm: str, message: bytes) -> bytes:
    if algorithm.lower() == "none":
        return b""
    if algorithm == "HS256":
        # The known confusion attack: the public certificate taken for a shared secret.
        return hmac.new(key.certificate.encode(), message, hashlib.sha256).digest()
    return key.sign(message)


def parts(token: str) -> tuple[Json, Json] | None:
    """A token's header and claims, unchecked; None where it is no token."""
    pieces = token.split(".")
    if len(pieces) != 3:
        return None
    try:
        header, claims = orjson.loads(decode(pieces[0])), orjson.loads(decode(pieces[1]))
    except ValueError:
        return None
    return (header, claims) if isinstance(header, dict) and isinstance(claims, dict) else None


def signed_by(key: Key, token: str) -> bool:
    """Whether a token bears the signature of `key`."""
    message, _, signature = token.rpartition(".")
    try:
        raw = decode(signature)
        key.private.public_key().verify(raw, message.encode(), padding.PKCS1v15(), hashes.SHA256())
    except (InvalidSignature, ValueError):
        return False
    return True


def timely(claims: Json) -> bool:
    """Whether a token was issued by now, has not expired, and lives an hour at most."""
    issued, expires, present = claims.get("iat"), claims.get("exp"), time.time()
    if not isinstance(issued, int | float) or not isinstance(expires, int | float):
        return False
    return issued - SKEW_S <= present <= expires + SKEW_S and 0 < expires - issued <= 3600 + SKEW_S
