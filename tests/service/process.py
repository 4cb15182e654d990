"""The service in a process of its own, as a user starts it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import requests

PATIENCE_S = 100


class Service:
    """`abm-sheets serve` on a port, which stays the same when it is killed and started again."""

    def __init__(self, environment: Mapping[str, str], log: Path) -> None:
        """Choose a free port; nothing is started yet."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = log
        self._environment = {**os.environ, "ABM_SHEETS_URL": self.url, **environment}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The id of its process."""
        assert self._process is not None
        return self._process.pid

    def start(self, *options: str, wait: bool = True) -> None:
        """Start it, and wait until it answers."""
        command = [sys.executable, "-m", "abm_sheets", "serve", "--port", str(self.port), *options]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(command, env=self._environment, stdout=log, stderr=log)
        if wait:
            self.wait()

    def wait(self) -> None:
        """Wait until it answers."""
        end = time.monotonic() + PATIENCE_S
        while not self.answers():
            if time.monotonic() > end or (self._process and self._process.poll() is not None):
                raise TimeoutError(self.log.read_text(encoding="utf-8", errors="replace")[-3000:])
            time.sleep(0.05)

    def answers(self) -> bool:
        """Whether it is ready."""
        try:
            return requests.get(f"{self.url}/readyz", timeout=5).ok
        except requests.RequestException:
            return False

    def kill(self) -> None:
        """End it as a machine that loses its power does."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """End it as a system that shuts down does; its exit status."""
        return self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> int:
        if self._process is None:
            return 0
        self._process.send_signal(how)
        status = self._process.wait(PATIENCE_S)
        self._process = None
        return status


@contextmanager
def running(environment: Mapping[str, str], log: Path) -> Iterator[Service]:
    """The service for the length of a block."""
    service = Service(environment, log)
    try:
        service.start()
        yield service
    finally:
        service.kill()
