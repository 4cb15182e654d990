"""The local Google in a process of its own, for the length of a test."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import orjson

Json = dict[str, Any]

ROOT = Path(__file__).parents[2]
GREETING = "listening on "
PATIENCE_S = 10


@dataclass(frozen=True)
class LocalGoogle:
    """A running local Google, by its address."""

    url: str
    _kept: dict[str, str] = field(default_factory=dict, compare=False)

    def control(self, method: str, name: str, body: Any = None, **query: str) -> Any:
        """Call a control endpoint; gives what it answers."""
        target = f"{self.url}/_control/{name}" + (f"?{urlencode(query)}" if query else "")
        data = None if body is None else orjson.dumps(body)
        request = Request(target, data, {"Content-Type": "application/json"}, method=method)  # noqa: S310  # ours
        with urlopen(request, timeout=PATIENCE_S) as response:  # noqa: S310  # our own server
            return orjson.loads(response.read())

    def reset(self, *, keep_files: bool = False) -> None:
        """Empty it: files, faults, edits, log and counts."""
        self.control("POST", "reset", {"keep_files": keep_files})

    def once(self, name: str, make: Callable[[], str]) -> str:
        """The id of the spreadsheet that `make` gives, made once for each server and then brought back."""
        if name in self._kept:
            self.control("POST", "restore", {"name": name})
        else:
            self._kept[name] = make()
            self.control("POST", "keep", {"name": name})
        return self._kept[name]

    def requests(self) -> list[Json]:
        """The call log: method, path, query, user and status, in order of arrival."""
        logged: list[Json] = self.control("GET", "requests")
        return logged

    def clear_requests(self) -> None:
        """Empty the call log."""
        self.control("DELETE", "requests")

    def faults(self, faults: list[Json]) -> None:
        """Have calls fail."""
        self.control("POST", "faults", faults)

    def edits(self, edits: list[Json]) -> None:
        """Have other people act right before or after a call."""
        self.control("POST", "edits", edits)

    def results(self, by_text: Json) -> None:
        """Say what formulas give that are not calculated here: a value, or the rows of an array."""
        self.control("POST", "results", by_text)

    def credentials(self, email: str) -> Json:
        """The service-account file of an address."""
        made: Json = self.control("GET", "credentials", email=email)
        return made

    def authorized_user(self, email: str) -> Json:
        """The file of a person who let an OAuth client act in their name."""
        made: Json = self.control("GET", "authorized-user", email=email)
        return made

    def id_token(self, **claims: Any) -> str:
        """A signed identity token."""
        return str(self.control("POST", "id-token", claims)["id_token"])


@contextmanager
def local_google(*options: str) -> Iterator[LocalGoogle]:
    """Start a local Google on a free port, and stop it at the end."""
    command = [sys.executable, "-m", "tests.google", "--port", "0", "--parent", str(os.getpid()), *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield LocalGoogle(_address(process))
        finally:
            process.terminate()


def _address(process: subprocess.Popen[str]) -> str:
    line = process.stdout.readline() if process.stdout else ""
    if not line.startswith(GREETING):
        raise RuntimeError(f"The local Google did not start: {line!r}")
    return line.removeprefix(GREETING).strip()
