"""HubSpot's web API, as far as it is read: lists, searches, batches, associations, and how it refuses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Any

from abm_sheets.errors.sources import (
    CallLimitError,
    DailyLimitError,
    FieldUnknownError,
    RightMissingError,
    SourceRefusedError,
)
from abm_sheets.intake.sources.client import (
    Answer,
    Client,
    Json,
    Paging,
    Params,
    TryAgainError,
    batch,
    retry_after,
)
from abm_sheets.intake.sources.hubspot.answers import (
    Association,
    Associations,
    Details,
    Entry,
    Owner,
    Pipeline,
    Property,
)
from abm_sheets.intake.sources.reading import Access

VERSION = "2026-09"
"""That of every path: HubSpot makes one each March and September, and keeps it for 18 months."""

_ADDRESS = "https://api.hubapi.com"
_LISTED, _LISTED_WITH_HISTORY, _FOUND, _OWNERS = 100, 50, 200, 100
_READ, _READ_WITH_HISTORY, _LINKED = 100, 50, 100
"""What one call gives or takes at most."""

_BETWEEN_SEARCHES = 0.25
"""Seconds: an account takes five searches a second, and no header says how many are left."""

_FEW_LEFT = 3
_NOTHING = frozenset(("OBJECT_NOT_FOUND", "NO_ASSOCIATIONS_FOUND"))
_WAITS = {"SECONDLY": 1.0, "TEN_SECONDLY_ROLLING": 10.0}
_ACTIVITIES = "crm.objects.contacts.read"
_RIGHTS = {
    "companies": "crm.objects.companies.read",
    "deals": "crm.objects.deals.read",
    "emails": f"{_ACTIVITIES}, sales-email-read",
    "meetings": _ACTIVITIES,
    "calls": _ACTIVITIES,
    "contacts": _ACTIVITIES,
    "owners": "crm.objects.owners.read",
    "account-info": "oauth",
}
"""The right that reading takes, by the part of a path that names what is read."""


class HubSpotClient(Client):
    """HubSpot by a Service Key, or the token of a private app."""

    system = "hubspot"
    paging = Paging("after", "results", ("paging", "next", "after"))

    def __init__(self, access: Access) -> None:
        """Keep the key; nothing is sent yet."""
        token = access.secrets["token"]
        super().__init__(
            access.address or _ADDRESS, {"Authorization": f"Bearer {token}"}, token, access.patience
        )

    def details(self) -> Details:
        """What holds for the whole account."""
        return self.typed(Details, [self.get(f"/account-info/{VERSION}/details")])[0]

    def pipelines(self, kind: str) -> list[Pipeline]:
        """The pipelines of a kind of records."""
        return self.typed(Pipeline, self.rows(self.get(f"/crm/pipelines/{VERSION}/{kind}")))

    def owners(self) -> Iterator[Owner]:
        """Who owns records, or did; those who left come first."""
        for archived in ("true", "false"):
            asked: Params = {"limit": _OWNERS, "archived": archived}
            for page in self.pages(f"/crm/owners/{VERSION}", asked):
                yield from self.typed(Owner, page)

    def properties(self, kind: str, names: Sequence[str]) -> list[Property]:
        """Those of some names that records of a kind have."""
        asked = {"archived": False, "inputs": [{"name": name} for name in names]}
        path = f"/crm/properties/{VERSION}/{kind}/batch/read"
        return self.typed(Property, self.rows(self.post(path, asked)))

    def every(self, kind: str, properties: Sequence[str], history: Sequence[str] = ()) -> dict[str, Entry]:
        """Every record of a kind by its id, perhaps with what some properties were before."""
        asked: Params = {
            "limit": _LISTED_WITH_HISTORY if history else _LISTED,
            "properties": ",".join(properties),
            **({"propertiesWithHistory": ",".join(history)} if history else {}),
        }
        return self._entries(self.pages(_objects(kind), asked))

    def archived(self, kind: str) -> dict[str, Entry]:
        """The records of a kind that were deleted lately, by id."""
        asked: Params = {"limit": _LISTED, "archived": "true", "properties": "hs_object_id"}
        return self._entries(self.pages(_objects(kind), asked))

    def search(self, kind: str, properties: Sequence[str], filters: Sequence[Json]) -> dict[str, Entry]:
        """The records of a kind that pass every filter, by id."""
        pages = self.pages_of_search(kind, properties, filters)
        return {id_: entry for page in pages for id_, entry in page.items()}

    def pages_of_search(
        self, kind: str, properties: Sequence[str], filters: Sequence[Json]
    ) -> Iterator[dict[str, Entry]]:
        """The same, some at a time.

        Each page begins after the last id: a search's own pages end at 10,000 records.
        """
        last = "0"
        while page := self._page_of_search(kind, properties, filters, last):
            newest = max(page, key=int)
            if int(newest) <= int(last):
                raise self.unclear(kind)
            yield page
            last = newest
            if len(page) < _FOUND:
                break

    def _page_of_search(
        self, kind: str, properties: Sequence[str], filters: Sequence[Json], last: str
    ) -> dict[str, Entry]:
        after = {"propertyName": "hs_object_id", "operator": "GT", "value": last}
        asked = {
            "filterGroups": [{"filters": [*filters, after]}],
            "sorts": [{"propertyName": "hs_object_id", "direction": "ASCENDING"}],
            "properties": list(properties),
            "limit": _FOUND,
        }
        answered = self.post(f"{_objects(kind)}/search", asked)
        rows = self.rows(answered)
        if len(rows) < min(_FOUND, answered.get("total", 0)):
            raise self.unclear(kind)
        return self._entries([rows])

    def read(
        self, kind: str, ids: Iterable[str], properties: Sequence[str], history: Sequence[str] = ()
    ) -> dict[str, Entry]:
        """The records of some ids that are still there, by id."""
        found: dict[str, Entry] = {}
        for some in batch(sorted(set(ids)), _READ_WITH_HISTORY if history else _READ):
            asked = {
                "inputs": [{"id": each} for each in some],
                "properties": list(properties),
                "propertiesWithHistory": list(history),
            }
            answered = self.post(f"{_objects(kind)}/batch/read", asked)
            page = self.rows(answered)
            if len(page) + self._not_found(answered) < len(some):
                raise self.unclear(kind)
            found |= self._entries([page])
        return found

    def _not_found(self, answered: Json) -> int:
        """How many records of a batch are not there, or linked to none; other trouble is a refusal."""
        number = 0
        for error in answered.get("errors") or ():
            if not _NOTHING & {error.get("category"), str(error.get("subCategory")).rpartition(".")[2]}:
                raise SourceRefusedError(system=self.system, said=error.get("message", ""))
            number += len(error.get("context", {}).get("ids", ()))
        return number

    def associated(self, kind: str, others: str, ids: Iterable[str]) -> dict[str, list[Association]]:
        """What records of some ids are associated with, of another kind; one with nothing is not there."""
        found: dict[str, list[Association]] = {}
        asked: list[Json] = [{"id": each} for each in sorted(set(ids))]
        path = f"/crm/associations/{VERSION}/{kind}/{others}/batch/read"
        while asked:
            more: list[Json] = []
            for some in batch(asked, _LINKED):
                answered = self.post(path, {"inputs": some})
                self._not_found(answered)
                rows = self.rows(answered)
                for row, part in zip(rows, self.typed(Associations, rows), strict=True):
                    found.setdefault(part.source.id, []).extend(part.to)
                    if mark := self.following(row):
                        more.append({"id": part.source.id, "after": mark})
            if more == asked:
                raise self.unclear(path)
            asked = more
        return found

    def _entries(self, pages: Iterable[Sequence[Json]]) -> dict[str, Entry]:
        return {entry.id: entry for page in pages for entry in self.typed(Entry, page)}

    def refusal(self, answer: Answer) -> Exception:
        """What HubSpot's refusals mean."""
        if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
            return self._limited(answer)
        if answer.status == HTTPStatus.FORBIDDEN:
            named = ", ".join(_in_context(answer.body, "requiredGranularScopes")) or _right(answer.call.path)
            return RightMissingError(system=self.system, value=named)
        if unknown := _in_context(answer.body, "propertyName"):
            return FieldUnknownError(system=self.system, value=", ".join(unknown))
        return super().refusal(answer)

    def _limited(self, answer: Answer) -> Exception:
        policy = answer.body.get("policyName") if isinstance(answer.body, dict) else None
        if policy == "DAILY":
            return DailyLimitError(system=self.system)
        wait = retry_after(answer)
        return TryAgainError(
            CallLimitError(system=self.system), _WAITS.get(policy or "") if wait is None else wait
        )

    def rest(self, answer: Answer) -> float:
        """A short while after a search; the whole interval once few calls are left in it."""
        if answer.call.path.endswith("/search"):
            return _BETWEEN_SEARCHES
        left = answer.headers.get("X-HubSpot-RateLimit-Remaining", "")
        if left.isdecimal() and int(left) < _FEW_LEFT:
            interval = answer.headers.get("X-HubSpot-RateLimit-Interval-Milliseconds", "")
            return int(interval) / 1000 if interval.isdecimal() else _WAITS["TEN_SECONDLY_ROLLING"]
        return 0.0


def modified_since(moment: datetime) -> Json:
    """The filter of records that changed at a moment or later."""
    return {
        "propertyName": "hs_lastmodifieddate",
        "operator": "GTE",
        "value": str(int(moment.timestamp() * 1000)),
    }


def between(name: str, start: datetime, end: datetime) -> Json:
    """The filter of records whose property is a moment of a period."""
    value, high = (str(int(each.timestamp() * 1000)) for each in (start, end))
    return {"propertyName": name, "operator": "BETWEEN", "value": value, "highValue": high}


def equal_to(name: str, value: str) -> Json:
    """The filter of records whose property has a value."""
    return {"propertyName": name, "operator": "EQ", "value": value}


def _objects(kind: str) -> str:
    return f"/crm/objects/{VERSION}/{kind}"


def _in_context(body: Any, name: str) -> list[str]:
    """What an error's context names, wherever it stands in its body."""
    if not isinstance(body, dict):
        return []
    contexts = [body.get("context"), *(error.get("context") for error in body.get("errors") or ())]
    return [str(each) for context in contexts if context for each in context.get(name, ())]


def _right(path: str) -> str:
    return next(
        (right for part, right in _RIGHTS.items() if f"/{part}" in path), "crm.objects.companies.read"
    )
