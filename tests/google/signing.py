"""Keys, and the tokens signed with them: minted, wrong ones included, taken apart and checked."""

from __future__ import annotations

import base64
import hashlib
import hmac
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

import orjson
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

Json = dict[str, Any]


@dataclass(frozen=True)
class Key:
    """A private key, named by its id and made for `owner`."""

    owner: str
    private: rsa.RSAPrivateKey

    @cached_property
    def id(self) -> str:
        """The key's id: the digest of its certificate."""
        return self._certificate.fingerprint(hashes.SHA1()).hex()  # noqa: S303  # an id, as Google's are

    @cached_property
    def pem(self) -> str:
        """The private key as service-account files hold it."""
        return self.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()

    @cached_property
    def certificate(self) -> str:
        """The certificate that is published, in PEM."""
        return self._certificate.public_bytes(Encoding.PEM).decode()

    @cached_property
    def _certificate(self) -> x509.Certificate:
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, self.owner[:64])])
        today = datetime.now(UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(self.private.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(today - timedelta(days=1))
            .not_valid_after(today + timedelta(days=3650))
            .sign(self.private, hashes.SHA256())
        )

    def sign(self, message: bytes) -> bytes:
        """The RS256 signature of a message."""
        return self.private.sign(message, padding.PKCS1v15(), hashes.SHA256())


KEY_BITS = 1024
"""Half the length of Google's: nothing is guarded, and reading a long key costs more than a refresh."""


def new_key(owner: str) -> Key:
    """A fresh key."""
    return Key(owner, rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS))


@dataclass
class Keys:
    """One key for each owner, made when first asked for."""

    _made: dict[str, Key] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, owner: str) -> Key:
        """The key of an owner."""
        with self._lock:
            if owner.lower() not in self._made:
                self._made[owner.lower()] = new_key(owner)
            return self._made[owner.lower()]

    def known(self, owner: str) -> Key | None:
        """The key of an owner, if one was made."""
        return self._made.get(owner.lower())


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
