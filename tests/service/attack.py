"""What attackers and faults do to a service, and how it bears it, as who calls it sees it."""

from __future__ import annotations

import socket
import time

import requests

from tests.service.process import Service

ROW = {"date": "2026-09-20", "account": "Alizé", "type": "webinaire"}


def silence(service: Service, number: int) -> list[socket.socket]:
    """Open connections that say nothing."""
    return [socket.create_connection(("127.0.0.1", service.port), timeout=20) for _ in range(number)]


def is_open(connection: socket.socket) -> bool:
    """Whether the service has not closed a connection."""
    connection.setblocking(False)  # noqa: FBT003 (the socket's own method)
    try:
        return bool(connection.recv(1))
    except BlockingIOError:
        return True
    except OSError:
        return False


def slowest(service: Service, path: str, times: int = 10) -> tuple[float, set[int]]:
    """The slowest of some answers of a path, in seconds, and their statuses."""
    seconds, statuses = [], set()
    for _ in range(times):
        start = time.monotonic()
        try:
            statuses.add(requests.get(f"{service.url}{path}", timeout=30).status_code)
        except requests.RequestException:
            statuses.add(0)
        seconds.append(time.monotonic() - start)
    return max(seconds), statuses


def post(service: Service, secret: str, name: str) -> requests.Response:
    """Send an event as a tool does."""
    headers = {"Authorization": f"Bearer {secret}"}
    return requests.post(
        f"{service.url}/hooks/zapier", json={**ROW, "event_id": name}, headers=headers, timeout=60
    )
