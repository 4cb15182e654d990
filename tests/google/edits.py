"""What other people do in the middle of a client's work, right before or after one of its calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import orjson

from tests.google.faults import Rules
from tests.google.messages import Request, Response, request_of

Json = dict[str, Any]

KNOWN = frozenset(["match", "when", "user", "method", "path", "body", "query", "times", "skip"])


@dataclass
class Edits:
    """The edits to come, and those that were made with what came of them."""

    rules: Rules = field(default_factory=lambda: Rules(KNOWN))
    made: list[Json] = field(default_factory=list)

    def add(self, asked: list[Json]) -> int:
        """Add edits as they were sent; returns how many."""
        return self.rules.add([{"when": "after", **one} for one in asked])

    def run(self, when: str, lines: tuple[str, ...], call: Callable[[Request], Response]) -> None:
        """Make the edits that belong before or after a call."""
        for asked in self.rules.every(lines, when=when):
            response = call(_request(asked))
            self.made.append(_record(asked, response))

    def state(self) -> Json:
        """The edits that are waiting and those that were made."""
        return {"waiting": self.rules.left(), "made": list(self.made)}

    def clear(self) -> None:
        """Forget every edit."""
        self.rules.clear()
        self.made.clear()


def _request(asked: Json) -> Request:
    query = asked.get("query", {})
    target = asked["path"] + ("?" + urlencode(query, doseq=True) if query else "")
    headers = {"Authorization": f"Bearer user:{asked['user']}", "Content-Type": "application/json"}
    body = orjson.dumps(asked["body"]) if "body" in asked else b""
    return request_of(asked.get("method", "POST").upper(), target, headers, body)


def _record(asked: Json, response: Response) -> Json:
    kept = {name: asked[name] for name in ("user", "method", "path") if name in asked}
    try:
        body = orjson.loads(response.body or b"null")
    except orjson.JSONDecodeError:
        body = response.body.decode(errors="replace")
    return kept | {"status": response.status, "body": body}
