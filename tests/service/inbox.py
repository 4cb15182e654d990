"""A place that alerts are sent to, over HTTP."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import orjson
from apprise import Apprise


@dataclass
class Inbox:
    """What arrived, in order, and with which headers; `status` is what senders are answered."""

    address: str = ""
    status: int = 200
    received: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    @property
    def titles(self) -> list[str]:
        """The titles of what arrived."""
        return [each["title"] for each in self.received]


def load_channels() -> None:
    """Load every kind of channel, as the first use does: some import what Python will not have for ever."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        assert Apprise.instantiate("json://localhost") is not None


@contextmanager
def open_inbox() -> Iterator[Inbox]:
    """Take what is sent, until the end of the block."""
    load_channels()
    inbox = Inbox()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            inbox.headers.append(dict(self.headers.items()))
            inbox.received.append(orjson.loads(body))
            self.send_response(inbox.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *reported: Any) -> None:
            del reported

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        inbox.address = f"json://127.0.0.1:{server.server_port}/secret-du-canal"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield inbox
        finally:
            server.shutdown()
            thread.join()
