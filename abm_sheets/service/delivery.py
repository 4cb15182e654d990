"""A message delivered within a time, or not: each in a process of its own, which can be ended."""

from __future__ import annotations

import logging
import multiprocessing
import os
import sys
from multiprocessing import forkserver

from abm_sheets.outputs.message import Message
from abm_sheets.service.channels import deliver

LONGEST = 15.0
"""Seconds that a delivery may take in all: a channel that answers byte by byte would take for ever."""

if sys.platform == "win32":
    _CONTEXT = multiprocessing.get_context("spawn")
else:
    _CONTEXT = multiprocessing.get_context("forkserver")
    # Each delivery begins with all that it needs, in a hundredth of the time that this takes to load.
    _CONTEXT.set_forkserver_preload(["__main__", "abm_sheets.service.loaded", __name__])


def get_ready() -> None:
    """Begin to load what deliveries need, so that the first one does not wait for it."""
    if sys.platform != "win32":
        forkserver.ensure_running()


def deliver_in_time(address: str, message: Message, seconds: float = LONGEST) -> bool:
    """Send a message to an address; whether it was taken within that time."""
    sending = _CONTEXT.Process(target=_send, args=(address, message), daemon=True)
    sending.start()
    sending.join(seconds)
    if sending.is_alive():
        sending.kill()
        sending.join()
    return sending.exitcode == 0


def _send(address: str, message: Message) -> None:
    # What the libraries would log holds the address.
    logging.disable(logging.CRITICAL)
    # They would send the passwords of that file, where it has one for the host.
    os.environ["NETRC"] = os.devnull
    sys.exit(not deliver(address, message))
