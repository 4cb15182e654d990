"""Addresses that hold secrets, encrypted where they are kept, and files that nobody else may read."""

from __future__ import annotations

import base64
import hmac
import logging
import os
import secrets
from collections.abc import Iterable, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy.engine import Dialect

from abm_sheets.errors.incoming import SecretKeyNotKeptError

SHORTEST_KEY = 32
"""Characters of a key: what `openssl rand -hex 16` prints."""

UNREADABLE = "unreadable:"
"""What is read in place of an address that none of our keys opens; no address begins so."""

_MARK = "sealed:"
_FILE = Path("abm-sheets-service.key")
"""Where the key is kept, with a database that is no file: the folder that the service is run from."""

_VAULTS: WeakKeyDictionary[Dialect, Vault] = WeakKeyDictionary()
"""The vault of each engine, by what columns know of it."""

LOG = logging.getLogger(__name__)
_OTHERS = 0o077


class Vault:
    """What seals and opens, by keys of which the first seals."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Make keys of texts that nobody can guess."""
        self._secret = keys[0].encode()
        self._first, *_ = made = [_fernet(key) for key in keys]
        self._all = MultiFernet(made)

    def seal(self, text: str) -> str:
        """What is kept of a text."""
        return _MARK + self._first.encrypt(text.encode()).decode() if text else ""

    def open(self, kept: str) -> str:
        """The text of what is kept, be it from before texts were sealed; `UNREADABLE` without its key."""
        if not kept.startswith(_MARK):
            return kept
        try:
            return self._all.decrypt(kept.removeprefix(_MARK)).decode()
        except InvalidToken:
            return UNREADABLE

    def nickname(self, text: str) -> str:
        """A short name that is the same for the same text, and shows nothing of it."""
        return hmac.digest(self._secret, text.encode(), "sha256").hex()[:16]

    def renewed(self, kept: str) -> str:
        """What is kept of the same text under the first key; what cannot be opened stays."""
        if kept.startswith(_MARK) and _opens(self._first, kept.removeprefix(_MARK)):
            return kept
        text = self.open(kept)
        return kept if text == UNREADABLE else self.seal(text)


def _fernet(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(sha256(key.encode()).digest()))


def _opens(fernet: Fernet, token: str) -> bool:
    try:
        fernet.decrypt(token)
    except InvalidToken:
        return False
    return True


class Sealed(sa.types.TypeDecorator[str]):
    """A text that is sealed in the database, and only there."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Seal a text."""
        return None if value is None else _VAULTS[dialect].seal(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Open a text."""
        return None if value is None else _VAULTS[dialect].open(value)


def seal_with(engine: sa.Engine, keys: Sequence[str]) -> None:
    """Have the sealed columns of an engine sealed with some keys, or with those of its key file.

    Raises:
        SecretKeyNotKeptError: no key was given, and no file can be made for one.

    """
    _VAULTS[engine.dialect] = Vault(keys or _kept_keys(engine.url))


def vault_of(dialect: Dialect) -> Vault:
    """What seals and opens the columns of an engine, given its dialect or that of its connections."""
    return _VAULTS[dialect]


def reseal(connection: sa.Connection, tables: Iterable[sa.Table]) -> None:
    """Seal what is not sealed with the first key yet."""
    vault = _VAULTS[connection.dialect]
    for column in _columns(tables):
        key, kept = _key(column), sa.type_coerce(column, sa.Text)
        for number, text in _rows(connection, column):
            if (renewed := vault.renewed(text)) != text:
                # Somebody else may have changed the row since it was read.
                same = (key == number) & (kept == sa.literal(text, sa.Text))
                values = {column: sa.literal(renewed, sa.Text)}
                connection.execute(sa.update(column.table).where(same).values(values))


def count_unreadable(connection: sa.Connection, tables: Iterable[sa.Table]) -> int:
    """How many rows hold what none of the keys opens."""
    vault = _VAULTS[connection.dialect]
    found = (text for column in _columns(tables) for _, text in _rows(connection, column))
    return sum(vault.open(text) == UNREADABLE for text in found)


def _columns(tables: Iterable[sa.Table]) -> list[sa.Column[str]]:
    return [each for table in tables for each in table.columns if isinstance(each.type, Sealed)]


def _key(column: sa.Column[str]) -> sa.ColumnElement[Any]:
    return next(iter(column.table.primary_key))


def _rows(connection: sa.Connection, column: sa.Column[str]) -> Sequence[tuple[Any, str]]:
    """The rows of a column that hold something: their keys, and what is kept."""
    kept = sa.type_coerce(column, sa.Text)
    query = sa.select(_key(column), kept).where(kept != sa.literal("", sa.Text))
    return [(key, text) for key, text in connection.execute(query)]


def _kept_keys(url: sa.URL) -> Sequence[str]:
    """The keys of the key file, which is made with a new one where there is none."""
    is_file = url.get_backend_name() == "sqlite" and url.database
    path = Path(f"{url.database}.key") if is_file else _FILE
    try:
        if not path.exists():
            make_file(path, secrets.token_hex(SHORTEST_KEY).encode())
        narrow([path])
        if keys := read_keys(path.read_text(encoding="utf-8")):
            return keys
    except (OSError, ValueError):
        pass
    raise SecretKeyNotKeptError(path=path)


def read_keys(text: str) -> Sequence[str]:
    """Keys written one after the other, with spaces or commas between them.

    Raises:
        ValueError: one is so short that it could be guessed.

    """
    keys = text.replace(",", " ").split()
    if any(len(key) < SHORTEST_KEY for key in keys):
        raise ValueError(SHORTEST_KEY)
    return keys


def make_empty(path: Path) -> None:
    """Make an empty file, unless there is one."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def make_file(path: Path, content: bytes) -> None:
    """Write a new file, which appears whole; one that is there, or appears meanwhile, stays as it is."""
    draft = path.with_name(f".{path.name}-{os.getpid()}.tmp")
    make_empty(draft)
    try:
        draft.write_bytes(content)
        with suppress(FileExistsError):
            path.hardlink_to(draft)
    finally:
        draft.unlink()


def is_open(path: Path) -> bool:
    """Whether others than its owner may read or change a file."""
    return bool(os.name == "posix" and path.stat().st_mode & _OTHERS)


def narrow(paths: Iterable[Path]) -> None:
    """Take files from others; one that is not ours to change is warned of."""
    for path in paths:
        try:
            if is_open(path):
                path.chmod(path.stat().st_mode & ~_OTHERS)
        except FileNotFoundError:
            continue
        except OSError:
            LOG.warning("others may read %s: run chmod 600 on it", path)
