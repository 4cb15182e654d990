"""RSA keys: those of service accounts, and those that sign identity tokens."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


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
