"""Connections on a loopback port: how many, and how long one may take to ask something."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from abm_sheets.service import connections
from abm_sheets.service.connections import Listening, at_most

HEADER = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


async def hello(scope: Scope, receive: Receive, send: Send) -> None:
    del scope
    await receive()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})


@contextmanager
def serving(number: int) -> Iterator[int]:
    """A server of so many connections in a thread; its port."""
    with socket.create_server(("127.0.0.1", 0)) as address:
        protocol = at_most(number)
        made = uvicorn.Config(hello, http=protocol, ws="none", lifespan="off", log_config=None)
        server = Listening(made, protocol)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [address]})
        thread.start()
        try:
            yield address.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join(10)


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    for module in (connections, connections):
        monkeypatch.setattr(module, "SLOWEST_HEADER", 0.5)
    with serving(3) as found:
        yield found


@contextmanager
def caller(port: int) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        yield connection


def is_answered(connection: socket.socket) -> bool:
    """Whether a request is answered, rather than its connection closed."""
    try:
        connection.sendall(HEADER)
        return connection.recv(100).startswith(b"HTTP/1.1 200")
    except OSError:
        return False


def until_closed(connection: socket.socket) -> float:
    """The seconds during which a connection takes bytes that never make a request."""
    start = time.monotonic()
    with suppress(ConnectionError):
        while time.monotonic() - start < 10:
            connection.sendall(b"G")
            with suppress(TimeoutError):
                if not connection.recv(1):
                    break
    return time.monotonic() - start


def test_a_header_that_never_ends_is_not_waited_for(port: int) -> None:
    with caller(port) as silent, caller(port) as dripping:
        dripping.sendall(HEADER[:10])
        start = time.monotonic()
        assert silent.recv(1) == b""
        assert dripping.recv(1) == b""
        assert 0.4 < time.monotonic() - start < 5


def test_a_header_that_drips_after_an_answer_is_not_waited_for_either(port: int) -> None:
    with caller(port) as reused:
        assert is_answered(reused)
        time.sleep(0.7)
        assert is_answered(reused)
        reused.settimeout(0.05)
        assert until_closed(reused) < 5


def test_who_comes_last_takes_the_place_of_who_was_idle_for_longest(port: int) -> None:
    with caller(port) as first, caller(port) as second, caller(port) as third, caller(port) as last:
        assert is_answered(last)
        assert first.recv(1) == b""
        assert is_answered(second)
        assert is_answered(third)


def test_a_client_that_asks_is_answered_whatever_others_open_meanwhile(port: int) -> None:
    others = [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(30)]
    with caller(port) as client:
        assert is_answered(client)
    for each in others:
        each.close()


def test_there_are_never_more_than_half_the_files_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.sysconf", {"SC_OPEN_MAX": 256}.get)
    assert at_most(400).most == 64
    assert at_most(20).most == 20
    monkeypatch.setattr("os.sysconf", {"SC_OPEN_MAX": 64}.get)
    assert at_most(400).most == 1
