"""The HTTP server: bytes to requests, answers to bytes."""

from __future__ import annotations

import gzip
import os
import socket
import sys
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.google.messages import Response, request_of
from tests.google.service import answer
from tests.google.state import Google

COMPRESSED_FROM = 1_048_576
"""Answers from this size are compressed for clients that take it."""


class Server(ThreadingHTTPServer):
    """A server on one address, each connection in a thread of its own."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, host: str, port: int, google: Google, parent: int | None = None) -> None:
        """Listen on `port`, or on any free one where that is 0; stop once `parent` has ended."""
        super().__init__((host, port), Handler)
        self.google = google
        self._parent = parent
        google.url = f"http://{host}:{self.server_address[1]}"

    def service_actions(self) -> None:
        """Between requests, see whether anybody is left to call."""
        if self._parent not in {None, os.getppid()}:
            raise SystemExit(0)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a client that went away."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """One connection, kept open between requests."""

    protocol_version = "HTTP/1.1"
    server_version = "ESF"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: Server

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        request = request_of(self.command, self.path, dict(self.headers.items()), body)
        request.gone = self._gone
        response = answer(self.server.google, request)
        if response.drop:
            self.close_connection = True
            return
        self._send(response)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve  # noqa: N815  # the names that http.server looks for

    def _gone(self) -> bool:
        try:
            return not self.connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except BlockingIOError:
            return False
        except ConnectionError:
            return True

    def _send(self, response: Response) -> None:
        body, headers = response.body, {"Cache-Control": "private"} | response.headers
        if len(body) >= COMPRESSED_FROM and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, compresslevel=1)
            headers["Content-Encoding"] = "gzip"
        self.send_response(response.status)
        for name, value in headers.items():
            self.send_header(name, value)
        if response.status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(ConnectionError):
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name is http.server's
        """Stay silent: the call log is kept elsewhere."""
