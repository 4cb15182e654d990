"""The cyclic collector kept from walking, again and again, what holds no garbage."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collection_paused() -> Iterator[None]:
    """Pause the collector while millions of cells, or modules, are made: they stay, so nothing is garbage."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def leave_uncollected() -> None:
    """Let the process end without a last walk through all that it holds: the system takes it back at once."""
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)
