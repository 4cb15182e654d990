"""Messages on their way to a channel that answers byte by byte, or never: ended in time, in nobody's way."""

from __future__ import annotations

import base64
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from abm_sheets.outputs.message import Message
from abm_sheets.service.channels import deliver_in_time
from tests.service.inbox import open_inbox

MESSAGE = Message(role=None, title="Suivi", body="Bonjour,", label="", link="", changed=True)


@contextmanager
def dripping() -> Iterator[str]:
    """A channel that answers a byte at a time, for as long as it is listened to."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            with suppress(OSError), server.accept()[0] as connection:
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
                while True:
                    connection.sendall(b"x")
                    time.sleep(0.1)

        thread = threading.Thread(target=answer)
        thread.start()
        yield f"json://127.0.0.1:{server.getsockname()[1]}"
        thread.join()


def test_a_channel_that_drips_is_given_up_in_time() -> None:
    with open_inbox() as inbox, dripping() as address:
        # The first delivery of all loads what the others begin with.
        assert deliver_in_time(inbox.address, MESSAGE, 60)
        started = time.monotonic()
        assert not deliver_in_time(address, MESSAGE, 3)

        assert 3 <= time.monotonic() - started < 6


@pytest.mark.parametrize("account", ["", "default"])
def test_a_netrc_gives_no_password_to_a_channel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, account: str
) -> None:
    netrc = tmp_path / ".netrc"
    netrc.write_text(f"{account or 'machine 127.0.0.1'} login lea password motdepasse\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HOME", str(tmp_path))
    with open_inbox() as inbox:
        assert deliver_in_time(inbox.address, MESSAGE, 60)

    reported = repr(inbox.headers)
    assert "Authorization" not in reported
    assert base64.b64encode(b"lea:motdepasse").decode() not in reported
