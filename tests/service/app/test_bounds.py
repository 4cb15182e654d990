"""What a request may cost: the bytes and the seconds of its body, the length of its address."""

from __future__ import annotations

import asyncio

import pytest
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from abm_sheets.service.app import bounds
from abm_sheets.service.app.bounds import LARGEST_BODY, Bounds


async def _echo(scope: Scope, receive: Receive, send: Send) -> None:
    del scope
    message = await receive()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(len(message["body"])).encode()})


def answer(*messages: Message, query: bytes = b"") -> tuple[int, bytes]:
    """The status and the body that these messages of a client get; when they end the client is silent."""
    waiting, sent = list(messages), []

    async def receive() -> Message:
        if not waiting:
            await asyncio.sleep(60)
        return waiting.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "path": "/hooks/a", "query_string": query, "method": "POST", "headers": []}
    asyncio.run(Bounds(_echo)(scope, receive, send))
    return sent[0]["status"], sent[1]["body"]


def part(body: bytes, *, more: bool = False) -> Message:
    return {"type": "http.request", "body": body, "more_body": more}


@pytest.mark.parametrize(
    ("messages", "status", "body"),
    [
        ([part(b"abc")], 200, b"3"),
        ([part(b"abc", more=True), part(b"de")], 200, b"5"),
        ([part(b"x" * LARGEST_BODY)], 200, str(LARGEST_BODY).encode()),
        ([part(b"x" * LARGEST_BODY, more=True), part(b"x", more=True)], 413, None),
    ],
)
def test_a_body_is_read_whole_up_to_its_bound(
    messages: list[Message], status: int, body: bytes | None
) -> None:
    found = answer(*messages)

    assert found[0] == status
    assert body in (None, found[1])


def test_half_a_body_of_a_client_that_went_away_is_no_request() -> None:
    with pytest.raises(IndexError):  # nothing was answered
        answer(part(b"account=Aliz", more=True), {"type": "http.disconnect"})


def test_a_body_that_never_ends_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "SLOWEST_BODY", 0.05)

    assert answer(part(b"abc", more=True))[0] == 408


def test_an_endless_address_is_refused() -> None:
    assert answer(part(b""), query=b"x" * 5000)[0] == 414


def test_the_application_stands_behind_its_bounds(http: TestClient) -> None:
    assert http.post("/hooks/zapier", content=b"x" * (LARGEST_BODY + 1)).status_code == 413
