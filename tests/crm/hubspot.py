"""A HubSpot account on this machine: what people do to it, and what its API answers of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.crm.server import Answered, Asked, Json, StandIn

V = "2026-09"
TOKEN = "pat-eu1-0123456789"  # noqa: S105 (of the stand-in)

PRIMARY, UNLABELLED = 5, 341
CONTACT_PRIMARY, CONTACT_UNLABELLED = 1, 279

MISSING_SCOPES = {
    "status": "error",
    "message": "This app has not been granted all required scopes.",
    "correlationId": "22222222-2222-4222-8222-222222222222",
    "category": "MISSING_SCOPES",
    "errors": [
        {
            "message": "One or more of the following scopes are required.",
            "context": {"requiredGranularScopes": ["crm.objects.deals.read"]},
        }
    ],
}
CATEGORIES = {
    400: "VALIDATION_ERROR",
    401: "INVALID_AUTHENTICATION",
    404: "OBJECT_NOT_FOUND",
    429: "RATE_LIMITS",
}


@dataclass
class Thing:
    """A record: each property with what it was, newest first."""

    id: str
    created: str
    updated: str
    history: dict[str, list[tuple[str | None, str]]] = field(default_factory=dict)
    archived: str | None = None

    def value(self, name: str) -> str | None:
        """What a property is now."""
        own = {"hs_object_id": self.id, "hs_lastmodifieddate": self.updated, "createdate": self.created}
        return self.history[name][0][0] if name in self.history else own.get(name)


class Refused(Exception):  # noqa: N818 (an answer, no fault of the stand-in)
    """A call that HubSpot refuses."""

    def __init__(self, status: int, message: str) -> None:
        """Say why."""
        super().__init__(message)
        self.answered = Answered(_error(status, message), status)


def _error(status: int, message: str) -> Json:
    return {
        "status": "error",
        "message": message,
        "correlationId": "11111111-1111-4111-8111-111111111111",
        "category": CATEGORIES.get(status, "INTERNAL_ERROR"),
    }


class HubSpot(StandIn):
    """A stateful account with one token; what is not modelled is answered 404, as HubSpot does."""

    def __init__(self) -> None:
        """Begin with an account in Paris, in euros, that holds nothing."""
        super().__init__()
        self.token = TOKEN
        self.most_found = 10_000
        self.most_linked = 500
        self.now = "2026-11-28T08:00:00Z"
        self.kinds: dict[str, dict[str, Thing]] = {}
        self.links: dict[tuple[str, str, str], dict[str, set[int]]] = {}
        self.pipelines: list[Json] = []
        self.people: list[Json] = []
        self.choices: dict[str, dict[str, str]] = {}
        self.details: Json = {
            "portalId": 1234567,
            "accountType": "STANDARD",
            "companyCurrency": "EUR",
            "additionalCurrencies": ["USD"],
            "timeZone": "Europe/Paris",
            "utcOffset": "+01:00",
            "utcOffsetMilliseconds": 3600000,
            "uiDomain": "app-eu1.hubspot.com",
            "dataHostingLocation": "eu1",
        }

    # What people do.

    def make(self, kind: str, id_: int, **properties: str | None) -> str:
        """Make a record, at `now`."""
        thing = Thing(str(id_), self.now, self.now)
        self.kinds.setdefault(kind, {})[thing.id] = thing
        self.change(kind, thing.id, **properties)
        return thing.id

    def change(self, kind: str, id_: str, **properties: str | None) -> None:
        """Change properties of a record, at `now`."""
        thing = self.kinds[kind][id_]
        thing.updated = self.now
        for name, value in properties.items():
            thing.history.setdefault(name, []).insert(0, (value, self.now))

    def delete(self, kind: str, id_: str) -> None:
        """Put a record into the bin."""
        self.kinds[kind][id_].archived = self.now

    def merge(self, kind: str, winner: str, loser: str) -> None:
        """Merge a record into another, which takes over what it was associated with."""
        del self.kinds[kind][loser]
        before = self.kinds[kind][winner].value("hs_merged_object_ids")
        self.change(kind, winner, hs_merged_object_ids=";".join(filter(None, [before, loser])))
        for (from_, id_, to), others in list(self.links.items()):
            if to == kind and loser in others:
                others.setdefault(winner, set()).update(others.pop(loser))
            if (from_, id_) == (kind, loser):
                self.links.setdefault((from_, winner, to), {}).update(self.links.pop((from_, id_, to)))

    def link(self, kind: str, id_: str, to: str, other: str, *types: int) -> None:
        """Associate a record with another, and the other with it."""
        self.links.setdefault((kind, id_, to), {})[other] = set(types)
        self.links.setdefault((to, other, kind), {})[id_] = set(types)

    def pipeline(self, id_: str, label: str, stages: Mapping[str, tuple[str, str]]) -> None:
        """Add a pipeline: the label of each stage by its id, with its chance."""
        made = {"createdAt": "2025-01-01T00:00:00Z", "updatedAt": self.now, "archived": False}
        several = [
            {
                "id": stage,
                "label": name,
                "displayOrder": order,
                "metadata": {"isClosed": str(chance in {"0.0", "1.0"}).lower(), "probability": chance},
                **made,
            }
            for order, (stage, (name, chance)) in enumerate(stages.items())
        ]
        order = len(self.pipelines)
        self.pipelines.append({"id": id_, "label": label, "displayOrder": order, "stages": several, **made})

    def owner(self, id_: str, first: str, last: str, *, left: bool = False) -> None:
        """Add somebody who owns records, or did before leaving."""
        made = {"createdAt": "2025-01-01T00:00:00Z", "updatedAt": self.now, "archived": left}
        name = {"firstName": first, "lastName": last, "email": f"{first}@abm.example".lower()}
        self.people.append({"id": id_, "type": "PERSON", **name, **made})

    # What the API answers.

    def failure(self, status: int) -> Answered:
        """An error as HubSpot words it; see `StandIn`."""
        return Answered(MISSING_SCOPES if status == 403 else _error(status, "It failed."), status)

    def answer(self, asked: Asked) -> Answered:
        """The answer of the account as it is now; see `StandIn`."""
        if asked.headers.get("Authorization") != f"Bearer {self.token}":
            return self.failure(401)
        for verb, pattern, serve in self._routes():
            if asked.method == verb and (match := re.fullmatch(pattern, asked.path)):
                try:
                    return Answered(serve(asked, *match.groups()))
                except Refused as refused:
                    return refused.answered
        return self.failure(404)

    def _routes(self) -> Sequence[tuple[str, str, Callable[..., Json]]]:
        return (
            ("GET", f"/account-info/{V}/details", lambda _: self.details),
            ("GET", f"/crm/owners/{V}", self._owners),
            ("GET", f"/crm/pipelines/{V}/deals", lambda _: {"results": self.pipelines}),
            ("POST", f"/crm/properties/{V}/companies/batch/read", self._properties),
            ("GET", rf"/crm/objects/{V}/(\w+)", self._list),
            ("POST", rf"/crm/objects/{V}/(\w+)/search", self._search),
            ("POST", rf"/crm/objects/{V}/(\w+)/batch/read", self._read),
            ("POST", rf"/crm/associations/{V}/(\w+)/(\w+)/batch/read", self._associations),
        )

    def _owners(self, asked: Asked) -> Json:
        wanted = asked.one("archived", "false") == "true"
        return _page([each for each in self.people if each["archived"] == wanted], asked, 500)

    def _properties(self, asked: Asked) -> Json:
        names = [each["name"] for each in asked.body["inputs"]]
        return self._batch([self._property(name) for name in names if name in self.choices])

    def _property(self, name: str) -> Json:
        options = [
            {"value": value, "label": label, "hidden": False} for value, label in self.choices[name].items()
        ]
        shown = {"name": name, "label": name, "groupName": "companyinformation", "description": ""}
        return {**shown, "type": "enumeration", "fieldType": "select", "options": options}

    def _list(self, asked: Asked, kind: str) -> Json:
        names = asked.one("properties").split(",")
        past = list(filter(None, asked.one("propertiesWithHistory").split(",")))
        archived = asked.one("archived", "false") == "true"
        several = [each for each in self._things(kind) if bool(each.archived) == archived]
        page = _page(several, asked, 50 if past else 100)
        return page | {"results": [_shown(each, names, past) for each in page["results"]]}

    def _things(self, kind: str) -> list[Thing]:
        return sorted(self.kinds.get(kind, {}).values(), key=lambda thing: int(thing.id))

    def _search(self, asked: Asked, kind: str) -> Json:
        body = asked.body
        _at_most(body["limit"], 200)
        found = [
            each
            for each in self._things(kind)
            if not each.archived and any(_passes(each, group["filters"]) for group in body["filterGroups"])
        ]
        start, limit = int(body.get("after", "0")), body["limit"]
        if start + limit > self.most_found:
            raise Refused(400, "A search gives no more results.")
        page: Json = {"total": len(found), "results": found[start : start + limit]}
        if start + limit < len(found):
            page["paging"] = {"next": {"after": str(start + limit)}}
        return page | {"results": [_shown(each, body["properties"], ()) for each in page["results"]]}

    def _read(self, asked: Asked, kind: str) -> Json:
        body, things = asked.body, self.kinds.get(kind, {})
        past = body.get("propertiesWithHistory") or []
        _at_most(len(body["inputs"]), 50 if past else 100)
        ids = [each["id"] for each in body["inputs"]]
        there = [things[id_] for id_ in ids if id_ in things and not things[id_].archived]
        lost = [id_ for id_ in ids if id_ not in {each.id for each in there}]
        return self._batch([_shown(each, body["properties"], past) for each in there], lost)

    def _batch(self, results: list[Json], lost: Sequence[str] = ()) -> Json:
        moments = {"startedAt": self.now, "completedAt": self.now}
        answer: Json = {"status": "COMPLETE", "results": results, **moments}
        if lost:
            said = "Could not get some objects, they may be deleted or not exist."
            error = {"status": "error", "category": "OBJECT_NOT_FOUND", "message": said}
            answer |= {"numErrors": len(lost), "errors": [{**error, **_about(lost)}]}
        return answer

    def _associations(self, asked: Asked, kind: str, to: str) -> Json:
        _at_most(len(asked.body["inputs"]), 100)
        found = []
        for each in asked.body["inputs"]:
            others = self.links.get((kind, each["id"], to), {})
            several = [
                {"toObjectId": other, "associationTypes": [_type(number) for number in sorted(types)]}
                for other, types in others.items()
                if other in self.kinds.get(to, {})
            ]
            start = int(each.get("after", "0"))
            part: Json = {"from": {"id": each["id"]}, "to": several[start : start + self.most_linked]}
            if start + self.most_linked < len(several):
                part["paging"] = {"next": {"after": str(start + self.most_linked)}}
            found += [part] if several else []
        return self._batch(found)


def _about(ids: Sequence[str]) -> Json:
    return {"context": {"ids": list(ids)}, "errors": [], "links": {}}


def _type(number: int) -> Json:
    return {"category": "HUBSPOT_DEFINED", "typeId": number, "label": "Primary" if number < 10 else None}


def _at_most(number: int, most: int) -> None:
    if number > most:
        raise Refused(400, f"The maximum number is {most}.")


def _page(several: Sequence[Any], asked: Asked, most: int) -> Json:
    limit, start = int(asked.one("limit", "10")), int(asked.one("after", "0"))
    _at_most(limit, most)
    page: Json = {"results": list(several[start : start + limit])}
    if start + limit < len(several):
        page["paging"] = {"next": {"after": str(start + limit), "link": f"?after={start + limit}"}}
    return page


def _shown(thing: Thing, names: Iterable[str], past: Iterable[str]) -> Json:
    """A record as it is answered: property names that nobody knows give null."""
    always = ("hs_object_id", "hs_lastmodifieddate", "createdate")
    shown: Json = {
        "id": thing.id,
        "properties": {name: thing.value(name) for name in (*names, *always)},
        "createdAt": thing.created,
        "updatedAt": thing.updated,
        "archived": bool(thing.archived),
    }
    if thing.archived:
        shown["archivedAt"] = thing.archived
    history = {
        name: [
            {"value": value or "", "timestamp": at, "sourceType": "CRM_UI"}
            for value, at in thing.history[name]
        ]
        for name in past
        if name in thing.history
    }
    return shown | ({"propertiesWithHistory": history} if history else {})


def _passes(thing: Thing, filters: Sequence[Json]) -> bool:
    return all(_holds(thing.value(each["propertyName"]), each) for each in filters)


def _holds(value: str | None, asked: Json) -> bool:
    if value is None:
        return False
    operator, wanted = asked["operator"], asked["value"]
    if operator == "EQ":
        return bool(value == wanted)
    number = _number(value)
    if operator == "BETWEEN":
        return int(wanted) <= number <= int(asked["highValue"])
    return number > int(wanted) if operator == "GT" else number >= int(wanted)


def _number(value: str) -> int:
    return int(value) if value.isdecimal() else int(datetime.fromisoformat(value).timestamp() * 1000)
