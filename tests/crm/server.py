"""What stand-ins share: HTTP on a free port, a log of calls, and faults on demand."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

import orjson

Json = dict[str, Any]

LONGEST_HANG_S = 5


@dataclass(frozen=True)
class Asked:
    """A call as it came."""

    method: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    body: Any

    def one(self, name: str, default: str = "") -> str:
        """The value of a parameter."""
        return self.query.get(name, [default])[0]


@dataclass(frozen=True)
class Answered:
    """What is answered."""

    body: Any
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Fault:
    """What goes wrong with the calls whose method and path `match` is found in, after `skip`, so many times.

    `how`: `status` (the system's own failure of that status, or `body`), `hang`, `drop` (the connection
    ends), `cut` (the answer ends halfway), `half` (half of its rows are missing), `repeat` (the answer
    before comes again), `page` (a web page).
    """

    match: str
    how: str = "status"
    status: int = 500
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    skip: int = 0
    times: int = 1

    def is_for(self, line: str) -> bool:
        """Whether a call suffers it; counts it when it does."""
        if self.times <= 0 or not re.search(self.match, line):
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        self.times -= 1
        return True


class StandIn(ThreadingHTTPServer):
    """A system on a free port of this machine; a subclass answers its calls."""

    daemon_threads = True
    block_on_close = False
    rows = "results"
    """What holds the rows of an answer."""

    def __init__(self) -> None:
        """Listen; nothing is answered before `running`."""
        super().__init__(("127.0.0.1", 0), _Handler)
        self.calls: list[tuple[Asked, Answered]] = []
        self.faults: list[Fault] = []
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.ended = threading.Event()

    def answer(self, asked: Asked) -> Answered:
        """What the system answers to a call."""
        raise NotImplementedError

    def failure(self, status: int) -> Answered:
        """How the system says that a call failed."""
        raise NotImplementedError

    def lines(self) -> list[str]:
        """The method and path of each call so far."""
        return [f"{asked.method} {asked.path}" for asked, _ in self.calls]

    def suffered(self, asked: Asked) -> tuple[Answered | None, str]:
        """What a call is answered, None where it is not, and which fault spoils it on its way."""
        fault = next((each for each in self.faults if each.is_for(f"{asked.method} {asked.path}")), None)
        if fault is None or fault.how == "cut":
            return self.answer(asked), fault.how if fault else ""
        if fault.how == "status":
            body = self.failure(fault.status).body if fault.body is None else fault.body
            return Answered(body, fault.status, fault.headers), ""
        if fault.how == "page":
            return Answered("<html>Sign in</html>"), ""
        if fault.how == "repeat":
            return self.calls[-1][1], ""
        if fault.how == "half":
            whole = self.answer(asked)
            rows = whole.body[self.rows]
            return Answered(whole.body | {self.rows: rows[: len(rows) // 2]}), ""
        if fault.how == "hang":
            self.ended.wait(LONGEST_HANG_S)
        return None, ""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: StandIn

    def _serve(self) -> None:
        parts = urlsplit(self.path)
        content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = orjson.loads(content) if content else None
        asked = Asked(self.command, parts.path, parse_qs(parts.query), dict(self.headers.items()), body)
        answered, spoilt = self.server.suffered(asked)
        if answered is None:
            self.close_connection = True
            return
        self.server.calls.append((asked, answered))
        with suppress(ConnectionError):
            self._send(answered, spoilt)

    do_GET = do_POST = do_PATCH = do_DELETE = _serve  # noqa: N815  # the names that http.server looks for

    def _send(self, answered: Answered, spoilt: str) -> None:
        body = answered.body.encode() if isinstance(answered.body, str) else orjson.dumps(answered.body)
        self.send_response_only(answered.status)
        for name, value in ({"Content-Length": str(len(body))} | dict(answered.headers)).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if spoilt == "cut" else body)
        self.close_connection = bool(spoilt)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name is http.server's
        """Stay silent: the calls are kept."""


AnyStandIn = TypeVar("AnyStandIn", bound=StandIn)


@contextmanager
def running(system: AnyStandIn) -> Iterator[AnyStandIn]:
    """A stand-in that answers, for the length of a test."""
    thread = threading.Thread(target=system.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield system
    finally:
        system.ended.set()
        system.shutdown()
        system.server_close()
        thread.join()
