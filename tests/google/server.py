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
        if ":" in host:
            self.address_family = socket.AF_INET6
        super().__init__((host, port), Handler)
        self.google = google
        self._parent = parent
        name = f"[{host}]" if ":" in host else host
        google.url = f"http://{name}:{self.server_address[1]}"

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

    def version_string(self) -> str:
        """What the server calls itself."""
        return self.server_version

    def _serve(self) -> None:
        request = request_of(self.command, self.path, dict(self.headers.items()), self._body())
        request.gone = self._gone
        response = answer(self.server.google, request)
        if response.drop:
            self.close_connection = True
            return
        self._send(response)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = _serve  # noqa: N815  # the names that http.server looks for

    def do_OPTIONS(self) -> None:
        """Let pages in browsers call."""
        allowed = self.headers.get("Access-Control-Request-Headers", "")
        methods = "GET, POST, PUT, PATCH, DELETE"
        headers = {"Access-Control-Allow-Methods": methods, "Access-Control-Allow-Headers": allowed}
        self._send(Response(200, headers=headers))

    def _gone(self) -> bool:
        try:
            return not self.connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except BlockingIOError:
            return False
        except ConnectionError:
            return True

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            return self._chunks()
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def _chunks(self) -> bytes:
        whole = bytearray()
        while size := int(self.rfile.readline().split(b";")[0], 16):
            whole += self.rfile.read(size)
            self.rfile.readline()
        while self.rfile.readline().strip():
            pass  # trailers
        return bytes(whole)

    def _send(self, response: Response) -> None:
        body = response.body
        headers = {
            "Content-Type": "text/html",
            "Cache-Control": "private",
            "X-Content-Type-Options": "nosniff",
        }
        headers |= response.headers
        if origin := self.headers.get("Origin"):
            headers["Access-Control-Allow-Origin"] = origin
        if len(body) >= COMPRESSED_FROM and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, compresslevel=1)
            headers["Content-Encoding"] = "gzip"
        self.send_response(response.status)
        for name, value in headers.items():
            self.send_header(name, value)
        for value in ("Origin", "X-Origin", "Referer"):
            self.send_header("Vary", value)
        if response.status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(ConnectionError):
            self.wfile.write(b"" if self.command == "HEAD" else body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name is http.server's
        """Stay silent: the call log is kept elsewhere."""
