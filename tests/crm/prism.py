"""Prism, which answers as a description says: where Node and it are installed, for tests that ask for it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

VARIABLE = "PRISM_FILE"
"""The environment variable of Prism's own file: `@stoplight/prism-cli/dist/index.js` in `node_modules`."""

PATIENCE_S = 20


@contextmanager
def prism(described: Path) -> Iterator[str]:
    """The address of a server that answers with a description's examples, and refuses what breaks it."""
    node, script = shutil.which("node"), os.environ.get(VARIABLE)
    if not node or not script:
        pytest.skip(f"needs Node, and {VARIABLE}: npm install @stoplight/prism-cli@5.14.2")
    port = _free_port()
    command = [node, script, "mock", "--errors", "-h", "127.0.0.1", "-p", str(port), str(described)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT) as process:
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(port: int) -> None:
    end = time.monotonic() + PATIENCE_S
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            return
