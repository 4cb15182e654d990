"""The activities of HubSpot that are interactions: replies received, meetings held, calls."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from abm_sheets.intake import usual_type
from abm_sheets.intake.files.records import Record
from abm_sheets.intake.sources.client import Json
from abm_sheets.intake.sources.hubspot.answers import Association, Entry
from abm_sheets.intake.sources.hubspot.api import HubSpotClient, between, equal_to, modified_since
from abm_sheets.intake.sources.hubspot.companies import Companies
from abm_sheets.intake.sources.hubspot.records import Portal, account_name
from abm_sheets.intake.sources.reading import Access
from abm_sheets.intake.sources.shown import filled

_CONTACT = ("firstname", "lastname", "email")

_UNREACHED = frozenset(
    (
        "9d9162e7-6cf3-4944-bf63-4dff82258764",  # busy
        "a4c4c377-d246-4b32-a13b-75a56a4cd0ff",  # left live message
        "b2cf5968-551e-4856-9783-52b3da59a7d0",  # left voicemail
        "73a0d17f-1163-4015-bdd5-ec830791da20",  # no answer
        "17b47fee-58de-441e-a44c-c6300d46f273",  # wrong number
    )
)
"""HubSpot's own outcomes of calls in which nobody was spoken to; those that a customer added count."""

_UNSAID = frozenset(("", "SCHEDULED"))
"""The outcomes of meetings of which nobody said whether they were held."""


@dataclass(frozen=True)
class Activity:
    """A kind of activities.

    - `kind`: HubSpot's name for it; `type`: the interaction that it is, by its French name.
    - `when`: the properties that may hold its moment, the best first; `others`: those that `counts` reads.
    - `counts`: whether one is an interaction; `filters`: those of a search that leaves out some that are not.
    """

    kind: str
    type: str
    when: tuple[str, ...]
    others: tuple[str, ...]
    counts: Callable[[Entry, Access], bool]
    filters: Callable[[Access], Sequence[Json]]

    @property
    def properties(self) -> Sequence[str]:
        """Everything that is read of it."""
        return (*self.when, *self.others)


def _was_received(email: Entry, access: Access) -> bool:
    del access
    return email.text("hs_email_direction") == "INCOMING_EMAIL"


def _was_held(meeting: Entry, access: Access) -> bool:
    outcome = meeting.text("hs_meeting_outcome")
    if outcome in _UNSAID and _past_counts(access):
        ended = meeting.text("hs_meeting_end_time", "hs_timestamp")
        return bool(ended) and datetime.fromisoformat(ended) <= access.now
    return outcome == "COMPLETED"


def _past_counts(access: Access) -> bool:
    return access.options.get("meetings") == "past"


def _was_spoken(call: Entry, access: Access) -> bool:
    del access
    done = call.text("hs_call_status") in {"COMPLETED", ""}
    return done and call.text("hs_call_disposition") not in _UNREACHED


ACTIVITIES = (
    Activity(
        "emails",
        "Réponse e-mail",
        when=("hs_timestamp",),
        others=("hs_email_direction", "hs_email_from_email"),
        counts=_was_received,
        filters=lambda _: [equal_to("hs_email_direction", "INCOMING_EMAIL")],
    ),
    Activity(
        "meetings",
        "Rendez-vous",
        when=("hs_meeting_start_time", "hs_timestamp"),
        others=("hs_meeting_end_time", "hs_meeting_outcome"),
        counts=_was_held,
        filters=lambda access: [] if _past_counts(access) else [equal_to("hs_meeting_outcome", "COMPLETED")],
    ),
    Activity(
        "calls",
        "Rendez-vous",
        when=("hs_timestamp",),
        others=("hs_call_status", "hs_call_disposition"),
        counts=_was_spoken,
        filters=lambda _: [],
    ),
)


