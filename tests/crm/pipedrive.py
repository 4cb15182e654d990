"""A Pipedrive account on this machine: what people do to it, and what its API answers of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from tests.crm.server import Answered, Asked, Json, StandIn

TOKEN = "0123456789abcdef0123456789abcdef01234567"  # noqa: S105 (of the stand-in)
TARGET = "a" * 40
"""The key of the field of one's own that marks a target."""

COSTS = {
    "archived": 20,
    "changelog": 20,
    "users": 20,
    "activityTypes": 20,
    "me": 2,
    "stages": 5,
    "pipelines": 5,
}
"""Tokens of a call by the last part of its path; others take 10."""


class Pipedrive(StandIn):
    """A stateful account with one token; what is not modelled is answered 404."""

    rows = "data"

    def __init__(self) -> None:
        """Begin with an account in Paris that holds nothing."""
        super().__init__()
        self.token = TOKEN
        self.now = "2026-01-05T08:00:00Z"
        self.kinds: dict[str, dict[int, Json]] = {}
        self.changes: dict[int, list[Json]] = {}
        self.people: list[Json] = []
        self.types: list[Json] = []
        self.fields: list[Json] = []
        self.me: Json = {"id": 7, "name": "Lecteur", "email": "crm@abm.example"}
        self.me |= {"timezone_name": "Europe/Paris", "timezone_offset": "+01:00", "company_domain": "abm"}

    @property
    def tokens(self) -> int:
        """What the calls so far cost."""
        return sum(COSTS.get(asked.path.rpartition("/")[2], 10) for asked, _ in self.calls)

    # What people do.

    def make(self, kind: str, id_: int, **values: Any) -> None:
        """Make a record, at `now`."""
        deal = {"status": "open", "is_archived": False} if kind == "deals" else {}
        made = {"id": id_, "add_time": self.now, "update_time": self.now, "is_deleted": False}
        self.kinds.setdefault(kind, {})[id_] = made | deal | values

    def change(self, kind: str, id_: int, **values: Any) -> None:
        """Change a record, at `now`; a deal remembers it."""
        record = self.kinds[kind][id_]
        for name, value in values.items():
            if kind == "deals":
                moment = self.now.replace("T", " ").removesuffix("Z")
                change = {"field_key": name, "old_value": _text(record.get(name)), "new_value": _text(value)}
                self.changes.setdefault(id_, []).insert(0, change | {"actor_user_id": 7, "time": moment})
        moved = {"stage_change_time": self.now} if "stage_id" in values else {}
        record |= {"update_time": self.now} | moved | values

    def end(self, deal: int, status: str, **values: Any) -> None:
        """Win or lose a deal, at `now`."""
        self.change("deals", deal, status=status)
        self.kinds["deals"][deal] |= {f"{status}_time": self.now, "close_time": self.now, **values}

    def field(self, code: str, name: str, kind: str, options: list[Json] | None = None) -> None:
        """Add a field of organizations, with its choices."""
        shown = {"field_name": name, "field_code": code, "field_type": kind, "options": options}
        custom = len(code) == len(TARGET)
        self.fields.append(shown | {"is_custom_field": custom, "is_optional_response_field": False})

    # What the API answers.

    def failure(self, status: int) -> Answered:
        """An error as Pipedrive words it; see `StandIn`."""
        return Answered({"success": False, "error": "It failed."}, status)

    def answer(self, asked: Asked) -> Answered:
        """The answer of the account as it is now; see `StandIn`."""
        if asked.headers.get("x-api-token") != self.token:
            return self.failure(401)
        for pattern, serve in self._routes():
            if match := re.fullmatch(pattern, asked.path):
                return Answered(serve(asked, *match.groups()))
        return self.failure(404)

    def _routes(self) -> Sequence[tuple[str, Callable[..., Json]]]:
        return (
            ("/v1/users/me", lambda _: _all(self.me)),
            ("/v1/users", lambda _: _all(self.people)),
            ("/v1/activityTypes", lambda _: _all(self.types or None)),
            (r"/v1/deals/(\d+)/changelog", lambda asked, deal: _page(self.changes.get(int(deal), []), asked)),
            ("/api/v2/organizationFields", lambda asked: _page(self.fields, asked)),
            ("/api/v2/(deals)", lambda asked, kind: _page(self._deals(kind, archived=False), asked)),
            ("/api/v2/(deals)/archived", lambda asked, kind: _page(self._deals(kind, archived=True), asked)),
            ("/api/v2/(activities)", self._activities),
            (r"/api/v2/(\w+)", lambda asked, kind: _page(self._there(kind), asked)),
        )

    def _there(self, kind: str) -> list[Json]:
        return [each for each in self.kinds.get(kind, {}).values() if not each["is_deleted"]]

    def _deals(self, kind: str, *, archived: bool) -> list[Json]:
        return [each for each in self._there(kind) if each["is_archived"] == archived]

    def _activities(self, asked: Asked, kind: str) -> Json:
        wanted = asked.one("done")
        return _page([each for each in self._there(kind) if wanted in {"", str(each["done"]).lower()}], asked)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _all(data: Any) -> Json:
    return {"success": True, "data": data}


def _page(several: Sequence[Json], asked: Asked) -> Json:
    limit, start = min(int(asked.one("limit", "100")), 500), int(asked.one("cursor", "0"))
    following = str(start + limit) if start + limit < len(several) else None
    more = {"additional_data": {"next_cursor": following}} if following else {}
    return {"success": True, "data": list(several[start : start + limit]), **more}
