"""HubSpot, read by a Service Key: companies with the target flag, deals with their stages, activities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from abm_sheets.intake.files.records import Record
from abm_sheets.intake.sources.hubspot.activities import ACTIVITIES, Interactions
from abm_sheets.intake.sources.hubspot.answers import Entry
from abm_sheets.intake.sources.hubspot.api import HubSpotClient, modified_since
from abm_sheets.intake.sources.hubspot.companies import Companies
from abm_sheets.intake.sources.hubspot.records import (
    CHOSEN,
    COMPANY,
    DEAL,
    KNOWN_BY,
    STAGES,
    Portal,
    account,
    account_name,
    ending_of,
    merged,
    opportunity,
    was_renamed,
)
from abm_sheets.intake.sources.reading import Access, Reading, System

_OVERLAP = timedelta(minutes=10)
"""How far before the last reading a search begins: HubSpot finds what changed a moment later only."""


def open_system(access: Access) -> System:
    """HubSpot, ready to be read."""
    return HubSpot(access)


@dataclass(frozen=True)
class HubSpot:
    """A HubSpot account; see `System`."""

    access: Access

    def read(self, since: datetime | None) -> Reading:
        """Everything, or what changed since a moment; see `System`."""
        api = HubSpotClient(self.access)
        return _Round(api, self.access, _portal(api), since - _OVERLAP if since else None).reading()


def _portal(api: HubSpotClient) -> Portal:
    properties = api.properties("companies", CHOSEN)
    return Portal.of(api.details(), api.pipelines("deals"), api.owners(), properties)


@dataclass
class _Round:
    """One reading, of what changed after a moment if there is one."""

    api: HubSpotClient
    access: Access
    portal: Portal
    after: datetime | None

    def reading(self) -> Reading:
        companies = self._companies()
        renamed = [each.id for each in companies.values() if self.after and was_renamed(each, self.after)]
        deals = self._deals(renamed)
        known = Companies(self.api, companies)
        opportunities = self._opportunities(deals, known)
        interactions = Interactions(self.api, self.access, self.portal, known)
        for activity in ACTIVITIES:
            interactions.read(activity, self.after, renamed)
        unnamed = {each.id for each in companies.values() if not account_name(each)}
        gone = {
            "accounts": self._gone(companies, unnamed, "companies"),
            "opportunities": self._gone(deals, set(), "deals"),
            "interactions": self._gone({}, interactions.aside, *(each.kind for each in ACTIVITIES)),
        }
        records = {
            "accounts": [account(each, self.portal) for each in companies.values() if account_name(each)],
            "opportunities": opportunities,
            "interactions": interactions.records,
        }
        there = {
            tab: [each for each in several if each.record_id not in gone[tab]]
            for tab, several in records.items()
        }
        return Reading(
            there, gone, self.after is None, self.portal.stages.kinds_with(map(ending_of, deals.values()))
        )

    def _companies(self) -> dict[str, Entry]:
        if self.after is None:
            return self.api.every("companies", COMPANY)
        changed = self.api.search("companies", ("name",), [modified_since(self.after)])
        return self.api.read("companies", changed, COMPANY, history=KNOWN_BY)

    def _deals(self, renamed: Iterable[str]) -> dict[str, Entry]:
        if self.after is None:
            return self.api.every("deals", DEAL, history=STAGES)
        changed = self.api.search("deals", ("dealstage",), [modified_since(self.after)])
        theirs = self.api.associated("companies", "deals", renamed)
        ids = {*changed, *(each.to_object_id for several in theirs.values() for each in several)}
        return self.api.read("deals", ids, DEAL, history=STAGES)

    def _opportunities(self, deals: Mapping[str, Entry], companies: Companies) -> list[Record]:
        linked = self.api.associated("deals", "companies", deals)
        companies.learn(each.to_object_id for several in linked.values() for each in several)
        return [
            opportunity(deal, companies.of(linked.get(deal.id, ())), self.portal) for deal in deals.values()
        ]

    def _gone(self, entries: Mapping[str, Entry], aside: set[str], *kinds: str) -> set[str]:
        """The records of some kinds that were deleted, merged into others, or are left aside now."""
        if self.after is None:
            return set()
        into = {each for entry in entries.values() for each in merged(entry)}
        return into | aside | {id_ for kind in kinds for id_ in self._archived(kind, self.after)}

    def _archived(self, kind: str, after: datetime) -> Iterator[str]:
        for entry in self.api.archived(kind).values():
            if entry.archived and (entry.archived_at is None or entry.archived_at >= after):
                yield entry.id