class People:
    """Contacts by id, and where they work; those that activities lead to are read when they are first met."""

    def __init__(self, api: HubSpotClient) -> None:
        """Begin with nobody."""
        self._api = api
        self._met = set[str]()
        self._known: dict[str, Entry] = {}
        self._work: dict[str, list[Association]] = {}

    def learn(self, ids: Sequence[str]) -> None:
        """Read those of some ids that were never met."""
        strange = set(ids) - self._met
        self._met |= strange
        self._known |= self._api.read("contacts", strange, _CONTACT)

    def of(self, associations: Iterable[Association]) -> list[Entry]:
        """The people of an activity who are still there, in the order in which they were made."""
        return [self._known[id_] for id_ in _ids([associations]) if id_ in self._known]

    def work(self, ids: Sequence[str]) -> Mapping[str, Sequence[Association]]:
        """The companies of some of them."""
        strange = set(ids) - self._work.keys()
        self._work |= {id_: [] for id_ in strange} | self._api.associated("contacts", "companies", strange)
        return {id_: self._work[id_] for id_ in ids}


class Interactions:
    """The activities, read kind by kind: the records of those that count, and the ids of others."""

    def __init__(self, api: HubSpotClient, access: Access, portal: Portal, companies: Companies) -> None:
        """Begin with none."""
        self._api, self._access, self._portal, self._companies = api, access, portal, companies
        self._people = People(api)
        self._records: dict[str, Record] = {}
        self.aside: set[str] = set()

    @property
    def records(self) -> list[Record]:
        """Those that count."""
        return list(self._records.values())

    def read(self, activity: Activity, after: datetime | None, renamed: Sequence[str]) -> None:
        """Read the activities of a kind, or what changed since a moment and those of renamed companies."""
        for found in self._found(activity, after, renamed):
            counted = {id_: each for id_, each in found.items() if activity.counts(each, self._access)}
            self.aside |= found.keys() - counted.keys()
            self._take(activity, counted)

    def _found(
        self, activity: Activity, after: datetime | None, renamed: Sequence[str]
    ) -> Iterator[dict[str, Entry]]:
        search, kind, properties = self._api.pages_of_search, activity.kind, activity.properties
        if after is None:
            yield from search(kind, properties, activity.filters(self._access))
            return
        yield from search(kind, properties, [modified_since(after)])
        if kind == "meetings" and _past_counts(self._access):
            yield from search(kind, properties, [between("hs_meeting_end_time", after, self._access.now)])
        theirs = self._api.associated("companies", kind, renamed)
        yield self._api.read(kind, _ids(theirs.values()), properties)

    def _take(self, activity: Activity, entries: Mapping[str, Entry]) -> None:
        linked = self._api.associated(activity.kind, "companies", entries)
        contacts = self._api.associated(activity.kind, "contacts", entries)
        self._people.learn(_ids(contacts.values()))
        work = self._people.work(_ids(several for id_, several in contacts.items() if id_ not in linked))
        self._companies.learn(_ids([*linked.values(), *work.values()]))
        for id_, entry in entries.items():
            met = self._people.of(contacts.get(id_, ()))
            theirs = [each for person in met for each in work.get(person.id, ())]
            self._add(activity, entry, self._companies.of(linked.get(id_, theirs)), met)

    def _add(self, activity: Activity, entry: Entry, company: Entry | None, met: Sequence[Entry]) -> None:
        day = self._portal.day(entry.text(*activity.when))
        if day is None:
            return
        sender = entry.text("hs_email_from_email").lower()
        values = filled(
            date=day,
            account=account_name(company) if company else sender,
            type=usual_type(activity.type, self._access.language),
            contact=_name_of(met, sender),
            source="HubSpot",
            id=entry.id,
        )
        domain = company.text("domain") or None if company else None
        link = self._portal.link(activity.kind, entry)
        company_id = company.id if company else None
        self._records[entry.id] = Record(0, values, entry.id, domain, company_id, link)


def _name_of(met: Sequence[Entry], sender: str) -> str:
    """Whom an activity was with: who wrote, else the first of several."""
    wrote = [each for each in met if sender and each.text("email").lower() == sender]
    for each in wrote or met:
        name = f"{each.text('firstname')} {each.text('lastname')}".strip() or each.text("email")
        if name:
            return name
    return sender


def _ids(several: Iterable[Iterable[Association]]) -> list[str]:
    """The ids that records are associated with, in the order in which they were made."""
    return sorted({each.to_object_id for some in several for each in some}, key=lambda id_: (len(id_), id_))
