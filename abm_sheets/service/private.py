"""Files that nobody else on the machine may read, whatever the umask."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

LOG = logging.getLogger(__name__)

_OTHERS = 0o077


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
